import { toHex } from "@liangzheng/bytes";
import type { Check } from "@liangzheng/contract";
import { eventInsert } from "../../platform/postgres/events.ts";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { type PackedCheck, packCheck, unpackCheck } from "./packed-check.ts";
import type { Redemption } from "./redeem.ts";
import type { Outcome } from "./show-code.ts";

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
  /** Sealed by `use`; null in rows of unknown codes from before purposes were sealed. */
  readonly circumstances: Uint8Array | null;
  readonly showCodeId: string | null;
  readonly licenceKey: string | null;
  readonly version: number | null;
  readonly typeKey: string | null;
  readonly disclosure: "none" | "asked" | "granted" | "refused";
}

/** Verifications and, where a licence is concerned, the event that tells of each: one statement (hard rule 6). */
export async function insertVerifications(
  tx: Tx,
  rows: readonly (VerificationRow & { readonly partyId: string | null })[],
): Promise<void> {
  if (rows.length === 0) return;
  const asJson = rows.map(({ tokenDigest, circumstances, checks, ...row }) => ({
    ...row,
    checks: checks.map(packCheck),
    tokenDigest: `\\x${toHex(tokenDigest)}`,
    circumstances: circumstances === null ? null : `\\x${toHex(circumstances)}`,
  }));
  await insertion.runIn(tx, [JSON.stringify(asJson)]);
}

const insertion = named(
  "presentation.insert-verifications",
  `with asked as materialized (
    select * from json_to_recordset($1::json) as k ("verificationId" uuid, "accountId" uuid, "organId" uuid,
      "idempotencyKey" text, at timestamptz, outcome text, "tokenDigest" bytea, answer integer, checks json,
      circumstances bytea, "showCodeId" uuid, "licenceKey" uuid, version integer, "typeKey" text, disclosure text,
      "partyId" uuid)
  ), written as (
    insert into presentation.verification (verification_id, account_id, organ_id, idempotency_key, at, outcome,
      token_digest, answer, checks, circumstances, show_code_id, licence_key, version, type_key, disclosure)
    select "verificationId", "accountId", "organId", "idempotencyKey", at, outcome, "tokenDigest", answer, checks,
      circumstances, "showCodeId", "licenceKey", version, "typeKey", disclosure from asked
  )
  ${eventInsert()} select 'presentation', 'licence-verified', "licenceKey",
    jsonb_build_object('receiptId', "verificationId", 'partyId', "partyId", 'outcome', outcome,
      'disclosure', disclosure)
  from asked where "licenceKey" is not null`,
);

/** Verifications already made under these accounts' keys: their repeats get the same verdict. */
export async function listVerified(
  tx: Tx,
  repeated: readonly Redemption[],
): Promise<readonly VerificationRow[]> {
  const rows = await repeats.runIn(tx, [
    repeated.map(({ actor }) => actor.accountId),
    repeated.map(({ idempotencyKey }) => idempotencyKey),
  ]);
  return rows.map(fromStored);
}

type StoredRow = Omit<VerificationRow, "checks"> & { readonly checks: readonly PackedCheck[] };

const fromStored = (row: StoredRow): VerificationRow => ({ ...row, checks: row.checks.map(unpackCheck) });

const repeats = named<StoredRow>(
  "presentation.list-repeats",
  `select v.verification_id as "verificationId", v.account_id as "accountId", v.organ_id as "organId",
    v.idempotency_key as "idempotencyKey", v.at, v.outcome, v.token_digest as "tokenDigest", v.answer, v.checks,
    v.circumstances, v.show_code_id as "showCodeId", v.licence_key as "licenceKey", v.version,
    v.type_key as "typeKey", v.disclosure
  from unnest($1::uuid[], $2::text[]) as k (account_id, key)
  join presentation.verification v on v.account_id = k.account_id and v.idempotency_key = k.key`,
);

const columns = [
  "verification_id as verificationId",
  "account_id as accountId",
  "organ_id as organId",
  "idempotency_key as idempotencyKey",
  "at",
  "outcome",
  "token_digest as tokenDigest",
  "answer",
  "checks",
  "circumstances",
  "show_code_id as showCodeId",
  "licence_key as licenceKey",
  "version",
  "type_key as typeKey",
  "disclosure",
] as const;

export async function findVerification(
  tx: Tx,
  accountId: string,
  verificationId: string,
): Promise<VerificationRow | undefined> {
  const row = await tx
    .selectFrom("presentation.verification")
    .select(columns)
    .where("account_id", "=", accountId)
    .where("verification_id", "=", verificationId)
    .executeTakeFirst();
  return row === undefined ? undefined : fromStored(row as unknown as StoredRow);
}

export async function listVerifications(
  tx: Tx,
  accountId: string,
  after: string | undefined,
  limit: number,
): Promise<readonly VerificationRow[]> {
  const rows = await tx
    .selectFrom("presentation.verification")
    .select(columns)
    .where("account_id", "=", accountId)
    .$if(after !== undefined, (query) => query.where("verification_id", "<", after ?? ""))
    .orderBy("verification_id", "desc")
    .limit(limit)
    .execute();
  return (rows as unknown as StoredRow[]).map(fromStored);
}

/** Settles what an officer asked for, once. */
export async function decideDisclosure(
  tx: Tx,
  { accountId, verificationId }: Pick<VerificationRow, "accountId" | "verificationId">,
  state: "granted" | "refused",
  at: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable("presentation.verification")
    .set({ disclosure: state, decided_at: at })
    .where("account_id", "=", accountId)
    .where("verification_id", "=", verificationId)
    .where("disclosure", "=", "asked")
    .returning("verification_id")
    .executeTakeFirst();
  return row !== undefined;
}
