import { readFile, stat } from "node:fs/promises";
import type { Gm } from "@liangzheng/gm";
import { type KeyStores, keyStores } from "./key-ring.ts";
import { type KeyStore, KeyStoreError, type StoreName } from "./key-store.ts";
import { loadCryptoki } from "./pkcs11/cryptoki.ts";
import { pkcs11KeyStore } from "./pkcs11/pkcs11-key-store.ts";
import { Pkcs11Token, sm2Curve } from "./pkcs11/pkcs11-token.ts";
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

/** A token whose module implements PKCS #11, and the vendor's numbers for SM2. */
export interface Pkcs11Settings {
  readonly library: string;
  /** Labels of the token, and of the keys in it that are ours. */
  readonly token: string;
  readonly keyLabel: string;
  readonly pinFile: string;
  /** Mechanism that signs a digest which is ready. */
  readonly sign: number;
  /** Mechanism that makes keys; undefined where the token's administrator makes them. */
  readonly generate: number | undefined;
  readonly keyType: number;
}

export interface KeyStoreSettings {
  /** Where new keys are made. */
  readonly store: StoreName;
  /** Also where new keys are made elsewhere, for the keys that lie in it. */
  readonly sdf?: SdfSettings | undefined;
  readonly pkcs11?: Pkcs11Settings | undefined;
}

type Random = (length: number) => Uint8Array;

/**
 * Half of the threads that Node has for such calls, so that files and names are looked up while a device is slow. Each
 * call may take ten seconds, which is also how long one waits for a session.
 */
const sessions = 2;
const patienceMs = 10_000;

/** Opens what the settings name. A device that does not answer is no reason not to start: much is done without it. @throws KeyStoreError `misconfigured` */
export async function openKeyStores(
  { store, sdf, pkcs11 }: KeyStoreSettings,
  gm: Gm,
  random: Random,
): Promise<KeyStores> {
  const all = [
    softwareKeyStore(gm, random),
    ...(sdf === undefined ? [] : [await openSdf(sdf, gm, random)]),
    ...(pkcs11 === undefined ? [] : [await openPkcs11(pkcs11, gm, random)]),
  ];
  const current = all.find(({ name }) => name === store);
  if (current === undefined) throw new KeyStoreError("misconfigured", `the store ${store} has no settings`);
  return keyStores(
    current,
    all.filter((one) => one !== current),
  );
}

async function openSdf(
  { library: file, slots, passwordFile }: SdfSettings,
  gm: Gm,
  random: Random,
): Promise<KeyStore> {
  const password = await readSecret(passwordFile, "password");
  const library = await loadSdfLibrary(file, patienceMs);
  const device = new SdfDevice({ library, password, sessions, waitMs: patienceMs });
  return sdfKeyStore({ device, gm, slots, random });
}

async function openPkcs11(
  { library, token: label, keyLabel, pinFile, ...numbers }: Pkcs11Settings,
  gm: Gm,
  random: Random,
): Promise<KeyStore> {
  const pin = await readSecret(pinFile, "PIN");
  const cryptoki = await loadCryptoki(library, patienceMs);
  const scheme = { ...numbers, curve: sm2Curve };
  const token = new Pkcs11Token({ cryptoki, label, pin, scheme, sessions, waitMs: patienceMs });
  return pkcs11KeyStore({
    token,
    gm,
    label: keyLabel,
    makesKeys: numbers.generate !== undefined,
    random,
  });
}

/** The first line of a file that nobody else can read. Its bytes are never told. */
async function readSecret(file: string, what: "password" | "PIN"): Promise<Uint8Array> {
  const refuse = (why: string): KeyStoreError =>
    new KeyStoreError("misconfigured", `the ${what} file ${file} ${why}`);
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
