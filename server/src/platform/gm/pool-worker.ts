import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { type Gm, pureGm } from "@liangzheng/gm";
import { nativeGm } from "./native.ts";
import type { Answer, Job } from "./pool-job.ts";
import { recent } from "./recent.ts";

const gm: Gm = workerData === "pure" ? pureGm((n) => new Uint8Array(randomBytes(n))) : nativeGm();
// The native backend remembers its signers; the pure one does not.
const signers = recent<(message: Uint8Array) => Uint8Array>(100);

function answer(job: Job): Answer {
  try {
    if (job.kind === "verify") return gm.verify(job.key, job.message, job.signature);
    return signers.get(Buffer.from(gm.sm3(job.key)).toString("latin1"), () => gm.signer(job.key))(
      job.message,
    );
  } catch (error) {
    return { error: error instanceof Error ? error.message : "failed" };
  }
}

parentPort?.on("message", (jobs: readonly Job[]) => parentPort?.postMessage(jobs.map(answer)));
