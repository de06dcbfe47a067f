import { parentPort } from "node:worker_threads";
import { type VerificationJob, verifyFile } from "./verify-file.ts";

parentPort?.on("message", async (job: VerificationJob) => {
  parentPort?.postMessage(await verifyFile(job));
});
