import { randomBytes } from "node:crypto";
import { parentPort } from "node:worker_threads";
import type { SealReport } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import { chooseGm } from "../../platform/gm/choose.ts";
import { checkFile } from "./check-file.ts";
import type { Trusted } from "./index.ts";

/** What the worker is asked and what it answers: a report, or the code of a problem and its words. */
export interface CheckQuestion {
  readonly file: Uint8Array;
  readonly trust: Trusted;
  readonly now: Date;
}
export type CheckAnswer =
  | { readonly report: SealReport }
  | { readonly problem: string; readonly detail: string };

const gm = chooseGm((length) => new Uint8Array(randomBytes(length)));

parentPort?.on("message", ({ file, trust, now }: CheckQuestion) => {
  let answer: CheckAnswer;
  try {
    answer = { report: checkFile(gm, file, trust, now) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    answer = { problem: error.problem.code, detail: error.message };
  }
  parentPort?.postMessage(answer);
});
