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

  const ask = (question: CheckQuestion): Promise<Findings> =>
    new Promise((resolve, reject) => {
      worker ??= new Worker(new URL("check-worker.ts", import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
      });
      const thread = worker;
      thread.unref();
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        // Ours only: without its own listeners a worker never delivers another message.
        for (const event of ["error", "exit", "message"]) thread.removeAllListeners(event);
        act();
      };
      const drop = (): void => {
        settle(() =>
          reject(
            new ProblemError(problems.UnreadableFile, "the file asks for more work than a document can need"),
          ),
        );
        worker = undefined;
        void thread.terminate();
      };
      const timer = setTimeout(drop, watchdogMs);
      thread.once("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ERR_WORKER_OUT_OF_MEMORY") drop();
        // A mistake of ours is no fault of the file's.
        else settle(() => reject(error));
        worker = undefined;
      });
      thread.once("exit", drop);
      thread.once("message", (answer: CheckAnswer) =>
        settle(() => {
          if ("findings" in answer) resolve(answer.findings);
          else reject(new ProblemError(problems.UnreadableFile, answer.detail));
        }),
      );
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
