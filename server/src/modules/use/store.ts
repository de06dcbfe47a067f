import { toHex } from "@liangzheng/bytes";
import type { Basis } from "@liangzheng/contract";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Receipt } from "./receipt.ts";

/** Writes receipts, and the holders' index to them, in one statement each whatever their number. */
export async function insertReceipts(
  tx: Tx,
  receipts: readonly Receipt[],
  seal: (receipt: Receipt) => Uint8Array,
): Promise<void> {
  if (receipts.length === 0) return;
  const asJson = receipts.map((receipt) => {
    const { holderIds: _, run, ...plain } = receipt;
    return {
      ...plain,
      circumstances: bytea(seal(receipt)),
      runCount: run?.count ?? null,
      runDigest: run === null ? null : bytea(run.digest),
    };
  });
  const written = await insertion.runIn(tx, [JSON.stringify(asJson)]);
  const fresh = new Set(written.map((row) => row.receipt_id));
  const index = receipts.flatMap(({ receiptId, licenceKey, holderIds }) =>
    licenceKey === null || !fresh.has(receiptId)
      ? []
      : holderIds.map((party_id) => ({ party_id, receipt_id: receiptId, licence_key: licenceKey })),
  );
  if (index.length > 0) await indexing.runIn(tx, [JSON.stringify(index)]);
}

/** Bytes as they stand in JSON that PostgreSQL reads. */
const bytea = (bytes: Uint8Array): string => `\\x${toHex(bytes)}`;

// The holder's own view leaves one receipt for each session and licence.
const insertion = named<{ receipt_id: string }>(
  "use.insert-receipts",
  `insert into use.receipt (receipt_id, at, licence_key, version, basis, account_id, organ_id, session_id, outcome,
    fields, circumstances, run_count, run_digest)
  select * from json_to_recordset($1::json) as k ("receiptId" uuid, at timestamptz, "licenceKey" uuid,
    version integer, basis text, "accountId" uuid, "organId" uuid, "sessionId" uuid, outcome text, fields text[],
    circumstances bytea, "runCount" integer, "runDigest" bytea)
  on conflict (session_id, licence_key) where basis = 'own-view' do nothing
  returning receipt_id`,
);

const indexing = named(
  "use.insert-receipt-holders",
  `insert into use.receipt_holder (party_id, receipt_id, licence_key)
  select * from json_to_recordset($1::json) as k (party_id uuid, receipt_id uuid, licence_key uuid)`,
);

export interface ReceiptRow {
  readonly receiptId: string;
  readonly at: Date;
  readonly licenceKey: string | null;
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
    .innerJoin("use.receipt as r", "r.receipt_id", "h.receipt_id")
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
