import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface AuthorityRow {
  readonly name: string;
  readonly certificate: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** @returns false when the authority exists already. */
export async function insertAuthority(tx: Tx, row: AuthorityRow): Promise<boolean> {
  const inserted = await tx
    .insertInto("sealing.authority")
    .values({
      name: row.name,
      certificate: Buffer.from(row.certificate),
      private_key: Buffer.from(row.privateKey),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("name")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function listAuthorities(tx: Tx): Promise<readonly AuthorityRow[]> {
  return tx
    .selectFrom("sealing.authority")
    .select(["name", "certificate", "private_key as privateKey"])
    .execute();
}

export interface SealRow {
  readonly sealId: string;
  readonly organId: string;
  readonly number: string;
  readonly name: string;
  readonly signerCertificate: Uint8Array;
  readonly privateKey: Uint8Array;
  /** DER of the SESeal. */
  readonly seal: Uint8Array;
  readonly pictureSvg: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly state: "active" | "suspended" | "revoked";
}

const columns = [
  "seal_id as sealId",
  "organ_id as organId",
  "number",
  "name",
  "signer_certificate as signerCertificate",
  "private_key as privateKey",
  "sealed_seal as seal",
  "picture_svg as pictureSvg",
  "valid_from as validFrom",
  "valid_to as validTo",
  "state",
] as const;

export async function insertSeal(tx: Tx, row: SealRow): Promise<void> {
  await tx
    .insertInto("sealing.seal")
    .values({
      seal_id: row.sealId,
      organ_id: row.organId,
      number: row.number,
      name: row.name,
      signer_certificate: Buffer.from(row.signerCertificate),
      private_key: Buffer.from(row.privateKey),
      sealed_seal: Buffer.from(row.seal),
      picture_svg: row.pictureSvg,
      valid_from: row.validFrom,
      valid_to: row.validTo,
      state: row.state,
    })
    .execute();
}

export async function findSeal(tx: Tx, sealId: string): Promise<SealRow | undefined> {
  const row = await tx
    .selectFrom("sealing.seal")
    .select(columns)
    .where("seal_id", "=", sealId)
    .executeTakeFirst();
  return row as SealRow | undefined;
}

export async function listSealsOfOrgan(tx: Tx, organId: string): Promise<readonly SealRow[]> {
  const rows = await tx
    .selectFrom("sealing.seal")
    .select(columns)
    .where("organ_id", "=", organId)
    .orderBy("number")
    .execute();
  return rows as unknown as SealRow[];
}

export type UsableRow = Pick<SealRow, "organId" | "name" | "validFrom" | "validTo" | "state"> & {
  /** The keeper lets this account use it. */
  readonly allowed: boolean;
};
export async function findUsable(tx: Tx, sealId: string, accountId: string): Promise<UsableRow | undefined> {
  const [row] = await usable.runIn(tx, [sealId, accountId]);
  return row;
}

const usable = named<UsableRow>(
  "sealing.find-usable",
  `select organ_id as "organId", name, valid_from as "validFrom", valid_to as "validTo", state,
    exists (select from sealing.seal_user u where u.seal_id = s.seal_id and u.account_id = $2 and u.allowed) as allowed
  from sealing.seal s where seal_id = $1`,
);

/** What it takes to press a seal. */
export const getDie = (
  tx: Tx,
  sealId: string,
): Promise<Pick<SealRow, "seal" | "signerCertificate" | "privateKey">> =>
  tx
    .selectFrom("sealing.seal")
    .select(["sealed_seal as seal", "signer_certificate as signerCertificate", "private_key as privateKey"])
    .where("seal_id", "=", sealId)
    .executeTakeFirstOrThrow();

export async function listAllowed(tx: Tx, sealId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("sealing.seal_user")
    .select("account_id")
    .where("seal_id", "=", sealId)
    .where("allowed", "=", true)
    .execute();
  return new Set(rows.map((row) => row.account_id));
}

export async function saveUser(
  tx: Tx,
  user: { sealId: string; accountId: string; allowed: boolean; by: string; at: Date },
): Promise<void> {
  const values = { allowed: user.allowed, decided_by: user.by, decided_at: user.at };
  await tx
    .insertInto("sealing.seal_user")
    .values({ seal_id: user.sealId, account_id: user.accountId, ...values })
    .onConflict((conflict) => conflict.columns(["seal_id", "account_id"]).doUpdateSet(values))
    .execute();
}

export interface SealUse {
  readonly sealId: string;
  readonly useId: string;
  readonly at: Date;
  readonly accountId: string;
  readonly purpose: string;
  /** What was sealed, by key and version: never by content. */
  readonly subject: string;
  /** SM3 of the bytes that were signed. */
  readonly digest: Uint8Array;
}

export async function insertUse(tx: Tx, use: SealUse): Promise<void> {
  const { sealId, useId, at, accountId, purpose, subject, digest } = use;
  await addUse.runIn(tx, [sealId, useId, at, accountId, purpose, subject, Buffer.from(digest)]);
}

const addUse = named(
  "sealing.insert-use",
  `insert into sealing.seal_use (seal_id, use_id, at, account_id, purpose, subject, digest)
  values ($1, $2, $3, $4, $5, $6, $7)`,
);

export async function listUses(tx: Tx, sealId: string, limit: number): Promise<readonly SealUse[]> {
  return tx
    .selectFrom("sealing.seal_use")
    .select([
      "seal_id as sealId",
      "use_id as useId",
      "at",
      "account_id as accountId",
      "purpose",
      "subject",
      "digest",
    ])
    .where("seal_id", "=", sealId)
    .orderBy("use_id", "desc")
    .limit(limit)
    .execute();
}

export async function countUses(
  tx: Tx,
  sealIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly uses: number; readonly lastAt: Date | null }>> {
  if (sealIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("sealing.seal_use")
    .select(({ fn }) => ["seal_id as sealId", fn.countAll<string>().as("uses"), fn.max("at").as("lastAt")])
    .where("seal_id", "in", [...sealIds])
    .groupBy("seal_id")
    .execute();
  return new Map(rows.map((row) => [row.sealId, { uses: Number(row.uses), lastAt: row.lastAt }]));
}
