import { toHex } from "@liangzheng/bytes";
import type { Check } from "@liangzheng/contract";
import { sql } from "kysely";
import { named } from "../../platform/postgres/named.ts";
import type { Db, Tx } from "../../platform/postgres/pool.ts";
import type { Outcome } from "./show-code.ts";

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

export interface Claim {
  readonly tokenDigest: Uint8Array;
  readonly verificationId: string;
  readonly accountId: string;
  readonly organId: string | null;
  readonly idempotencyKey: string;
}

export interface ShowCodeRow {
  readonly tokenDigest: Uint8Array;
  readonly showCodeId: string;
  readonly licenceKey: string;
  readonly partyId: string;
  readonly expiresAt: Date;
  readonly redeemedAt: Date | null;
  readonly verificationId: string | null;
  readonly verifierAccount: string | null;
  readonly verifierKey: string | null;
}

/** Redeems each code that is live and unused, for one claimant each, in one statement. Digests must not repeat. */
export async function claimCodes(
  tx: Tx,
  claims: readonly Claim[],
  now: Date,
): Promise<readonly ShowCodeRow[]> {
  if (claims.length === 0) return [];
  const asJson = claims.map(({ tokenDigest, ...claim }) => ({ ...claim, tokenDigest: bytea(tokenDigest) }));
  return claim.runIn(tx, [now, JSON.stringify(asJson)]);
}

const claim = named<ShowCodeRow>(
  "presentation.claim-codes",
  `update presentation.show_code as c
  set redeemed_at = $1, verification_id = k."verificationId", verifier_account = k."accountId",
      verifier_organ = k."organId", verifier_key = k."idempotencyKey"
  from json_to_recordset($2::json)
    as k ("tokenDigest" bytea, "verificationId" uuid, "accountId" uuid, "organId" uuid, "idempotencyKey" text)
  where c.token_digest = k."tokenDigest" and c.redeemed_at is null and c.expires_at > $1
  returning c.token_digest as "tokenDigest", c.show_code_id as "showCodeId", c.licence_key as "licenceKey",
    c.party_id as "partyId", c.expires_at as "expiresAt", c.redeemed_at as "redeemedAt",
    c.verification_id as "verificationId", c.verifier_account as "verifierAccount", c.verifier_key as "verifierKey"`,
);

/** Bytes as they stand in JSON that PostgreSQL reads. */
const bytea = (bytes: Uint8Array): string => `\\x${toHex(bytes)}`;

const codeColumns = [
  "token_digest as tokenDigest",
  "show_code_id as showCodeId",
  "licence_key as licenceKey",
  "party_id as partyId",
  "expires_at as expiresAt",
  "redeemed_at as redeemedAt",
  "verification_id as verificationId",
  "verifier_account as verifierAccount",
  "verifier_key as verifierKey",
] as const;

export async function listCodes(tx: Tx, digests: readonly Uint8Array[]): Promise<readonly ShowCodeRow[]> {
  if (digests.length === 0) return [];
  return tx
    .selectFrom("presentation.show_code")
    .select(codeColumns)
    .where(
      "token_digest",
      "in",
      digests.map((digest) => Buffer.from(digest)),
    )
    .execute();
}

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

export interface VerificationRow {
  readonly verificationId: string;
  readonly accountId: string;
  readonly organId: string | null;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly outcome: Outcome;
  readonly tokenDigest: Uint8Array;
  readonly answer: number;
  readonly checks: readonly Check[];
  readonly purpose: string;
  readonly showCodeId: string | null;
  readonly licenceKey: string | null;
  readonly version: number | null;
  readonly typeKey: string | null;
  readonly disclosure: "none" | "asked" | "granted" | "refused";
}

export async function insertVerifications(tx: Tx, rows: readonly VerificationRow[]): Promise<void> {
  if (rows.length === 0) return;
  const asJson = rows.map(({ tokenDigest, ...row }) => ({ ...row, tokenDigest: bytea(tokenDigest) }));
  await insertion.runIn(tx, [JSON.stringify(asJson)]);
}

const insertion = named(
  "presentation.insert-verifications",
  `insert into presentation.verification (verification_id, account_id, organ_id, idempotency_key, at, outcome,
    token_digest, answer, checks, purpose, show_code_id, licence_key, version, type_key, disclosure)
  select * from json_to_recordset($1::json) as k ("verificationId" uuid, "accountId" uuid, "organId" uuid,
    "idempotencyKey" text, at timestamptz, outcome text, "tokenDigest" bytea, answer integer, checks jsonb,
    purpose text, "showCodeId" uuid, "licenceKey" uuid, version integer, "typeKey" text, disclosure text)`,
);

const verificationColumns = [
  "verification_id as verificationId",
  "account_id as accountId",
  "organ_id as organId",
  "idempotency_key as idempotencyKey",
  "at",
  "outcome",
  "token_digest as tokenDigest",
  "answer",
  "checks",
  "purpose",
  "show_code_id as showCodeId",
  "licence_key as licenceKey",
  "version",
  "type_key as typeKey",
  "disclosure",
] as const;

/** Verifications already made under these (account, key) pairs: their repeats get the same verdict. */
export async function listRepeats(
  tx: Tx,
  pairs: readonly { accountId: string; idempotencyKey: string }[],
): Promise<readonly VerificationRow[]> {
  if (pairs.length === 0) return [];
  return repeats.runIn(tx, [pairs.map((pair) => pair.accountId), pairs.map((pair) => pair.idempotencyKey)]);
}

const repeats = named<VerificationRow>(
  "presentation.list-repeats",
  `select v.verification_id as "verificationId", v.account_id as "accountId", v.organ_id as "organId",
    v.idempotency_key as "idempotencyKey", v.at, v.outcome, v.token_digest as "tokenDigest", v.answer, v.checks,
    v.purpose, v.show_code_id as "showCodeId", v.licence_key as "licenceKey", v.version, v.type_key as "typeKey",
    v.disclosure
  from unnest($1::uuid[], $2::text[]) as k (account_id, key)
  join presentation.verification v on v.account_id = k.account_id and v.idempotency_key = k.key`,
);

export async function findVerification(tx: Tx, verificationId: string): Promise<VerificationRow | undefined> {
  const row = await tx
    .selectFrom("presentation.verification")
    .select(verificationColumns)
    .where("verification_id", "=", verificationId)
    .executeTakeFirst();
  return row as VerificationRow | undefined;
}

export async function listVerifications(
  tx: Tx,
  accountId: string,
  after: string | undefined,
  limit: number,
): Promise<readonly VerificationRow[]> {
  const rows = await tx
    .selectFrom("presentation.verification")
    .select(verificationColumns)
    .where("account_id", "=", accountId)
    .$if(after !== undefined, (query) => query.where("verification_id", "<", after ?? ""))
    .orderBy("verification_id", "desc")
    .limit(limit)
    .execute();
  return rows as unknown as VerificationRow[];
}

/** Settles what an officer asked for, once. */
export async function decideDisclosure(
  tx: Tx,
  verificationId: string,
  state: "granted" | "refused",
  at: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable("presentation.verification")
    .set({ disclosure: state, decided_at: at })
    .where("verification_id", "=", verificationId)
    .where("disclosure", "=", "asked")
    .returning("verification_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Spent and forgotten codes open nothing; a day is kept so that a late scan can still be told "used" or "expired". */
export async function purgeCodes(db: Db, before: Date): Promise<void> {
  await db.deleteFrom("presentation.show_code").where("expires_at", "<", before).execute();
  await db.deleteFrom("presentation.short_code").where("expires_at", "<", before).execute();
}
