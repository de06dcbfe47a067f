import { Logger, type Runner, run } from "graphile-worker";
import { sql } from "kysely";
import type { Account } from "../platform/actor.ts";
import type { Ctx } from "../platform/context.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import type { Services } from "./services.ts";

/** Timed and retryable work, kept in the database: a batch goes on after a crash where it stopped. */
export async function runJobs(services: Services): Promise<Runner> {
  const { connection, db, issuance, presentation, now, log } = services;
  const contextFor = async (tx: Tx, accountId: string): Promise<Ctx<Account>> =>
    services.context(tx, await services.access.actorFor(tx, accountId)) as Ctx<Account>;
  return run({
    pgPool: connection.pool,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: new Logger(
      () => (level, message) =>
        level === "error" ? log.error({ job: message }, "job") : log.debug({ job: message }, "job"),
    ),
    taskList: {
      "issue-batch": async (payload) => {
        const { batchId } = payload as { batchId: string };
        await issuance.workOffBatch(db, batchId, contextFor);
        for (const wake of services.wakers) wake();
      },
      "purge-spent-codes": async () => presentation.purge(new Date(now().getTime() - 24 * 3_600_000)),
    },
    crontab: "17 * * * * purge-spent-codes",
  });
}

/** Puts a job into the queue in the caller's transaction: it exists when, and only when, the batch does. */
export async function enqueueBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`select graphile_worker.add_job('issue-batch', json_build_object('batchId', ${batchId}::text), job_key := ${`batch/${batchId}`})`.execute(
    tx,
  );
}
