import { Worker } from "node:worker_threads";
import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Findings } from "@liangzheng/seal";
import type { CheckAnswer, CheckQuestion } from "./check-worker.ts";

/** Limits are counted work inside; this clock only ends what slipped through them. */
const watchdogMs = 60_000;
const heapMb = 192;
const waitingAtMost = 20;

/**
 * Judges strangers' files in a thread of its own, one after the other: a file made to be slow or large costs its sender
 * an answer and nobody else anything. A thread that dies is replaced by the next question.
 */
export function createCheckDesk() {
  let worker: Worker | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const startThread = (): Worker => {
    const thread = new Worker(new URL("check-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const forget = (): void => {
      if (worker === thread) worker = undefined;
    };
    // For as long as it lives, between questions too: an error that nobody hears would end the server.
    thread.on("error", forget);
    thread.on("exit", forget);
    thread.unref();
    return thread;
  };

  const ask = (question: CheckQuestion): Promise<Findings> =>
    new Promise((resolve, reject) => {
      worker ??= startThread();
      const thread = worker;
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        // Ours only: without its own listeners a worker never delivers another message.
        thread.off("error", failed);
        thread.off("exit", drop);
        thread.off("message", answered);
        act();
      };
      const drop = (): void => {
        settle(() =>
          reject(
            new ProblemError(problems.UnreadableFile, "the file asks for more work than a document can need"),
          ),
        );
        if (worker === thread) worker = undefined;
        void thread.terminate();
      };
      const failed = (error: NodeJS.ErrnoException): void => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") drop();
        // A mistake of ours is no fault of the file's.
        else settle(() => reject(error));
      };
      const answered = (answer: CheckAnswer): void =>
        settle(() => {
          if ("findings" in answer) resolve(answer.findings);
          else reject(new ProblemError(problems.UnreadableFile, answer.detail));
        });
      const timer = setTimeout(drop, watchdogMs);
      thread.on("error", failed);
      thread.on("exit", drop);
      thread.on("message", answered);
      thread.postMessage(question);
    });

  return {
    async check(file: Uint8Array, trustList: string, now: Date): Promise<Findings> {
      if (waiting >= waitingAtMost)
        throw new ProblemError(problems.TooManyRequests, "many files are waiting: try again in a minute");
      waiting++;
      const turn = last.then(() => ask({ file, trustList, now }));
      last = turn.catch(() => undefined);
      return turn.finally(() => waiting--);
    },
    async close(): Promise<void> {
      await worker?.terminate();
    },
  };
}
