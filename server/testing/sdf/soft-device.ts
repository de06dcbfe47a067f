import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toHex } from "@liangzheng/bytes";

/** Without a C compiler there is no device to test against, and what needs one is skipped. */
export const hasCompiler = ["/usr/bin", "/usr/local/bin"].some((folder) => existsSync(join(folder, "cc")));

const sources = ["sm2.c", "device.c"].map((name) => fileURLToPath(new URL(name, import.meta.url)));

export type Fault = "dead" | "restarted" | "hangs" | "lies" | "slow";

/** A device of GM/T 0018 in software: a library of its own, and the folder in which its keys and faults stand. */
export interface SoftDevice {
  readonly folder: string;
  readonly library: string;
  readonly passwordFile: string;
  /** As the administrator's tool does: what was in the slot is gone. */
  makeKey(slot: number, privateKey: Uint8Array): Promise<void>;
  fail(fault: Fault | undefined): Promise<void>;
  setNonce(nonce: Uint8Array): Promise<void>;
  /** How often an access code was tried. */
  tries(): Promise<number>;
  remove(): Promise<void>;
}

/** @param flags for the compiler, such as `-DWITHOUT_ACCESS_RIGHT`. */
export async function buildSoftDevice(flags: readonly string[] = []): Promise<SoftDevice> {
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-sdf-"));
  const file = (name: string): string => join(folder, name);
  const library = file("libsoftsdf.so");
  execFileSync("cc", [
    "-shared",
    "-fPIC",
    "-O2",
    `-DFOLDER="${folder}"`,
    ...flags,
    "-o",
    library,
    ...sources,
  ]);
  const passwordFile = file("access-code");
  await writeFile(file("password"), "correct horse\n");
  await writeFile(passwordFile, "correct horse\n", { mode: 0o600 });
  const read = (name: string): Promise<string> => readFile(file(name), "utf8").catch(() => "");
  return {
    folder,
    library,
    passwordFile,
    async makeKey(slot, privateKey) {
      const others = (await read("keys")).split("\n").filter((line) => line && !line.startsWith(`${slot} `));
      await writeFile(file("keys"), others.map((line) => `${line}\n`).join(""));
      await appendFile(file("keys"), `${slot} ${toHex(privateKey)}\n`);
    },
    fail: (fault) =>
      fault === undefined ? rm(file("fault"), { force: true }) : writeFile(file("fault"), fault),
    setNonce: (nonce) => writeFile(file("nonce"), toHex(nonce)),
    tries: async () => (await read("tries")).length,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
