import { randomUUID } from "node:crypto";
import { access, rename, writeFile } from "node:fs/promises";
import { UsageError } from "../run-command.ts";

/** Where the result goes; asked for before any work is done. @throws UsageError when it is not named or in the way. */
export async function requireTarget(path: string | undefined, force: boolean): Promise<string> {
  if (path === undefined) throw new UsageError("say with -o where the result goes");
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists && !force) throw new UsageError(`${path} exists already: name another file, or say --force`);
  return path;
}

/** Writes the whole file or nothing of it; without `force` never over another. @throws UsageError when it cannot. */
export async function writeTarget(path: string, bytes: Uint8Array, force: boolean): Promise<void> {
  try {
    if (!force) return await writeFile(path, bytes, { flag: "wx" });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, bytes, { flag: "wx" });
    await rename(draft, path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "EIO";
    throw new UsageError(`cannot write ${path}: ${code}`, { cause });
  }
}
