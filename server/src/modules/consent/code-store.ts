import type { Db, Tx } from "../../platform/postgres/pool.ts";

export interface CodeRow {
  readonly codeDigest: Uint8Array;
  readonly partyId: string;
  readonly requestId: string;
  readonly accountId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly usedKey: string | null;
  readonly receiptId: string | null;
  readonly version: number | null;
}

export async function insertCode(
  tx: Tx,
  code: Pick<CodeRow, "codeDigest" | "partyId" | "requestId" | "accountId" | "expiresAt">,
): Promise<void> {
  await tx
    .insertInto("consent.auth_code")
    .values({
      code_digest: Buffer.from(code.codeDigest),
      party_id: code.partyId,
      request_id: code.requestId,
      account_id: code.accountId,
      expires_at: code.expiresAt,
    })
    .execute();
}

export async function findCode(tx: Tx, codeDigest: Uint8Array): Promise<CodeRow | undefined> {
  return tx
    .selectFrom("consent.auth_code")
    .select([
      "code_digest as codeDigest",
      "party_id as partyId",
      "request_id as requestId",
      "account_id as accountId",
      "expires_at as expiresAt",
      "used_at as usedAt",
      "used_key as usedKey",
      "receipt_id as receiptId",
      "version",
    ])
    .where("code_digest", "=", Buffer.from(codeDigest))
    .executeTakeFirst();
}

export async function saveUsed(
  tx: Tx,
  codeDigest: Uint8Array,
  used: { readonly at: Date; readonly key: string; readonly receiptId: string; readonly version: number },
): Promise<void> {
  await tx
    .updateTable("consent.auth_code")
    .set({ used_at: used.at, used_key: used.key, receipt_id: used.receiptId, version: used.version })
    .where("code_digest", "=", Buffer.from(codeDigest))
    .execute();
}

export interface ReadingRow {
  readonly requestId: string;
  readonly accountId: string;
  readonly at: Date;
}

/** Readings that were made, by request, in their order. */
export async function listReadings(tx: Tx, requestIds: readonly string[]): Promise<readonly ReadingRow[]> {
  if (requestIds.length === 0) return [];
  const rows = await tx
    .selectFrom("consent.auth_code")
    .select(["request_id as requestId", "account_id as accountId", "used_at as at"])
    .where("request_id", "in", [...requestIds])
    .where("used_at", "is not", null)
    .orderBy("used_at")
    .execute();
  return rows.flatMap(({ at, ...row }) => (at === null ? [] : [{ ...row, at }]));
}

/** Codes that nobody used. Those that were used are the list of readings. */
export async function purgeCodes(tx: Db | Tx, before: Date): Promise<void> {
  await tx
    .deleteFrom("consent.auth_code")
    .where("used_at", "is", null)
    .where("expires_at", "<", before)
    .execute();
}
