import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { fromHex, toHex } from "@liangzheng/bytes";
import type { VaultKeys } from "../platform/vault.ts";

/** The key file cannot be used; the message says what to do. */
export class KeyFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "KeyFileError";
  }
}

/**
 * The two keys that stand outside the database. A demonstration makes its own at the first start; production wants them
 * made on purpose (`liangzheng keys new FILE`), because whoever loses them loses every record.
 * @throws KeyFileError
 */
export async function loadKeys(
  file: string,
  makeWhenAbsent: boolean,
  random: (length: number) => Uint8Array,
): Promise<VaultKeys> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new KeyFileError(`the key file ${file} cannot be read: ${error.code}`, { cause: error });
  });
  if (text === undefined) {
    if (!makeWhenAbsent)
      throw new KeyFileError(
        `the key file ${file} is missing: make one with \`liangzheng keys new ${file}\` and keep a copy apart`,
      );
    return makeKeys(file, random);
  }
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0)
    throw new KeyFileError(`the key file ${file} can be read by others: run \`chmod 600 ${file}\``);
  return parseKeys(file, text);
}

/** Never overwrites: the keys of existing records would be gone. @throws KeyFileError */
export async function makeKeys(file: string, random: (length: number) => Uint8Array): Promise<VaultKeys> {
  const keys: VaultKeys = { keyEncryption: random(32), blindIndex: random(32) };
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new KeyFileError(`the key file ${file} cannot be made: ${error.code}`, { cause: error });
  });
  try {
    await handle.writeFile(
      `${JSON.stringify({ keyEncryption: toHex(keys.keyEncryption), blindIndex: toHex(keys.blindIndex) }, null, 2)}\n`,
    );
    await handle.sync();
  } finally {
    await handle.close();
  }
  return keys;
}

function parseKeys(file: string, text: string): VaultKeys {
  try {
    const { keyEncryption, blindIndex } = JSON.parse(text) as Record<keyof VaultKeys, string>;
    const keys = { keyEncryption: fromHex(keyEncryption), blindIndex: fromHex(blindIndex) };
    if (keys.keyEncryption.length === 32 && keys.blindIndex.length === 32) return keys;
  } catch (cause) {
    throw new KeyFileError(`the key file ${file} is damaged: bring back the copy kept apart`, { cause });
  }
  throw new KeyFileError(`the key file ${file} holds keys of the wrong length`);
}

/** Random bytes of the operating system: the one source for keys, codes and identifiers. */
export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
