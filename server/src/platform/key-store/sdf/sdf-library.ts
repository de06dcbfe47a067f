import { constants } from "node:fs";
import { access } from "node:fs/promises";
import type { KoffiFunc } from "koffi";
import { KeyStoreError } from "../key-store.ts";
import { SdfError } from "./sdf-errors.ts";
import { deviceInfoLength, publicKeyLength, signatureLength } from "./sdf-structures.ts";

type Argument = Uint8Array | bigint | number;
type Native = KoffiFunc<(...args: Argument[]) => number>;

/** Bytes in and out are buffers, handles are numbers as wide as a pointer, and every function answers a code. */
const bytes = "uint8_t *";
const handle = "uintptr_t";
const number = "uint32_t";

/** What is asked of a library, by the names of GM/T 0018: a few of its many functions, and no vendor's own. */
const signatures = {
  SDF_OpenDevice: [bytes],
  SDF_CloseDevice: [handle],
  SDF_OpenSession: [handle, bytes],
  SDF_CloseSession: [handle],
  SDF_GetDeviceInfo: [handle, bytes],
  SDF_GetPrivateKeyAccessRight: [handle, number, bytes, number],
  SDF_ExportSignPublicKey_ECC: [handle, number, bytes],
  SDF_InternalSign_ECC: [handle, number, bytes, number, bytes],
} as const;
export type SdfFunction = keyof typeof signatures;

/** The functions of a library, each run on a thread of its own so that a slow device holds nobody up. All throw SdfError. */
export interface SdfLibrary {
  openDevice(): Promise<bigint>;
  closeDevice(device: bigint): Promise<void>;
  openSession(device: bigint): Promise<bigint>;
  closeSession(session: bigint): Promise<void>;
  deviceInfo(session: bigint): Promise<Uint8Array>;
  takeRight(session: bigint, slot: number, password: Uint8Array): Promise<void>;
  exportSignPublicKey(session: bigint, slot: number): Promise<Uint8Array>;
  internalSign(session: bigint, slot: number, digest: Uint8Array): Promise<Uint8Array>;
}

/** Of the thread on which a library runs, bytes. */
const stackSize = 1024 * 1024;
/** Room behind every structure, for libraries that write a little more than the standard says. */
const slack = 256;

/**
 * Loads a vendor's library into this process.
 * @param deadlineMs how long one call may take.
 * @throws KeyStoreError `misconfigured` naming the file, and the functions that it lacks.
 */
export async function loadSdfLibrary(file: string, deadlineMs: number): Promise<SdfLibrary> {
  const functions = await bind(file);

  /** What has not answered in time may still be at work: its session is not touched until it is done. */
  function call(name: SdfFunction, ...args: readonly Argument[]): Promise<void> {
    const answered = new Promise<number>((resolve, reject) => {
      functions[name].async(...args, (error: unknown, code: number) => {
        // The library writes into these buffers from another thread: they must live until it has answered.
        void args.length;
        if (error) reject(error);
        else resolve(code);
      });
    });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const over = answered.then(
          () => undefined,
          () => undefined,
        );
        reject(new SdfError(name, "no answer", over));
      }, deadlineMs);
      answered
        .then((code) => (code === 0 ? resolve() : reject(new SdfError(name, code))), reject)
        .finally(() => clearTimeout(timer));
    });
  }
  const opened = async (name: SdfFunction, ...args: readonly Argument[]): Promise<bigint> => {
    const place = Buffer.alloc(8 + slack);
    await call(name, ...args, place);
    return place.readBigUInt64LE();
  };
  const filled = async (
    name: SdfFunction,
    length: number,
    ...args: readonly Argument[]
  ): Promise<Uint8Array> => {
    const place = Buffer.alloc(length + slack);
    await call(name, ...args, place);
    return Uint8Array.from(place.subarray(0, length));
  };
  return {
    openDevice: () => opened("SDF_OpenDevice"),
    closeDevice: (device) => call("SDF_CloseDevice", device),
    openSession: (device) => opened("SDF_OpenSession", device),
    closeSession: (session) => call("SDF_CloseSession", session),
    deviceInfo: (session) => filled("SDF_GetDeviceInfo", deviceInfoLength, session),
    takeRight: (session, slot, password) =>
      call("SDF_GetPrivateKeyAccessRight", session, slot, password, password.length),
    exportSignPublicKey: (session, slot) =>
      filled("SDF_ExportSignPublicKey_ECC", publicKeyLength, session, slot),
    internalSign: (session, slot, digest) =>
      filled("SDF_InternalSign_ECC", signatureLength, session, slot, digest, digest.length),
  };
}

async function bind(file: string): Promise<Readonly<Record<SdfFunction, Native>>> {
  const refuse = (why: string, cause?: unknown): KeyStoreError =>
    new KeyStoreError("misconfigured", `the SDF library ${file} ${why}`, { cause });
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw refuse(`cannot be read (${error.code}): set LIANGZHENG_SDF_LIBRARY to the vendor's library`);
  });
  // Only who has a device loads what can call into it.
  const { default: koffi } = await import("koffi").catch((cause: unknown) => {
    throw refuse(`cannot be called: Koffi is not there for ${process.platform} ${process.arch}`, cause);
  });
  if (koffi.sizeof("void *") !== 8) throw refuse("wants a process of 64 bits");
  // Vendors' code may want more than Koffi's default; it can be set until the first library is loaded.
  if (koffi.config().async_stack_size !== stackSize)
    koffi.config({ ...koffi.config(), async_stack_size: stackSize });
  let library: ReturnType<typeof koffi.load>;
  try {
    library = koffi.load(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    throw refuse(`cannot be loaded: ${reason}. It must be built for ${process.platform} ${process.arch}`);
  }
  const found = Object.entries(signatures).map(([name, types]) => {
    try {
      return [name, library.func(name, number, [...types]) as Native] as const;
    } catch {
      return [name, undefined] as const;
    }
  });
  const missing = found.filter(([, native]) => native === undefined).map(([name]) => name);
  if (missing.length > 0)
    throw refuse(`lacks ${missing.join(", ")}: it is no library of GM/T 0018, or an older one`);
  return Object.fromEntries(found) as Readonly<Record<SdfFunction, Native>>;
}
