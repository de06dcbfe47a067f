import { constants } from "node:fs";
import { access } from "node:fs/promises";
import type koffi from "koffi";
import { KeyStoreError } from "../key-store.ts";

/** Of the thread on which a library runs, bytes. */
const stackSize = 1024 * 1024;
/** Room behind every structure, for libraries that write a little more than the standard says. */
export const slack = 256;

/** Koffi unloads what nobody holds, and functions found by their address hold nothing. */
const held = new Set<unknown>();

export interface NativeLibrary {
  readonly koffi: typeof koffi;
  readonly library: ReturnType<typeof koffi.load>;
  /** What is wrong with this library, for operators. */
  refuse(why: string, cause?: unknown): KeyStoreError;
}

/**
 * Loads a vendor's library into this process.
 * @param kind as operators call it.
 * @param setting where its path stands.
 * @throws KeyStoreError `misconfigured` naming the file.
 */
export async function loadNative(file: string, kind: string, setting: string): Promise<NativeLibrary> {
  const refuse = (why: string, cause?: unknown): KeyStoreError =>
    new KeyStoreError("misconfigured", `the ${kind} library ${file} ${why}`, { cause });
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw refuse(`cannot be read (${error.code}): set ${setting} to the vendor's library`);
  });
  // Only who has a device loads what can call into it.
  const { default: koffi } = await import("koffi").catch((cause: unknown) => {
    throw refuse(`cannot be called: Koffi is not there for ${process.platform} ${process.arch}`, cause);
  });
  if (koffi.sizeof("void *") !== 8) throw refuse("wants a process of 64 bits");
  // Vendors' code may want more than Koffi's default; it can be set until the first library is loaded.
  if (koffi.config().async_stack_size !== stackSize)
    koffi.config({ ...koffi.config(), async_stack_size: stackSize });
  try {
    const library = koffi.load(file);
    held.add(library);
    return { koffi, library, refuse };
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    throw refuse(`cannot be loaded: ${reason}. It must be built for ${process.platform} ${process.arch}`);
  }
}
