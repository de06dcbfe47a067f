import type { AuthorityState, TrustUse } from "@liangzheng/contract";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface AuthorityRow {
  readonly authorityId: string;
  readonly fingerprint: Uint8Array;
  readonly name: string;
  readonly certificate: Uint8Array;
  readonly intermediates: readonly Uint8Array[];
  readonly uses: readonly TrustUse[];
  readonly state: AuthorityState;
  readonly reason: string;
  readonly documentNumber: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Date | null;
  readonly withdrawalReason: string | null;
  readonly revocationLists: readonly Uint8Array[];
}

const columns = [
  "authority_id as authorityId",
  "fingerprint",
  "name",
  "certificate",
  "intermediates",
  "uses",
  "state",
  "reason",
  "document_number as documentNumber",
  "proposed_by as proposedBy",
  "proposed_at as proposedAt",
  "decided_by as decidedBy",
  "decided_at as decidedAt",
  "decision_reason as decisionReason",
  "withdrawn_by as withdrawnBy",
  "withdrawn_at as withdrawnAt",
  "withdrawal_reason as withdrawalReason",
  "revocation_lists as revocationLists",
] as const;

/** A page of the console shows them all: a deployment trusts dozens, not thousands. */
const most = 500;

/** Newest first. */
export async function listAuthorities(tx: Tx): Promise<readonly AuthorityRow[]> {
  const query = tx.selectFrom("checks.trusted_authority").select(columns);
  return (await query.orderBy("authority_id", "desc").limit(most).execute()) as readonly AuthorityRow[];
}

export async function listTrusted(tx: Tx): Promise<readonly AuthorityRow[]> {
  const query = tx.selectFrom("checks.trusted_authority").select(columns).where("state", "=", "trusted");
  return (await query.orderBy("authority_id").execute()) as readonly AuthorityRow[];
}

/** Locked until the transaction ends: it is decided once. */
export async function findAuthority(tx: Tx, authorityId: string): Promise<AuthorityRow | undefined> {
  const query = tx.selectFrom("checks.trusted_authority").select(columns);
  const row = await query.where("authority_id", "=", authorityId).forUpdate().executeTakeFirst();
  return row as AuthorityRow | undefined;
}

type NewAuthority = Pick<
  AuthorityRow,
  | "authorityId"
  | "fingerprint"
  | "name"
  | "certificate"
  | "intermediates"
  | "uses"
  | "reason"
  | "documentNumber"
  | "proposedBy"
  | "proposedAt"
>;

/** @returns false when the certificate is proposed or trusted already. */
export async function insertAuthority(tx: Tx, row: NewAuthority): Promise<boolean> {
  const done = await tx
    .insertInto("checks.trusted_authority")
    .values({
      authority_id: row.authorityId,
      fingerprint: Buffer.from(row.fingerprint),
      name: row.name,
      certificate: Buffer.from(row.certificate),
      intermediates: row.intermediates.map((der) => Buffer.from(der)),
      uses: [...row.uses],
      state: "proposed",
      reason: row.reason,
      document_number: row.documentNumber,
      proposed_by: row.proposedBy,
      proposed_at: row.proposedAt,
    })
    // Spelled out: as parameters they would match no index once the statement has a general plan.
    .onConflict((conflict) =>
      conflict
        .column("fingerprint")
        .where("state", "in", [sql.lit("proposed"), sql.lit("trusted")])
        .doNothing(),
    )
    .executeTakeFirst();
  return done.numInsertedOrUpdatedRows === 1n;
}

export async function saveDecision(
  tx: Tx,
  authorityId: string,
  { state, by, at, reason }: { state: "trusted" | "refused"; by: string; at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable("checks.trusted_authority")
    .set({ state, decided_by: by, decided_at: at, decision_reason: reason })
    .where("authority_id", "=", authorityId)
    .execute();
}

export async function saveWithdrawal(
  tx: Tx,
  authorityId: string,
  { by, at, reason }: { by: string; at: Date; reason: string },
): Promise<void> {
  await tx
    .updateTable("checks.trusted_authority")
    .set({ state: "withdrawn", withdrawn_by: by, withdrawn_at: at, withdrawal_reason: reason })
    .where("authority_id", "=", authorityId)
    .execute();
}

export async function saveRevocationLists(
  tx: Tx,
  authorityId: string,
  lists: readonly Uint8Array[],
): Promise<void> {
  await tx
    .updateTable("checks.trusted_authority")
    .set({ revocation_lists: lists.map((der) => Buffer.from(der)) })
    .where("authority_id", "=", authorityId)
    .execute();
}
