import { Logger, type Runner, run } from "graphile-worker";
import { sql } from "kysely";
import { type Account, anonymous } from "../platform/actor.ts";
import type { Ctx } from "../platform/context.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import type { Services } from "./services.ts";

/** Timed and retryable work, kept in the database: a batch goes on after a crash where it stopped. */
export async function runJobs(services: Services): Promise<Runner> {
  const { checks, connection, consent, db, issuance, presentation, sealing, now, log } = services;
  const contextFor = async (tx: Tx, accountId: string): Promise<Ctx<Account>> =>
    services.context(tx, await services.access.actorFor(tx, accountId)) as Ctx<Account>;
  await db.transaction().execute((tx) => resumeBatches(services, tx));
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
      "publish-revocation-lists": async () =>
        db.transaction().execute((tx) => sealing.publishLists(services.context(tx, anonymous))),
      "tell-overdue-sealing": async () => {
        await db.transaction().execute((tx) => issuance.tellOverdueSealing(services.context(tx, anonymous)));
        for (const wake of services.wakers) wake();
      },
      "purge-check-reports": async () => db.transaction().execute((tx) => checks.purge(tx, now())),
      "purge-spent-codes": async () => {
        const yesterday = new Date(now().getTime() - 24 * 3_600_000);
        await presentation.purge(yesterday);
        await consent.purge(db, yesterday);
      },
    },
    crontab:
      "7 * * * * tell-overdue-sealing\n17 * * * * purge-spent-codes\n29 * * * * publish-revocation-lists\n41 3 * * * purge-check-reports",
  });
}

/**
 * A process that was killed leaves its job locked, and the queue waits four hours before it takes the lock for dead.
 * Where another process is at work on a batch, two share its rows: each row is taken by one.
 */
async function resumeBatches({ issuance }: Services, tx: Tx): Promise<void> {
  for (const batchId of await issuance.unfinishedBatches(tx)) await enqueueBatch(tx, batchId);
}

/** Puts a job into the queue in the caller's transaction: it exists when, and only when, the batch does. */
export async function enqueueBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`select graphile_worker.add_job('issue-batch', json_build_object('batchId', ${batchId}::text), job_key := ${`batch/${batchId}`})`.execute(
    tx,
  );
}
