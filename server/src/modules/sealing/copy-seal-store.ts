import type { Tx } from "../../platform/postgres/pool.ts";

export interface CopySealRow {
  readonly sealId: string;
  readonly organId: string;
  /** Whose licences alone it seals copies of; null for the seal of copies of any. */
  readonly issuerId: string | null;
  readonly registeredBy: string;
}

/** @returns false when the seal is registered already. */
export async function insertCopySeal(
  tx: Tx,
  row: Omit<CopySealRow, "organId"> & { readonly authority: string | null; readonly at: Date },
): Promise<boolean> {
  const inserted = await tx
    .insertInto("sealing.copy_seal")
    .values({
      seal_id: row.sealId,
      issuer_id: row.issuerId,
      authority: row.authority,
      registered_at: row.at,
      registered_by: row.registeredBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("seal_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Active ones that may seal copies of this body's licences: its own first, then the newest. */
export async function listCopySeals(tx: Tx, issuerId: string, at: Date): Promise<readonly CopySealRow[]> {
  return tx
    .selectFrom("sealing.copy_seal as c")
    .innerJoin("sealing.seal as s", "s.seal_id", "c.seal_id")
    .select([
      "c.seal_id as sealId",
      "s.organ_id as organId",
      "c.issuer_id as issuerId",
      "c.registered_by as registeredBy",
    ])
    .where((where) => where.or([where("c.issuer_id", "=", issuerId), where("c.issuer_id", "is", null)]))
    .where("s.state", "=", "active")
    .where("s.valid_from", "<=", at)
    .where("s.valid_to", ">=", at)
    .orderBy((order) => order("c.issuer_id", "is", null))
    .orderBy("c.registered_at", "desc")
    .execute();
}
