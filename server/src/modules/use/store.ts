import { toHex } from "@liangzheng/bytes";
import type { Basis } from "@liangzheng/contract";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Receipt, RunReceipt } from "./receipt.ts";

/** Writes receipts and the holders' index to them, any number in one statement. */
export async function insertReceipts(tx: Tx, receipts: readonly Receipt[]): Promise<void> {
  if (receipts.length === 0) return;
  const asJson = receipts.map((receipt) => ({
    ...receipt,
    circumstances: `\\x${toHex(receipt.circumstances)}`,
  }));
  await insertion.runIn(tx, [JSON.stringify(asJson)]);
}

// The holder's own view leaves one receipt for each session and licence: what is not written is not indexed either.
const insertion = named(
  "use.insert-receipts",
  `with asked as materialized (
    select * from json_to_recordset($1::json) as k ("receiptId" uuid, at timestamptz, "licenceKey" uuid,
      version integer, basis text, "accountId" uuid, "organId" uuid, "sessionId" uuid, outcome text, fields text[],
      circumstances bytea, "holderIds" uuid[])
  ), written as (
    insert into use.receipt (receipt_id, at, licence_key, version, basis, account_id, organ_id, session_id, outcome,
      fields, circumstances)
    select "receiptId", at, "licenceKey", version, basis, "accountId", "organId", "sessionId", outcome, fields,
      circumstances from asked
    on conflict (session_id, licence_key) where basis = 'own-view' do nothing
    returning receipt_id
  )
  insert into use.receipt_holder (party_id, receipt_id, licence_key)
  select unnest("holderIds"), "receiptId", "licenceKey" from asked
  where "receiptId" in (select receipt_id from written)`,
);

export async function insertRunReceipt(tx: Tx, run: RunReceipt): Promise<void> {
  await tx
    .insertInto("use.run_receipt")
    .values({
      party_id: run.partyId,
      receipt_id: run.receiptId,
      at: run.at,
      basis: run.basis,
      account_id: run.accountId,
      organ_id: run.organId,
      session_id: run.sessionId,
      fields: [...run.fields],
      circumstances: Buffer.from(run.circumstances),
      count: run.count,
      digest: Buffer.from(run.digest),
    })
    .execute();
}

export interface ReceiptRow {
  readonly receiptId: string;
  readonly at: Date;
  readonly licenceKey: string;
  readonly basis: Basis;
  readonly accountId: string;
  readonly organId: string | null;
  readonly outcome: string;
  readonly fields: readonly string[];
  readonly circumstances: Uint8Array;
}

/** A holder's receipts, newest first. */
export async function listReceiptsOfHolder(
  tx: Tx,
  partyId: string,
  page: {
    readonly licenceKey: string | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  },
): Promise<readonly ReceiptRow[]> {
  const rows = await tx
    .selectFrom("use.receipt_holder as h")
    .innerJoin("use.receipt as r", (join) =>
      join.onRef("r.licence_key", "=", "h.licence_key").onRef("r.receipt_id", "=", "h.receipt_id"),
    )
    .select([
      "r.receipt_id as receiptId",
      "r.at",
      "r.licence_key as licenceKey",
      "r.basis",
      "r.account_id as accountId",
      "r.organ_id as organId",
      "r.outcome",
      "r.fields",
      "r.circumstances",
    ])
    .where("h.party_id", "=", partyId)
    .$if(page.licenceKey !== undefined, (query) => query.where("h.licence_key", "=", page.licenceKey ?? ""))
    .$if(page.after !== undefined, (query) => query.where("h.receipt_id", "<", page.after ?? ""))
    .orderBy("h.receipt_id", "desc")
    .limit(page.limit)
    .execute();
  return rows as unknown as ReceiptRow[];
}

/** Whether the receipt is one of this holder's. */
export async function isReceiptOf(tx: Tx, partyId: string, name: ReceiptName): Promise<boolean> {
  const row = await tx
    .selectFrom("use.receipt_holder")
    .select("receipt_id")
    .where("party_id", "=", partyId)
    .where("receipt_id", "=", name.receiptId)
    .where("licence_key", "=", name.licenceKey)
    .executeTakeFirst();
  return row !== undefined;
}

export interface ReceiptName {
  readonly licenceKey: string;
  readonly receiptId: string;
}

export type ReceiptUse = Pick<ReceiptRow, "receiptId" | "accountId" | "organId" | "circumstances">;

/** Who used a licence and why, for receipts that are known by name. */
export async function listReceipts(tx: Tx, names: readonly ReceiptName[]): Promise<readonly ReceiptUse[]> {
  if (names.length === 0) return [];
  return byName.runIn(tx, [
    names.map(({ licenceKey }) => licenceKey),
    names.map(({ receiptId }) => receiptId),
  ]);
}

const byName = named<ReceiptUse>(
  "use.list-receipts",
  `select r.receipt_id as "receiptId", r.account_id as "accountId", r.organ_id as "organId", r.circumstances
  from unnest($1::uuid[], $2::uuid[]) as k (licence_key, receipt_id)
  join use.receipt r on r.licence_key = k.licence_key and r.receipt_id = k.receipt_id`,
);
