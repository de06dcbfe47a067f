import { sql } from "kysely";
import type { Db, Tx } from "../../platform/postgres/pool.ts";

export interface NewShowCode {
  readonly tokenDigest: Uint8Array;
  readonly showCodeId: string;
  readonly licenceKey: string;
  readonly partyId: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertShowCode(tx: Tx, code: NewShowCode): Promise<void> {
  await tx
    .insertInto("presentation.show_code")
    .values({
      token_digest: Buffer.from(code.tokenDigest),
      show_code_id: code.showCodeId,
      licence_key: code.licenceKey,
      party_id: code.partyId,
      created_by: code.createdBy,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .execute();
}

/** Short codes of a unit are few and short-lived: a clash with a dead one replaces it, with a live one fails. */
export async function insertShortCode(
  tx: Tx,
  code: { organId: string; shortDigest: Uint8Array; tokenDigest: Uint8Array; expiresAt: Date; now: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto("presentation.short_code")
    .values({
      organ_id: code.organId,
      short_digest: Buffer.from(code.shortDigest),
      token_digest: Buffer.from(code.tokenDigest),
      expires_at: code.expiresAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["organ_id", "short_digest"])
        .doUpdateSet({ token_digest: Buffer.from(code.tokenDigest), expires_at: code.expiresAt })
        .where("presentation.short_code.expires_at", "<", code.now),
    )
    .returning("organ_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function findShortCode(
  tx: Tx,
  organId: string,
  shortDigest: Uint8Array,
): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom("presentation.short_code")
    .select("token_digest")
    .where("organ_id", "=", organId)
    .where("short_digest", "=", Buffer.from(shortDigest))
    .executeTakeFirst();
  return row?.token_digest;
}

/** @returns until when the account is locked, or null. */
export async function findLock(tx: Tx, accountId: string, now: Date): Promise<Date | null> {
  const row = await tx
    .selectFrom("presentation.typed_miss")
    .select("locked_until")
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  const until = row?.locked_until ?? null;
  return until !== null && until > now ? until : null;
}

/** Counts a miss; the one that reaches `allowed` locks the account and starts the count again. */
export async function countMiss(
  tx: Tx,
  accountId: string,
  allowed: number,
  lockedUntil: Date,
): Promise<void> {
  await sql`insert into presentation.typed_miss as m (account_id, misses, locked_until) values (${accountId}, 1, null)
    on conflict (account_id) do update set
      misses = case when m.misses + 1 >= ${allowed} then 0 else m.misses + 1 end,
      locked_until = case when m.misses + 1 >= ${allowed} then ${lockedUntil}::timestamptz else m.locked_until end`.execute(
    tx,
  );
}

export async function forgetMisses(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom("presentation.typed_miss").where("account_id", "=", accountId).execute();
}

export interface ShowCodeRow {
  readonly showCodeId: string;
  readonly licenceKey: string;
  readonly partyId: string;
  readonly expiresAt: Date;
  readonly verificationId: string | null;
  readonly verifierAccount: string | null;
}

const codeColumns = [
  "show_code_id as showCodeId",
  "licence_key as licenceKey",
  "party_id as partyId",
  "expires_at as expiresAt",
  "verification_id as verificationId",
  "verifier_account as verifierAccount",
] as const;

export async function findCodeOf(
  tx: Tx,
  showCodeId: string,
  partyId: string,
): Promise<ShowCodeRow | undefined> {
  return tx
    .selectFrom("presentation.show_code")
    .select(codeColumns)
    .where("show_code_id", "=", showCodeId)
    .where("party_id", "=", partyId)
    .executeTakeFirst();
}

/** Spent and forgotten codes open nothing; a day is kept so that a late scan can still be told "used" or "expired". */
export async function purgeCodes(db: Db, before: Date): Promise<void> {
  await db.deleteFrom("presentation.show_code").where("expires_at", "<", before).execute();
  await db.deleteFrom("presentation.short_code").where("expires_at", "<", before).execute();
}
