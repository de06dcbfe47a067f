import { once } from "node:events";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { VerificationAnswer, VerificationJob } from "./verify-file.ts";

export type BoundedAnswer =
  | VerificationAnswer
  /** The file cost more time or memory than any document may, or brought the verifier down. */
  | { readonly kind: "too-costly"; readonly why: "time" | "memory" | "crash" };

/** Whoever judges files one after the other. */
export interface Verifier {
  verify(job: VerificationJob): Promise<BoundedAnswer>;
  close(): Promise<void>;
}

/** Work is bounded by counting, in the library; this clock only ends what counting did not foresee. */
const watchdogMs = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 72, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 };

/**
 * Verifies files one after the other in a thread that a hostile file can exhaust, but not this process. The thread is kept
 * from file to file and replaced when one has brought it down.
 */
export class BoundedVerifier implements Verifier {
  private worker: Worker | undefined;
  private readonly bounds: ResourceLimits;

  constructor(bounds: ResourceLimits = resourceLimits) {
    this.bounds = bounds;
  }

  async verify(job: VerificationJob): Promise<BoundedAnswer> {
    const worker = await this.started();
    const watch = new AbortController();
    const timer = setTimeout(() => watch.abort(), watchdogMs);
    try {
      worker.postMessage(job);
      const [answer] = (await once(worker, "message", { signal: watch.signal })) as [VerificationAnswer];
      return answer;
    } catch (error) {
      await this.close();
      if (watch.signal.aborted) return { kind: "too-costly", why: "time" };
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      return { kind: "too-costly", why: code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "crash" };
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    await worker?.terminate();
  }

  /** Starting is not part of what a file may cost. */
  private async started(): Promise<Worker> {
    if (this.worker !== undefined) return this.worker;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { resourceLimits: this.bounds });
    this.worker = worker;
    await once(worker, "online");
    return worker;
  }
}
