import { type Batch, type DraftContent, problems } from "@liangzheng/contract";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import { issuableType, issueDraft, newRow, organOf } from "./decide-draft.ts";
import { approvalOf, completed, type DraftState } from "./draft.ts";
import { draftFaults } from "./draft-faults.ts";
import type { IssuanceDeps } from "./issue.ts";
import * as store from "./store.ts";

/**
 * Takes a batch in: every row becomes a sealed draft, durable before the answer leaves; a job works them off. Where the
 * type wants a second person, faultless rows are submitted and wait for one: see `approveBatch`.
 */
export async function createBatch(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  typeKey: string,
  rows: readonly DraftContent[],
  enqueue: (tx: Tx, batchId: string) => Promise<void>,
): Promise<string> {
  const type = await issuableType(deps, ctx, typeKey);
  const { secondPerson, jointSealing } = type.definition;
  if (jointSealing !== undefined) {
    const message = "licences that several bodies seal are issued one by one";
    const faults = [{ field: "/typeKey", rule: "joint-sealing", message }];
    throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  }
  const organ = await organOf(deps, ctx);
  const batchId = ctx.id();
  const drafts = rows.map((content, row) => {
    const draft = { type, kind: "first", content, licenceKey: null, reason: null } as const;
    const faults = secondPerson
      ? draftFaults(deps.writer, type, completed(type.definition, content, organ.name), organ)
      : [];
    const state: DraftState = secondPerson && faults.length === 0 ? "submitted" : "open";
    return { row: { ...newRow(deps, ctx, draft, { id: batchId, row }), state }, faults };
  });
  await store.insertDrafts(
    ctx.tx,
    drafts.map(({ row }) => row),
  );
  await store.insertBatch(
    ctx.tx,
    {
      batchId,
      organId: ctx.actor.organId ?? "",
      typeKey,
      createdBy: ctx.actor.accountId,
      createdAt: ctx.now,
      total: rows.length,
      secondPerson,
      approvedBy: null,
    },
    drafts.map(({ row, faults }) => ({ draftId: row.draftId, faults })),
  );
  await deps.audit.record(ctx, { act: "create-batch", subject: `batch/${batchId}` });
  if (!secondPerson) await enqueue(ctx.tx, batchId);
  return batchId;
}

/**
 * The second person approves all that still waits in a batch, and it is worked off in their name. They may instead
 * approve or return its drafts one by one.
 * @throws ProblemError `second-person-required`, `seal-not-usable`, `state-conflict`, `not-found`.
 */
export async function approveBatch(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  batchId: string,
  enqueue: (tx: Tx, batchId: string) => Promise<void>,
): Promise<void> {
  const batch = await store.findBatchLocked(ctx.tx, batchId, "alone");
  if (batch === undefined || batch.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no batch of your unit has this id");
  if (approvalOf(batch) !== "awaited")
    throw new ProblemError(problems.StateConflict, "the batch awaits nobody");
  if (batch.createdBy === ctx.actor.accountId)
    throw new ProblemError(problems.SecondPersonRequired, "who wrote a batch does not approve it");
  // Asked before rather than of each row: without leave to use the seal every row would fail.
  const { sealId } = await deps.catalogue.getAdoption(ctx.tx, batch.typeKey, batch.organId);
  await deps.sealing.takeSeal(ctx, sealId, `issue ${batch.typeKey}`);
  await store.approveBatch(ctx.tx, batchId, ctx.actor.accountId, ctx.now);
  await deps.audit.record(ctx, { act: "approve-batch", subject: `batch/${batchId}` });
  await enqueue(ctx.tx, batchId);
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
  if (batch === undefined || approvalOf(batch) === "awaited") return;
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
  { batchId, createdBy, approvedBy }: store.BatchRow,
  contextFor: (tx: Tx, accountId: string) => Promise<Ctx<Account>>,
): Promise<boolean> {
  const row = await store.takeWaitingRow(tx, batchId);
  if (row === undefined) return false;
  const ctx = await contextFor(tx, approvedBy ?? createdBy);
  const draft = await store.findDraftForUpdate(tx, row.draftId);
  if (draft === undefined) throw new Error(`batch ${batchId} lost draft ${row.draftId}`);
  try {
    const type = await deps.catalogue.getVersion(tx, draft.typeKey, draft.typeVersion);
    await issueDraft(deps, ctx, draft, type);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // No fault of the row, and the next would fare alike: the job stops, and is run again by the queue.
    if (error.problem.code === problems.TimeStampUnavailable.code) throw error;
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
    approval: approvalOf(batch),
    mine: batch.createdBy === ctx.actor.accountId,
    failures: failures.map(({ row, faults }) => ({ row, faults: [...faults] })),
  };
}
