import { readFile, stat } from "node:fs/promises";
import { foreignAlgorithms } from "@liangzheng/gm";
import { type FileReport, rememberVerifications, type Trust, verifyFile as verify } from "@liangzheng/seal";
import { hostAlgorithms } from "./host-algorithms.ts";

export interface VerificationJob {
  readonly path: string;
  readonly trust: Trust;
  readonly now: Date;
  /** What signatures by themselves are over, where the asker gave it. */
  readonly content?: Uint8Array | undefined;
}

/** A report, or why the file could not be looked at. */
export type VerificationAnswer =
  | { readonly kind: "report"; readonly report: FileReport }
  | { readonly kind: "no-file"; readonly code: string }
  | { readonly kind: "too-large" };

const mebibyte = 1024 * 1024;
/** Below the library's own limits: file, content and the heap of the thread stay together below 256 MiB. */
const limits = { packageBytes: 32 * mebibyte, entryBytes: 48 * mebibyte, totalBytes: 64 * mebibyte };

const gm = rememberVerifications({ ...hostAlgorithms(), foreign: foreignAlgorithms });

/** Reads one file and judges it, within counted limits: the same answer on a fast machine and on a slow one. */
export async function verifyFile({
  path,
  trust,
  now,
  content,
}: VerificationJob): Promise<VerificationAnswer> {
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    if (!found.isFile()) return { kind: "no-file", code: found.isDirectory() ? "EISDIR" : "ENOTFILE" };
    if (found.size > limits.packageBytes) return { kind: "too-large" };
    const { buffer, byteOffset, length } = await readFile(path);
    bytes = new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "EIO";
    return { kind: "no-file", code };
  }
  const question = { gm, trust, now, limits, ...(content && { content }) };
  return { kind: "report", report: verify(bytes, question) };
}
