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
    })
    .where("draft_id", "=", draftId)
    .execute();
}

export async function listDrafts(
  tx: Tx,
  page: { organId: string; state: DraftState | undefined; after: string | undefined; limit: number },
): Promise<readonly DraftRow[]> {
  const rows = await tx
    .selectFrom("issuance.draft")
    .select(columns)
    .where("organ_id", "=", page.organId)
    .where("batch_id", "is", null)
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
}
const batchColumns = [
  "batch_id as batchId",
  "organ_id as organId",
  "type_key as typeKey",
  "created_by as createdBy",
  "created_at as createdAt",
  "total",
] as const;

export async function insertBatch(
  tx: Tx,
  batch: BatchRow,
  rows: readonly { rowNumber: number; draftId: string }[],
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
    })
    .execute();
  await tx
    .insertInto("issuance.batch_row")
    .values(
      rows.map((row) => ({
        batch_id: batch.batchId,
        row_number: row.rowNumber,
        state: "waiting",
        draft_id: row.draftId,
        faults: "[]",
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
