import type { Basis } from "@liangzheng/contract";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Receipt } from "./receipt.ts";

/** Writes receipts, and the holders' index to them, in one statement each whatever their number. */
export async function insertReceipts(
  tx: Tx,
  receipts: readonly Receipt[],
  seal: (receipt: Receipt) => Uint8Array,
): Promise<void> {
  if (receipts.length === 0) return;
  const written = await tx
    .insertInto("use.receipt")
    .values(
      receipts.map((receipt) => ({
        receipt_id: receipt.receiptId,
        at: receipt.at,
        licence_key: receipt.licenceKey,
        version: receipt.version,
        basis: receipt.basis,
        account_id: receipt.accountId,
        organ_id: receipt.organId,
        session_id: receipt.sessionId,
        outcome: receipt.outcome,
        fields: [...receipt.fields],
        circumstances: Buffer.from(seal(receipt)),
        run_count: receipt.run?.count ?? null,
        run_digest: receipt.run === null ? null : Buffer.from(receipt.run.digest),
      })),
    )
    // The holder's own view leaves one receipt for each session and licence.
    .onConflict((conflict) =>
      conflict.columns(["session_id", "licence_key"]).where("basis", "=", "own-view").doNothing(),
    )
    .returning("receipt_id")
    .execute();
  const fresh = new Set(written.map((row) => row.receipt_id));
  const index = receipts.flatMap(({ receiptId, licenceKey, holderIds }) =>
    licenceKey === null || !fresh.has(receiptId)
      ? []
      : holderIds.map((party_id) => ({ party_id, receipt_id: receiptId, licence_key: licenceKey })),
  );
  if (index.length > 0) await tx.insertInto("use.receipt_holder").values(index).execute();
}

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
