import { type Batch, type DraftContent, problems } from "@liangzheng/contract";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import { issuableType, issueDraft, newRow } from "./decide-draft.ts";
import type { IssuanceDeps } from "./issue.ts";
import * as store from "./store.ts";

/** Takes a batch in: every row becomes a sealed draft, durable before the answer leaves; a job works them off. */
export async function createBatch(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  typeKey: string,
  rows: readonly DraftContent[],
  enqueue: (tx: Tx, batchId: string) => Promise<void>,
): Promise<string> {
  const type = await issuableType(deps, ctx, typeKey);
  if (type.definition.secondPerson) {
    throw new ProblemError(
      problems.StateConflict,
      "a second person approves each licence of this type: write them one by one",
    );
  }
  const batchId = ctx.id();
  const drafts = rows.map((content, row) =>
    newRow(deps, ctx, { type, kind: "first", content, licenceKey: null, reason: null }, { id: batchId, row }),
  );
  await store.insertDrafts(ctx.tx, drafts);
  await store.insertBatch(
    ctx.tx,
    {
      batchId,
      organId: ctx.actor.organId ?? "",
      typeKey,
      createdBy: ctx.actor.accountId,
      createdAt: ctx.now,
      total: rows.length,
    },
    drafts.map(({ draftId }, rowNumber) => ({ rowNumber, draftId })),
  );
  await deps.audit.record(ctx, { act: "create-batch", subject: `batch/${batchId}` });
  await enqueue(ctx.tx, batchId);
  return batchId;
}

/**
 * Works off a batch row by row, each in a transaction of its own: a crash loses at most the row in hand, which rolled
 * back, and a second run goes on where the first stopped. What is wrong with a row is kept beside it.
 */
export async function workOffBatch(
  deps: IssuanceDeps,
  db: Db,
  batchId: string,
  contextFor: (tx: Tx, accountId: string) => Promise<Ctx<Account>>,
): Promise<void> {
  const batch = await store.findBatch(db, batchId);
  if (batch === undefined) return;
  for (;;) {
    try {
      const more = await db.transaction().execute((tx) => issueNextRow(deps, tx, batch, contextFor));
      if (!more) return;
    } catch (error) {
      if (!(error instanceof RowFailed)) throw error;
      const faults = faultsOf(error.problem);
      // By itself: what happens to the next row must not undo what is known of this one.
      await db.transaction().execute((tx) => store.settleRow(tx, batchId, error.rowNumber, "failed", faults));
    }
  }
}

/** @returns false when no row is waiting. @throws RowFailed */
async function issueNextRow(
  deps: IssuanceDeps,
  tx: Tx,
  { batchId, createdBy }: store.BatchRow,
  contextFor: (tx: Tx, accountId: string) => Promise<Ctx<Account>>,
): Promise<boolean> {
  const row = await store.takeWaitingRow(tx, batchId);
  if (row === undefined) return false;
  const ctx = await contextFor(tx, createdBy);
  const draft = await store.findDraftForUpdate(tx, row.draftId);
  if (draft === undefined) throw new Error(`batch ${batchId} lost draft ${row.draftId}`);
  try {
    const type = await deps.catalogue.getVersion(tx, draft.typeKey, draft.typeVersion);
    await issueDraft(deps, ctx, draft, type);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new RowFailed(row.rowNumber, error);
  }
  await store.settleRow(tx, batchId, row.rowNumber, "issued", []);
  return true;
}

/** Carries a row's problem out of its transaction, which must roll back first. */
class RowFailed extends Error {
  readonly rowNumber: number;
  readonly problem: ProblemError;
  constructor(rowNumber: number, problem: ProblemError) {
    super(`row ${rowNumber}: ${problem.problem.code}`);
    this.rowNumber = rowNumber;
    this.problem = problem;
  }
}

function faultsOf({ problem, message, extensions }: ProblemError): readonly FieldFault[] {
  const faults = extensions["faults"];
  return Array.isArray(faults) ? (faults as FieldFault[]) : [{ field: "", rule: problem.code, message }];
}

export async function describeBatch(
  ctx: Ctx<Account>,
  batch: store.BatchRow,
  typeName: string,
): Promise<Batch> {
  const counts = await store.countBatchRows(ctx.tx, batch.batchId);
  const failures = await store.listFailures(ctx.tx, batch.batchId);
  return {
    batchId: batch.batchId,
    typeKey: batch.typeKey,
    typeName,
    createdAt: batch.createdAt.toISOString(),
    total: batch.total,
    issued: counts.get("issued") ?? 0,
    failed: counts.get("failed") ?? 0,
    waiting: counts.get("waiting") ?? 0,
    failures: failures.map(({ row, faults }) => ({ row, faults: [...faults] })),
  };
}
