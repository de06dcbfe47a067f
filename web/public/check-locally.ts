import type { SealReport } from "@liangzheng/contract";
import { createApi } from "../api/api.ts";
import type { LocalAnswer, LocalQuestion } from "./local-check.ts";

const api = createApi("public");
/** The work is bounded by counting; this ends what a slow machine makes of it. */
const watchdogMs = 180_000;

/** The check could not be made here, for a reason that `problem` names. */
export class LocalCheckError extends Error {
  readonly problem: "trust-list" | "unreadable-file" | "this-browser";
  constructor(problem: LocalCheckError["problem"], options?: ErrorOptions) {
    super(problem, options);
    this.name = "LocalCheckError";
    this.problem = problem;
  }
}

/**
 * Judges the file in a thread of this browser. The trust list is fetched first; of the file nothing leaves the device.
 * @throws ConnectionError, ApiProblem where the list cannot be had; LocalCheckError.
 */
export async function checkLocally(file: File, signal: AbortSignal): Promise<SealReport> {
  const list = await api.fetchFile("getTrustList", {}, { signal });
  const question: LocalQuestion = {
    file: new Uint8Array(await file.arrayBuffer()),
    list: new Uint8Array(await list.arrayBuffer()),
    now: new Date(),
  };
  const answer = await ask(question, signal);
  if ("problem" in answer) throw new LocalCheckError(answer.problem);
  return answer.report;
}

function ask(question: LocalQuestion, signal: AbortSignal): Promise<LocalAnswer> {
  return new Promise<LocalAnswer>((resolve, reject) => {
    const worker = new Worker(new URL("./worker/check-worker.ts", import.meta.url), { type: "module" });
    const end = (act: () => void): void => {
      clearTimeout(timer);
      worker.terminate();
      act();
    };
    const fail = (cause?: unknown): void => end(() => reject(new LocalCheckError("this-browser", { cause })));
    const timer = setTimeout(fail, watchdogMs);
    signal.addEventListener("abort", () => end(() => reject(signal.reason as Error)));
    worker.onmessage = ({ data }: MessageEvent<LocalAnswer>) => end(() => resolve(data));
    worker.onerror = (event) => fail(event.message);
    worker.postMessage(question);
  });
}
