import { randomBytes } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { pureGm } from "@liangzheng/gm";
import { backends } from "./choose.ts";
import type { Answer, Job } from "./pool-job.ts";
import { recent } from "./recent.ts";

const gm = (backends[workerData] ?? pureGm)((n) => new Uint8Array(randomBytes(n)));
// The pure backend does not remember its signers; the others do.
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
