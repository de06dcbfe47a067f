import type { SealKind, SealOwnerKind, SealState } from "@liangzheng/contract";
import { sql } from "kysely";
import type { KeptKey } from "../../platform/key-store/key-ring.ts";
import type { StoreName } from "../../platform/key-store/key-store.ts";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";

export interface AuthorityRow extends KeptKey {
  readonly name: string;
  readonly certificate: Uint8Array;
}

/** @returns false when the authority exists already. */
export async function insertAuthority(tx: Tx, row: AuthorityRow): Promise<boolean> {
  const inserted = await tx
    .insertInto("sealing.authority")
    .values({
      name: row.name,
      certificate: Buffer.from(row.certificate),
      key_store: row.keyStore,
      private_key: Buffer.from(row.privateKey),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("name")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function listAuthorities(tx: Tx): Promise<readonly AuthorityRow[]> {
  const rows = await tx
    .selectFrom("sealing.authority")
    .select(["name", "certificate", "key_store as keyStore", "private_key as privateKey"])
    .execute();
  return rows.map((row) => ({ ...row, keyStore: row.keyStore as StoreName }));
}

export interface SealRow {
  readonly sealId: string;
  /** The unit whose seal it is, or at whose desk it was applied for. */
  readonly organId: string;
  readonly kind: SealKind;
  readonly ownerKind: SealOwnerKind;
  /** The party, where it is no department's. */
  readonly ownerId: string | null;
  /** Whose name a name seal shows. */
  readonly bearerId: string | null;
  readonly number: string;
  /** Without the name of a person. */
  readonly name: string;
  readonly state: SealState;
  readonly appliedBy: string | null;
  readonly replaces: string | null;
  readonly signerCertificate: Uint8Array | null;
  /** DER of the SESeal. */
  readonly seal: Uint8Array | null;
  readonly pictureSvg: string | null;
  readonly closedDie: Uint8Array | null;
  readonly validFrom: Date | null;
  readonly validTo: Date | null;
}

const columns = [
  "seal_id as sealId",
  "organ_id as organId",
  "kind",
  "owner_kind as ownerKind",
  "owner_id as ownerId",
  "bearer_id as bearerId",
  "number",
  "name",
  "state",
  "applied_by as appliedBy",
  "replaces",
  "signer_certificate as signerCertificate",
  "sealed_seal as seal",
  "picture_svg as pictureSvg",
  "closed_die as closedDie",
  "valid_from as validFrom",
  "valid_to as validTo",
] as const;

export type NewSeal = Pick<
  SealRow,
  | "sealId"
  | "organId"
  | "kind"
  | "ownerKind"
  | "ownerId"
  | "bearerId"
  | "number"
  | "name"
  | "appliedBy"
  | "replaces"
>;

/** @returns false where the owner has one of this kind in use or under way already. */
export async function insertSeal(tx: Tx, row: NewSeal): Promise<boolean> {
  const inserted = await tx
    .insertInto("sealing.seal")
    .values({
      seal_id: row.sealId,
      organ_id: row.organId,
      kind: row.kind,
      owner_kind: row.ownerKind,
      owner_id: row.ownerId,
      bearer_id: row.bearerId,
      number: row.number,
      name: row.name,
      applied_by: row.appliedBy,
      replaces: row.replaces,
      state: "applied",
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("seal_id")
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function nextNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: string }>`select nextval('sealing.seal_number') as n`.execute(tx);
  return Number(rows[0]?.n);
}

export interface Making
  extends Pick<SealRow, "sealId" | "signerCertificate" | "seal" | "pictureSvg" | "closedDie">,
    KeptKey {
  readonly validFrom: Date;
  readonly validTo: Date;
}

export async function saveMaking(tx: Tx, made: Making): Promise<void> {
  const octets = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes));
  await tx
    .updateTable("sealing.seal")
    .set({
      state: "made",
      signer_certificate: octets(made.signerCertificate),
      key_store: made.keyStore,
      private_key: Buffer.from(made.privateKey),
      sealed_seal: octets(made.seal),
      picture_svg: made.pictureSvg,
      closed_die: octets(made.closedDie),
      valid_from: made.validFrom,
      valid_to: made.validTo,
    })
    .where("seal_id", "=", made.sealId)
    .execute();
}

/** A key that is destroyed is not kept. */
export async function setState(tx: Tx, sealId: string, state: SealState): Promise<void> {
  await tx
    .updateTable("sealing.seal")
    .set({ state, ...(state === "destroyed" ? { private_key: null } : {}) })
    .where("seal_id", "=", sealId)
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

/** Locked until the transaction ends: whoever is sealing with it ends first, and whoever comes after sees what is done now. */
export async function findSealForUpdate(tx: Tx, sealId: string): Promise<SealRow | undefined> {
  const row = await tx
    .selectFrom("sealing.seal")
    .select(columns)
    .where("seal_id", "=", sealId)
    .forUpdate()
    .executeTakeFirst();
  return row as SealRow | undefined;
}

export async function findSuccessor(tx: Tx, sealId: string): Promise<string | null> {
  const row = await tx
    .selectFrom("sealing.seal")
    .select("seal_id")
    .where("replaces", "=", sealId)
    .where("state", "<>", "refused")
    .orderBy("seal_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seal_id ?? null;
}

const ofOwner = (tx: Tx, ownerId: string, kind: SealKind, states: readonly SealState[]) =>
  tx
    .selectFrom("sealing.seal")
    .select("seal_id")
    .where(({ fn, ref }) => fn.coalesce(ref("owner_id"), ref("organ_id")), "=", ownerId)
    .where("kind", "=", kind)
    .where("state", "in", [...states])
    .limit(1)
    .executeTakeFirst();

/** The seal of this kind that the owner, a party or a unit, has in use. */
export const findInUse = async (tx: Tx, ownerId: string, kind: SealKind): Promise<string | null> =>
  (await ofOwner(tx, ownerId, kind, ["active", "suspended"]))?.seal_id ?? null;

/** Whether the owner has a seal of the kind, or one under way. */
export const hasLive = async (tx: Tx, ownerId: string, kind: SealKind): Promise<boolean> =>
  (await ofOwner(tx, ownerId, kind, ["applied", "approved", "made", "active", "suspended"])) !== undefined;

export interface SealFilter {
  readonly state?: SealState | undefined;
  readonly kind?: SealKind | undefined;
}

export async function listSealsOfOrgan(
  tx: Tx,
  organId: string,
  { state, kind }: SealFilter = {},
): Promise<readonly SealRow[]> {
  const rows = await tx
    .selectFrom("sealing.seal")
    .select(columns)
    .where("organ_id", "=", organId)
    .$if(state !== undefined, (query) => query.where("state", "=", state ?? ""))
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? ""))
    .orderBy("number")
    .execute();
  return rows as unknown as SealRow[];
}

export type UsableRow = Pick<
  SealRow,
  "organId" | "ownerKind" | "name" | "validFrom" | "validTo" | "state"
> & {
  /** The keeper lets this account use it. */
  readonly allowed: boolean;
};
export async function findUsable(tx: Tx, sealId: string, accountId: string): Promise<UsableRow | undefined> {
  const [row] = await usable.runIn(tx, [sealId, accountId]);
  return row;
}

const usable = named<UsableRow>(
  "sealing.find-usable",
  // Shared until the transaction ends: an act on the seal waits for it, and is seen by whoever asks after the act.
  `select organ_id as "organId", owner_kind as "ownerKind", name, valid_from as "validFrom", valid_to as "validTo", state,
    exists (select from sealing.seal_user u where u.seal_id = s.seal_id and u.account_id = $2 and u.allowed) as allowed
  from sealing.seal s where seal_id = $1 for share of s`,
);

/** Where the seal's key lies; null while it has none. */
export async function findKeyStore(tx: Tx, sealId: string): Promise<StoreName | null> {
  const row = await tx
    .selectFrom("sealing.seal")
    .select("key_store")
    .where("seal_id", "=", sealId)
    .where("private_key", "is not", null)
    .executeTakeFirst();
  return row === undefined ? null : (row.key_store as StoreName);
}

/** What it takes to press a seal. */
export async function getKey(tx: Tx, sealId: string): Promise<SealRow & KeptKey> {
  const row = await tx
    .selectFrom("sealing.seal")
    .select([...columns, "key_store as keyStore", "private_key as privateKey"])
    .where("seal_id", "=", sealId)
    .where("private_key", "is not", null)
    .executeTakeFirstOrThrow();
  return row as SealRow & KeptKey;
}

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

/** Who may use the one may use the other, unless the keeper has decided otherwise already. */
export async function handUsersOn(tx: Tx, from: string, to: string, by: string, at: Date): Promise<void> {
  await sql`insert into sealing.seal_user (seal_id, account_id, allowed, decided_by, decided_at)
    select ${to}, account_id, true, ${by}, ${at} from sealing.seal_user where seal_id = ${from} and allowed
    on conflict do nothing`.execute(tx);
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
