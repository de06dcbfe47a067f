import type { SealReport } from "@liangzheng/contract";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface TrustListRow {
  readonly sequence: number;
  readonly issuedAt: Date;
  /** SM3 of what it says of whom to trust. */
  readonly content: Uint8Array;
  /** The file itself. */
  readonly list: string;
}

export async function findNewestTrustList(tx: Tx): Promise<TrustListRow | undefined> {
  const row = await tx
    .selectFrom("checks.trust_list")
    .select(["sequence", "issued_at as issuedAt", "content", "list"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, sequence: Number(row.sequence) };
}

/** Until the transaction ends, nobody else makes a list: two at once would make two of one number. */
export async function lockTrustLists(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('checks.trust_list'))`.execute(tx);
}

export async function insertTrustList(tx: Tx, { sequence, issuedAt, content, list }: TrustListRow) {
  await tx
    .insertInto("checks.trust_list")
    .values({ sequence, issued_at: issuedAt, content: Buffer.from(content), list })
    .execute();
}

export interface KeeperRow {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export const findKeeper = (tx: Tx): Promise<KeeperRow | undefined> =>
  tx
    .selectFrom("checks.keeper")
    .select(["public_key as publicKey", "private_key as privateKey"])
    .executeTakeFirst();

export async function insertKeeper(tx: Tx, { publicKey, privateKey }: KeeperRow): Promise<void> {
  await tx
    .insertInto("checks.keeper")
    .values({ public_key: Buffer.from(publicKey), private_key: Buffer.from(privateKey) })
    .execute();
}

export interface ReportSeal {
  readonly sealId: string;
  /** In whose charge it is pressed. */
  readonly accountId: string;
}

export const findReportSeal = (tx: Tx): Promise<ReportSeal | undefined> =>
  tx
    .selectFrom("checks.report_seal")
    .select(["seal_id as sealId", "account_id as accountId"])
    .executeTakeFirst();

export async function saveReportSeal(tx: Tx, seal: ReportSeal, at: Date): Promise<void> {
  const values = { seal_id: seal.sealId, account_id: seal.accountId, settled_at: at };
  await tx
    .insertInto("checks.report_seal")
    .values(values)
    .onConflict((conflict) => conflict.column("one").doUpdateSet(values))
    .execute();
}

/** All that is kept of a report. */
export interface ReportRow {
  readonly number: string;
  readonly at: Date;
  readonly digest: Uint8Array;
  readonly verdict: SealReport["verdict"];
  readonly summary: string;
  readonly reportDigest: Uint8Array;
  readonly trustSequence: number;
}

export async function insertReport(tx: Tx, row: ReportRow): Promise<void> {
  await tx
    .insertInto("checks.report")
    .values({
      number: row.number,
      at: row.at,
      digest: Buffer.from(row.digest),
      verdict: row.verdict,
      summary: row.summary,
      report_digest: Buffer.from(row.reportDigest),
      trust_sequence: row.trustSequence,
    })
    .execute();
}

export async function findReport(tx: Tx, number: string): Promise<ReportRow | undefined> {
  const row = await tx
    .selectFrom("checks.report")
    .select([
      "number",
      "at",
      "digest",
      "verdict",
      "summary",
      "report_digest as reportDigest",
      "trust_sequence as trustSequence",
    ])
    .where("number", "=", number)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, verdict: row.verdict as ReportRow["verdict"], trustSequence: Number(row.trustSequence) };
}

export async function deleteReports(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom("checks.report").where("at", "<", before).execute();
}
