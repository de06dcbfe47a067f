import { readFile, stat } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { type OfdReport, type Trust, verifyOfd } from "@liangzheng/seal";
import { hostAlgorithms } from "./host-algorithms.ts";

export interface VerificationJob {
  readonly path: string;
  readonly trust: Trust;
  readonly now: Date;
}

/** A report, or why the file could not be looked at. */
export type VerificationAnswer =
  | { readonly kind: "report"; readonly report: OfdReport }
  | { readonly kind: "no-file"; readonly code: string }
  | { readonly kind: "too-large" };

const mebibyte = 1024 * 1024;
/** Below the library's own limits: file, content and the heap of this thread stay together below 256 MiB. */
const limits = { packageBytes: 32 * mebibyte, entryBytes: 48 * mebibyte, totalBytes: 64 * mebibyte };

const gm = hostAlgorithms();

async function answer({ path, trust, now }: VerificationJob): Promise<VerificationAnswer> {
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    if (!found.isFile()) return { kind: "no-file", code: found.isDirectory() ? "EISDIR" : "ENOTFILE" };
    if (found.size > limits.packageBytes) return { kind: "too-large" };
    bytes = await readFile(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "EIO";
    return { kind: "no-file", code };
  }
  return { kind: "report", report: verifyOfd(bytes, { gm, trust, now, limits }) };
}

parentPort?.on("message", async (job: VerificationJob) => {
  parentPort?.postMessage(await answer(job));
});
