import type { FieldFault } from "@liangzheng/problem";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import type { DraftKind, DraftState } from "./draft.ts";

export interface DraftRow {
  readonly draftId: string;
  readonly organId: string;
  readonly typeKey: string;
  readonly typeVersion: number;
  readonly kind: DraftKind;
  readonly state: DraftState;
  readonly content: Uint8Array;
  readonly licenceKey: string | null;
  readonly batchId: string | null;
  readonly batchRow: number | null;
  readonly reason: string | null;
  readonly returnReason: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly decidedBy: string | null;
}

const columns = [
  "draft_id as draftId",
  "organ_id as organId",
  "type_key as typeKey",
  "type_version as typeVersion",
  "kind",
  "state",
  "content",
  "licence_key as licenceKey",
  "batch_id as batchId",
  "batch_row as batchRow",
  "reason",
  "return_reason as returnReason",
  "created_by as createdBy",
  "created_at as createdAt",
  "updated_at as updatedAt",
  "decided_by as decidedBy",
] as const;

export async function insertDrafts(tx: Tx, rows: readonly DraftRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx
    .insertInto("issuance.draft")
    .values(
      rows.map((row) => ({
        draft_id: row.draftId,
        organ_id: row.organId,
        type_key: row.typeKey,
        type_version: row.typeVersion,
        kind: row.kind,
        state: row.state,
        content: Buffer.from(row.content),
        licence_key: row.licenceKey,
        batch_id: row.batchId,
        batch_row: row.batchRow,
        reason: row.reason,
        return_reason: row.returnReason,
        created_by: row.createdBy,
        created_at: row.createdAt,
        updated_at: row.updatedAt,
        decided_by: row.decidedBy,
      })),
    )
    .execute();
}

/** Locked until the transaction ends: two people deciding at once decide one after the other. */
export async function findDraftForUpdate(tx: Tx, draftId: string): Promise<DraftRow | undefined> {
  const row = await tx
    .selectFrom("issuance.draft")
    .select(columns)
    .where("draft_id", "=", draftId)
    .forUpdate()
    .executeTakeFirst();
  return row as DraftRow | undefined;
}

export async function updateDraft(
  tx: Tx,
  draftId: string,
  change: {
    state?: DraftState;
    content?: Uint8Array;
    licenceKey?: string;
    returnReason?: string | null;
    decidedBy?: string;
    /** From here on it is a draft like any other. */
    leavesBatch?: boolean;
    at: Date;
  },
): Promise<void> {
  await tx
    .updateTable("issuance.draft")
    .set({
      updated_at: change.at,
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.content === undefined ? {} : { content: Buffer.from(change.content) }),
      ...(change.licenceKey === undefined ? {} : { licence_key: change.licenceKey }),
      ...(change.returnReason === undefined ? {} : { return_reason: change.returnReason }),
      ...(change.decidedBy === undefined ? {} : { decided_by: change.decidedBy }),
      ...(change.leavesBatch ? { batch_id: null, batch_row: null } : {}),
    })
    .where("draft_id", "=", draftId)
    .execute();
}

export async function listDrafts(
  tx: Tx,
  page: {
    organId: string;
    state: DraftState | undefined;
    /** Its drafts; without it, those that belong to none. */
    batchId: string | undefined;
    after: string | undefined;
    limit: number;
  },
): Promise<readonly DraftRow[]> {
  const rows = await tx
    .selectFrom("issuance.draft")
    .select(columns)
    .where("organ_id", "=", page.organId)
    .where("batch_id", page.batchId === undefined ? "is" : "=", page.batchId ?? null)
    .$if(page.state !== undefined, (query) => query.where("state", "=", page.state ?? "open"))
    .$if(page.after !== undefined, (query) => query.where("draft_id", "<", page.after ?? ""))
    .orderBy("draft_id", "desc")
    .limit(page.limit)
    .execute();
  return rows as unknown as DraftRow[];
}

export interface BatchRow {
  readonly batchId: string;
  readonly organId: string;
  readonly typeKey: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly total: number;
  readonly secondPerson: boolean;
  readonly approvedBy: string | null;
}
const batchColumns = [
  "batch_id as batchId",
  "organ_id as organId",
  "type_key as typeKey",
  "created_by as createdBy",
  "created_at as createdAt",
  "total",
  "second_person as secondPerson",
  "approved_by as approvedBy",
] as const;

export async function insertBatch(
  tx: Tx,
  batch: BatchRow,
  rows: readonly { readonly draftId: string; readonly faults: readonly FieldFault[] }[],
): Promise<void> {
  await tx
    .insertInto("issuance.batch")
    .values({
      batch_id: batch.batchId,
      organ_id: batch.organId,
      type_key: batch.typeKey,
      created_by: batch.createdBy,
      created_at: batch.createdAt,
      total: batch.total,
      second_person: batch.secondPerson,
      approved_by: batch.approvedBy,
    })
    .execute();
  await tx
    .insertInto("issuance.batch_row")
    .values(
      rows.map(({ draftId, faults }, rowNumber) => ({
        batch_id: batch.batchId,
        row_number: rowNumber,
        state: faults.length === 0 ? "waiting" : "failed",
        draft_id: draftId,
        faults: JSON.stringify(faults),
      })),
    )
    .execute();
}

export async function findBatch(tx: Tx | Db, batchId: string): Promise<BatchRow | undefined> {
  return tx
    .selectFrom("issuance.batch")
    .select(batchColumns)
    .where("batch_id", "=", batchId)
    .executeTakeFirst();
}

/** Locked until the transaction ends: alone by who approves the batch, together by those who decide on one of its drafts. */
export async function findBatchLocked(
  tx: Tx,
  batchId: string,
  how: "alone" | "together",
): Promise<BatchRow | undefined> {
  return tx
    .selectFrom("issuance.batch")
    .select(batchColumns)
    .where("batch_id", "=", batchId)
    .$call((query) => (how === "alone" ? query.forUpdate() : query.forShare()))
    .executeTakeFirst();
}

export async function approveBatch(tx: Tx, batchId: string, by: string, at: Date): Promise<void> {
  await tx
    .updateTable("issuance.batch")
    .set({ approved_by: by, approved_at: at })
    .where("batch_id", "=", batchId)
    .execute();
}

export async function listBatches(tx: Tx, organId: string, limit: number): Promise<readonly BatchRow[]> {
  return tx
    .selectFrom("issuance.batch")
    .select(batchColumns)
    .where("organ_id", "=", organId)
    .orderBy("batch_id", "desc")
    .limit(limit)
    .execute();
}

export async function countBatchRows(tx: Tx, batchId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom("issuance.batch_row")
    .select(({ fn }) => ["state", fn.countAll<string>().as("n")])
    .where("batch_id", "=", batchId)
    .groupBy("state")
    .execute();
  return new Map(rows.map((row) => [row.state, Number(row.n)]));
}

export async function listFailures(
  tx: Tx,
  batchId: string,
): Promise<readonly { row: number; faults: readonly FieldFault[] }[]> {
  const rows = await tx
    .selectFrom("issuance.batch_row")
    .select(["row_number as row", "faults"])
    .where("batch_id", "=", batchId)
    .where("state", "=", "failed")
    .orderBy("row_number")
    .execute();
  return rows.map(({ row, faults }) => ({ row, faults: faults as FieldFault[] }));
}

/** Batches with rows that nothing keeps from being worked off. */
export async function listUnfinished(tx: Tx): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("issuance.batch as b")
    .select("b.batch_id")
    .where((or) => or.or([or("b.second_person", "=", false), or("b.approved_by", "is not", null)]))
    .where("b.batch_id", "in", (q) =>
      q.selectFrom("issuance.batch_row as r").select("r.batch_id").where("r.state", "=", "waiting"),
    )
    .execute();
  return rows.map((row) => row.batch_id);
}

/** Rows not yet decided; taken one transaction at a time, so a crash repeats at most the one in hand, which rolled back. */
export async function takeWaitingRow(
  tx: Tx,
  batchId: string,
): Promise<{ rowNumber: number; draftId: string } | undefined> {
  return tx
    .selectFrom("issuance.batch_row")
    .select(["row_number as rowNumber", "draft_id as draftId"])
    .where("batch_id", "=", batchId)
    .where("state", "=", "waiting")
    .orderBy("row_number")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function settleRow(
  tx: Tx,
  batchId: string,
  rowNumber: number,
  state: "issued" | "failed",
  faults: readonly FieldFault[],
): Promise<void> {
  await tx
    .updateTable("issuance.batch_row")
    .set({ state, faults: JSON.stringify(faults) })
    .where("batch_id", "=", batchId)
    .where("row_number", "=", rowNumber)
    .where("state", "=", "waiting")
    .execute();
}
