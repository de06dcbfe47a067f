import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toHex } from "@liangzheng/bytes";
import type { Pkcs11Settings } from "../../src/platform/key-store/open-key-stores.ts";

const sources = ["../sdf/sm2.c", "module.c"].map((name) => fileURLToPath(new URL(name, import.meta.url)));

export type Fault = "dead" | "absent" | "restarted" | "hangs" | "lies" | "full";

/** A token of PKCS #11 in software: a module of its own, and the folder in which its keys and faults stand. */
export interface SoftToken {
  readonly folder: string;
  readonly settings: Pkcs11Settings;
  /** As the administrator's tool does: the only keys there are. */
  setKeys(keys: readonly (readonly [id: string, label: string, privateKey: Uint8Array])[]): Promise<void>;
  addKey(id: string, label: string, privateKey: Uint8Array): Promise<void>;
  countKeys(): Promise<number>;
  fail(fault: Fault | undefined): Promise<void>;
  setNonce(nonce: Uint8Array): Promise<void>;
  /** How often a PIN was tried. */
  tries(): Promise<number>;
  /** What a caller may never do, and did. */
  crimes(): Promise<string>;
  remove(): Promise<void>;
}

const [sign, generate] = [0x8000_0101, 0x8000_0102];

/** @param flags for the compiler, such as `-DKEY_TYPE=0x80000103`. */
export async function buildSoftToken(flags: readonly string[] = []): Promise<SoftToken> {
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-pkcs11-"));
  const file = (name: string): string => join(folder, name);
  const library = file("libsofttoken.so");
  const numbers = [`-DSIGN=${sign}UL`, `-DGENERATE=${generate}UL`, `-DFOLDER="${folder}"`];
  const how = ["-shared", "-fPIC", "-O2", "-fvisibility=hidden", "-pthread"];
  execFileSync("cc", [...how, ...numbers, ...flags, "-o", library, ...sources]);
  const pinFile = file("pin-of-user");
  await writeFile(file("pin"), "correct horse\n");
  await writeFile(pinFile, "correct horse\n", { mode: 0o600 });
  const read = (name: string): Promise<string> => readFile(file(name), "utf8").catch(() => "");
  return {
    folder,
    settings: { library, token: "test token", keyLabel: "ours", pinFile, sign, generate, keyType: 3 },
    setKeys: (keys) =>
      writeFile(file("keys"), keys.map(([id, label, key]) => `${id} ${label} ${toHex(key)}\n`).join("")),
    addKey: (id, label, key) => appendFile(file("keys"), `${id} ${label} ${toHex(key)}\n`),
    countKeys: async () => (await read("keys")).split("\n").filter(Boolean).length,
    fail: (fault) =>
      fault === undefined ? rm(file("fault"), { force: true }) : writeFile(file("fault"), fault),
    setNonce: (nonce) => writeFile(file("nonce"), toHex(nonce)),
    tries: async () => (await read("tries")).length,
    crimes: () => read("crimes"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
