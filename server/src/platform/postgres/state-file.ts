import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/** A small JSON file, or undefined when there is none. @throws Error when it is there and is not JSON. */
export async function readStateFile<T>(file: string): Promise<T | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
}

/** Replaces a small JSON file whole: after a crash there is the old one or the new one. */
export async function writeStateFile(file: string, value: unknown, mode: number): Promise<void> {
  const half = `${file}.new`;
  const handle = await open(half, "w", mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(`${JSON.stringify(value, null, 2)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
  await syncFolder(dirname(file));
}

/** Makes a rename in this folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no such call on folders.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
