import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Answer, Job } from "./pool-job.ts";

/** SM2 on all cores. The worker threads keep imported keys as the backend does, each its own. */
export interface SignPool {
  readonly size: number;
  /** As `Gm.verify`; rejects only when the pool fails or is closed. */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** As the function of `Gm.signer`; rejects for a private key out of range. */
  sign(privateKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  /** Ends the threads. What is under way or waiting is rejected. */
  close(): Promise<void>;
}

export interface SignPoolOptions {
  /** Worker threads; one per core unless told otherwise. */
  readonly size?: number;
  /** The `name` of the backend chosen at the start. */
  readonly backend?: string;
}

/** Jobs in one message at most: enough to make the message cheap, few enough that no thread sits idle beside a full one. */
const batchLimit = 32;

interface Waiting {
  readonly job: Job;
  readonly resolve: (answer: Uint8Array | boolean) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  underWay: readonly Waiting[];
}

/** Jobs asked for in one turn of the event loop go out together. Idle threads do not keep the process alive. */
export function createSignPool({
  size = availableParallelism(),
  backend = "wasm",
}: SignPoolOptions = {}): SignPool {
  const threads = new Set<Thread>();
  let queue: Waiting[] = [];
  let scheduled = false;
  let closed = false;

  function start(): void {
    const worker = new Worker(new URL("./pool-worker.ts", import.meta.url), { workerData: backend });
    const thread: Thread = { worker, underWay: [] };
    threads.add(thread);
    worker.unref();
    worker.on("message", (answers: readonly Answer[]) => finish(thread, answers));
    // A thread that dies takes only its own jobs with it, and another takes its place at the next job.
    worker.on("error", (error) => retire(thread, error));
    worker.on("exit", () => retire(thread, new Error("a signing thread ended")));
  }

  function retire(thread: Thread, error: unknown): void {
    threads.delete(thread);
    const reason = error instanceof Error ? error : new Error("a signing thread failed");
    const { underWay } = thread;
    thread.underWay = [];
    for (const { reject } of underWay) reject(reason);
    if (queue.length > 0) schedule();
  }

  function finish(thread: Thread, answers: readonly Answer[]): void {
    const { underWay } = thread;
    thread.underWay = [];
    thread.worker.unref();
    underWay.forEach(({ resolve, reject }, i) => {
      const answer = answers[i];
      if (answer === undefined) reject(new Error("a signing thread gave no answer"));
      else if (typeof answer === "object" && "error" in answer) reject(new Error(answer.error));
      else resolve(answer);
    });
    dispatch();
  }

  function dispatch(): void {
    scheduled = false;
    while (!closed && threads.size < size && queue.length > 0) start();
    const share = Math.min(batchLimit, Math.ceil(queue.length / size));
    for (const thread of threads) {
      if (thread.underWay.length > 0 || queue.length === 0) continue;
      thread.underWay = queue.slice(0, share);
      queue = queue.slice(share);
      thread.worker.ref();
      thread.worker.postMessage(thread.underWay.map(({ job }) => job));
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(dispatch);
  }

  function ask(job: Job): Promise<Uint8Array | boolean> {
    if (closed) return Promise.reject(new Error("the signing pool is closed"));
    return new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject });
      schedule();
    });
  }

  return {
    size,
    verify: async (publicKey, message, signature) => {
      const job = {
        kind: "verify",
        key: own(publicKey),
        message: own(message),
        signature: own(signature),
      } as const;
      return (await ask(job)) === true;
    },
    sign: async (privateKey, message) => {
      const signature = await ask({ kind: "sign", key: own(privateKey), message: own(message) });
      if (typeof signature === "boolean") throw new Error("a signing thread answered another question");
      return signature;
    },
    close: async () => {
      closed = true;
      const left = queue;
      queue = [];
      for (const { reject } of left) reject(new Error("the signing pool is closed"));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

/** A copy of the bytes alone: a view is posted with the whole buffer behind it, which may be a file or Node's own pool. */
const own = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
