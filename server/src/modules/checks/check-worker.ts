import { randomBytes } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { encodeUtf8 } from "@liangzheng/bytes";
import { foreignAlgorithms } from "@liangzheng/gm";
import { rememberParts } from "@liangzheng/ofd";
import { ProblemError } from "@liangzheng/problem";
import { type Findings, openTrustList, rememberVerifications, type Trust, trustOf } from "@liangzheng/seal";
import { chooseGm } from "../../platform/gm/choose.ts";
import { nodeReadPorts } from "../../platform/read-ports.ts";
import { checkFile } from "./check-file.ts";

/** What the worker is asked and what it answers: findings, or the code of a problem and its words. */
export interface CheckQuestion {
  readonly file: Uint8Array;
  /** Our own trust list, signed, as it is published. */
  readonly trustList: string;
  readonly now: Date;
}
export type CheckAnswer =
  | { readonly findings: Findings }
  | { readonly problem: string; readonly detail: string };

const memory = rememberParts();
const ports = { ...nodeReadPorts, memory };
const gm = rememberVerifications(
  { ...chooseGm((length) => new Uint8Array(randomBytes(length))), foreign: foreignAlgorithms },
  memory,
);

/** The same list is asked for again and again: its signature, certificates and lists are read once. */
let known: { readonly text: string; readonly trust: Trust } | undefined;
function trustIn(text: string, now: Date): Trust {
  if (known?.text !== text) known = { text, trust: trustOf(openTrustList(encodeUtf8(text), { gm, now })) };
  return known.trust;
}

parentPort?.on("message", ({ file, trustList, now }: CheckQuestion) => {
  let answer: CheckAnswer;
  try {
    answer = { findings: checkFile(file, { gm, ports, trust: trustIn(trustList, now), now }) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    answer = { problem: error.problem.code, detail: error.message };
  }
  parentPort?.postMessage(answer);
});
