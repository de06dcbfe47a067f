import type { Tx } from "../../platform/postgres/pool.ts";

export interface RequestRow {
  readonly requestId: string;
  readonly sealId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly document: string;
  readonly digest: Uint8Array;
  readonly reason: string;
  readonly state: "asked" | "granted" | "refused" | "used";
  readonly decidedBy: string | null;
  readonly usedAt: Date | null;
  readonly signedValue: Uint8Array | null;
}

const columns = [
  "request_id as requestId",
  "seal_id as sealId",
  "asked_by as askedBy",
  "asked_at as askedAt",
  "document",
  "digest",
  "reason",
  "state",
  "decided_by as decidedBy",
  "used_at as usedAt",
  "signed_value as signedValue",
] as const;

type NewRequest = Omit<RequestRow, "state" | "decidedBy" | "usedAt" | "signedValue">;

export async function insertRequest(tx: Tx, row: NewRequest): Promise<void> {
  await tx
    .insertInto("sealing.use_request")
    .values({
      request_id: row.requestId,
      seal_id: row.sealId,
      asked_by: row.askedBy,
      asked_at: row.askedAt,
      document: row.document,
      digest: Buffer.from(row.digest),
      reason: row.reason,
      state: "asked",
    })
    .execute();
}

/** Locked until the transaction ends: one use, whoever asks for it at the same time. */
export async function findRequest(tx: Tx, requestId: string): Promise<RequestRow | undefined> {
  const row = await tx
    .selectFrom("sealing.use_request")
    .select(columns)
    .where("request_id", "=", requestId)
    .forUpdate()
    .executeTakeFirst();
  return row as RequestRow | undefined;
}

export async function listRequests(tx: Tx, sealId: string, limit: number): Promise<readonly RequestRow[]> {
  const rows = await tx
    .selectFrom("sealing.use_request")
    .select(columns)
    .where("seal_id", "=", sealId)
    .orderBy("request_id", "desc")
    .limit(limit)
    .execute();
  return rows as readonly RequestRow[];
}

export async function saveDecision(
  tx: Tx,
  requestId: string,
  decision: { state: "granted" | "refused"; by: string; at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable("sealing.use_request")
    .set({
      state: decision.state,
      decided_by: decision.by,
      decided_at: decision.at,
      decision_reason: decision.reason,
    })
    .where("request_id", "=", requestId)
    .execute();
}

export async function saveUsed(tx: Tx, requestId: string, signedValue: Uint8Array, at: Date): Promise<void> {
  await tx
    .updateTable("sealing.use_request")
    .set({ state: "used", signed_value: Buffer.from(signedValue), used_at: at })
    .where("request_id", "=", requestId)
    .execute();
}
