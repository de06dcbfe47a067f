import { readFile, stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { defaultLimits, OfdError, type OfdPackage, openPackage } from "@liangzheng/ofd";
import { UsageError } from "../run-command.ts";

export interface OpenedFile {
  readonly bytes: Uint8Array;
  readonly package: OfdPackage;
}

/** A file as a package, or the code of what keeps it from being one. */
export async function openFile(path: string): Promise<OpenedFile | string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return "not a file";
    if (found.size > defaultLimits.packageBytes) return "too-large";
    const bytes = new Uint8Array(await readFile(path));
    return { bytes, package: openPackage(bytes) };
  } catch (error) {
    return reasonOf(error);
  }
}

/** @throws whatever is neither a malformed file nor one that cannot be read. */
export function reasonOf(error: unknown): string {
  if (error instanceof OfdError) return error.path === undefined ? error.code : `${error.code} ${error.path}`;
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  throw error;
}

/** The only file that a verb is about. */
export function onlyFile(positionals: readonly string[]): string {
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError("no file given");
  if (more.length > 0) throw new UsageError("one file at a time");
  return path;
}

/** A page or a document as people count them. @throws UsageError */
export function ordinal(text: string, option: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new UsageError(`${option} is a number from 1`);
  return Number(text);
}

/** `parseArgs`, whose complaints are mistakes in calling. */
export function parseOptions<T extends NonNullable<Parameters<typeof parseArgs>[0]>["options"]>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : "bad option", { cause });
  }
}
