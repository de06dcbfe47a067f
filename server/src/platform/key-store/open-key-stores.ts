import { readFile, stat } from "node:fs/promises";
import type { Gm } from "@liangzheng/gm";
import { type KeyStores, keyStores } from "./key-ring.ts";
import { type KeyStore, KeyStoreError, type StoreName } from "./key-store.ts";
import { SdfDevice } from "./sdf/sdf-device.ts";
import { sdfKeyStore } from "./sdf/sdf-key-store.ts";
import { loadSdfLibrary } from "./sdf/sdf-library.ts";
import { softwareKeyStore } from "./software-key-store.ts";

/** A device whose library implements GM/T 0018. */
export interface SdfSettings {
  readonly library: string;
  /** Slots that are ours to use, first and last. */
  readonly slots: readonly [number, number];
  readonly passwordFile: string;
}

export interface KeyStoreSettings {
  /** Where new keys are made. */
  readonly store: StoreName;
  /** Also where new keys are made elsewhere, for the keys that lie in it. */
  readonly sdf: SdfSettings | undefined;
}

/**
 * Half of the threads that Node has for such calls, so that files and names are looked up while a device is slow. Each
 * call may take ten seconds, which is also how long one waits for a session.
 */
const sessions = 2;
const patienceMs = 10_000;

/** Opens what the settings name. A device that does not answer is no reason not to start: much is done without it. @throws KeyStoreError `misconfigured` */
export async function openKeyStores(
  { store, sdf }: KeyStoreSettings,
  gm: Gm,
  random: (length: number) => Uint8Array,
): Promise<KeyStores> {
  const software = softwareKeyStore(gm, random);
  const device = sdf === undefined ? undefined : await openSdf(sdf, gm, random);
  if (store === "software") return keyStores(software, device === undefined ? [] : [device]);
  if (device === undefined) throw new KeyStoreError("misconfigured", "the store sdf has no settings");
  return keyStores(device, [software]);
}

async function openSdf(
  { library: file, slots, passwordFile }: SdfSettings,
  gm: Gm,
  random: (length: number) => Uint8Array,
): Promise<KeyStore> {
  const password = await readPassword(passwordFile);
  const library = await loadSdfLibrary(file, patienceMs);
  const device = new SdfDevice({ library, password, sessions, waitMs: patienceMs });
  return sdfKeyStore({ device, gm, slots, random });
}

/** The first line of a file that nobody else can read. Its bytes are never told. */
async function readPassword(file: string): Promise<Uint8Array> {
  const refuse = (why: string): KeyStoreError =>
    new KeyStoreError("misconfigured", `the password file ${file} ${why}`);
  const [text, { mode }] = await Promise.all([readFile(file), stat(file)]).catch(
    (error: NodeJS.ErrnoException) => {
      throw refuse(`cannot be read: ${error.code}`);
    },
  );
  if ((mode & 0o077) !== 0) throw refuse(`can be read by others: run \`chmod 600 ${file}\``);
  const end = text.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  const line = Uint8Array.from(end < 0 ? text : text.subarray(0, end));
  if (line.length === 0) throw refuse("is empty");
  return line;
}
