import { loadNative, slack } from "../native/load-native.ts";
import { type Argument, callNative, type Native } from "../native/native-call.ts";
import { SdfError } from "./sdf-errors.ts";
import { deviceInfoLength, publicKeyLength, signatureLength } from "./sdf-structures.ts";

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

/**
 * Loads a vendor's library into this process.
 * @param deadlineMs how long one call may take.
 * @throws KeyStoreError `misconfigured` naming the file, and the functions that it lacks.
 */
export async function loadSdfLibrary(file: string, deadlineMs: number): Promise<SdfLibrary> {
  const functions = await bind(file);

  const call = (name: SdfFunction, ...args: readonly Argument[]): Promise<void> =>
    callNative(functions[name], args, {
      deadlineMs,
      fail: (code, over) => new SdfError(name, code, over),
    });
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
  const { library, refuse } = await loadNative(file, "SDF", "LIANGZHENG_SDF_LIBRARY");
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
