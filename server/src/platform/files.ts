import { hash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "./postgres/state-file.ts";

/** Bytes kept under the SM3 digest of themselves (GB/T 32905), so that a name can never come to mean other bytes. */
export interface FileStore {
  /** Durable when it returns. The same bytes twice are one file. @returns the digest, 64 hexadecimal digits. */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws FileError */
  get(digest: string): Promise<Uint8Array>;
  has(digest: string): Promise<boolean>;
}

export type FileErrorCode = "not-a-digest" | "not-found" | "damaged";

export class FileError extends Error {
  readonly code: FileErrorCode;
  constructor(code: FileErrorCode, message: string) {
    super(message);
    this.name = "FileError";
    this.code = code;
  }
}

const partsFolder = "parts";

/**
 * Files in a folder, spread over 65,536 subfolders. A file appears under its name only when all its bytes are on disk;
 * what a crash left half-written lies in `parts`, and goes when the store is opened an hour or more later.
 */
export async function openFileFolder(folder: string): Promise<FileStore> {
  const parts = join(folder, partsFolder);
  await mkdir(parts, { recursive: true, mode: 0o700 });
  await clearOldParts(parts);
  const ready = new Map<string, Promise<void>>();
  /** A new folder is an entry of its parent, which must reach the disk too: once in the life of this process. */
  const ensureFolder = (to: string): Promise<void> => {
    if (to === folder) return Promise.resolve();
    const known = ready.get(to);
    if (known !== undefined) return known;
    const make = async (): Promise<void> => {
      await ensureFolder(dirname(to));
      await mkdir(to, { mode: 0o700 }).catch(unlessThere);
      await syncFolder(dirname(to));
    };
    const made = make();
    ready.set(to, made);
    made.catch(() => ready.delete(to));
    return made;
  };

  const put = async (bytes: Uint8Array): Promise<string> => {
    const digest = sm3Hex(bytes);
    const file = pathOf(folder, digest);
    await ensureFolder(dirname(file));
    if (await holds(file, bytes.length)) {
      // Who put it may have died before its name was on disk.
      await syncFolder(dirname(file));
      return digest;
    }
    const part = join(parts, randomUUID());
    const handle = await open(part, "wx", 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(dirname(file));
    return digest;
  };

  return {
    put,
    get: async (digest) => {
      const bytes = await readFile(pathOf(folder, digest)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") throw new FileError("not-found", `no file ${digest}`);
        throw error;
      });
      if (sm3Hex(bytes) !== digest)
        throw new FileError("damaged", `the bytes of file ${digest} have changed`);
      return bytes;
    },
    has: (digest) => holds(pathOf(folder, digest), undefined),
  };
}

export const sm3Hex = (bytes: Uint8Array): string => hash("sm3", bytes);

/** Also what keeps a name from elsewhere from leading out of the folder. */
function pathOf(folder: string, digest: string): string {
  if (!/^[0-9a-f]{64}$/.test(digest))
    throw new FileError("not-a-digest", "expected 64 lower-case hexadecimal digits");
  return join(folder, digest.slice(0, 2), digest.slice(2, 4), digest);
}

const holds = (file: string, size: number | undefined): Promise<boolean> =>
  stat(file).then(
    (found) => size === undefined || found.size === size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

/** Younger ones may be another process's work in hand. */
async function clearOldParts(parts: string): Promise<void> {
  for (const name of await readdir(parts)) {
    const found = await stat(join(parts, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > 3_600_000)
      await rm(join(parts, name), { force: true });
  }
}
