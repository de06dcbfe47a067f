import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Organ, OrganLevel } from "./party.ts";

export interface PartyRow {
  readonly partyId: string;
  readonly kind: "person" | "organisation";
  readonly codeType: string;
  readonly publicName: string | null;
  readonly publicCode: string | null;
  readonly sealed: Uint8Array | null;
  readonly dataKey: Uint8Array;
}

const columns = [
  "party_id as partyId",
  "kind",
  "code_type as codeType",
  "public_name as publicName",
  "public_code as publicCode",
  "sealed",
  "data_key as dataKey",
] as const;

export async function findByIndex(tx: Tx, codeIndex: Uint8Array): Promise<PartyRow | undefined> {
  const row = await tx
    .selectFrom("parties.party")
    .select(columns)
    .where("code_index", "=", Buffer.from(codeIndex))
    .executeTakeFirst();
  return row as PartyRow | undefined;
}

export async function listByIds(tx: Tx, ids: readonly string[]): Promise<readonly PartyRow[]> {
  if (ids.length === 0) return [];
  return byIds.runIn(tx, [[...new Set(ids)]]);
}

const byIds = named<PartyRow>(
  "parties.list",
  `select party_id as "partyId", kind, code_type as "codeType", public_name as "publicName",
    public_code as "publicCode", sealed, data_key as "dataKey"
  from parties.party where party_id = any($1::uuid[])`,
);

export async function listDataKeys(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
  if (ids.length === 0) return new Map();
  const rows = await dataKeys.runIn(tx, [[...new Set(ids)]]);
  return new Map(rows.map((row) => [row.partyId, row.dataKey]));
}

const dataKeys = named<Pick<PartyRow, "partyId" | "dataKey">>(
  "parties.list-data-keys",
  `select party_id as "partyId", data_key as "dataKey" from parties.party where party_id = any($1::uuid[])`,
);

/** Enterprises only: the names of people are not searchable anywhere. */
export async function listIdsByPublicName(tx: Tx, part: string, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("parties.party")
    .select("party_id")
    .where("public_name", "like", `%${part.replace(/[\\%_]/g, "\\$&")}%`)
    .limit(limit)
    .execute();
  return rows.map((row) => row.party_id);
}

export interface NewParty {
  readonly partyId: string;
  readonly kind: "person" | "organisation";
  readonly codeType: string;
  readonly codeIndex: Uint8Array;
  readonly publicName: string | null;
  readonly publicCode: string | null;
  readonly sealed: Uint8Array | null;
  readonly dataKey: Uint8Array;
  readonly at: Date;
}

/** Nothing happens when another transaction registered the same code first; the caller looks again. */
export async function insertParty(tx: Tx, party: NewParty): Promise<void> {
  await tx
    .insertInto("parties.party")
    .values({
      party_id: party.partyId,
      kind: party.kind,
      code_type: party.codeType,
      code_index: Buffer.from(party.codeIndex),
      public_name: party.publicName,
      public_code: party.publicCode,
      sealed: party.sealed === null ? null : Buffer.from(party.sealed),
      data_key: Buffer.from(party.dataKey),
      created_at: party.at,
    })
    .onConflict((conflict) => conflict.column("code_index").doNothing())
    .execute();
}

export async function insertRepresentative(
  tx: Tx,
  partyId: string,
  personId: string,
  since: Date,
): Promise<void> {
  await tx
    .insertInto("parties.representative")
    .values({ party_id: partyId, person_id: personId, since, until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function listRepresented(tx: Tx, personId: string, at: Date): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("parties.representative")
    .select("party_id")
    .where("person_id", "=", personId)
    .where("since", "<=", at)
    .where((or) => or.or([or("until", "is", null), or("until", ">", at)]))
    .execute();
  return rows.map((row) => row.party_id);
}

const organColumns = ["organ_id as organId", "code", "name", "division", "level"] as const;

export async function insertOrgan(tx: Tx, organ: Organ, since: Date): Promise<void> {
  const { organId, code, name, division, level } = organ;
  await tx
    .insertInto("parties.organ")
    .values({ organ_id: organId, code, name, division, level, parent_id: null })
    .execute();
  await tx
    .insertInto("parties.organ_history")
    .values({
      organ_id: organId,
      code,
      name,
      valid_from: since.toISOString().slice(0, 10),
      valid_to: null,
      successor_id: null,
    })
    .execute();
}

export async function listOrgansByIds(tx: Tx, ids: readonly string[]): Promise<readonly Organ[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("parties.organ")
    .select(organColumns)
    .where("organ_id", "in", [...new Set(ids)])
    .execute();
  return rows.map(organOf);
}

export async function listOrgans(tx: Tx, part: string, limit: number): Promise<readonly Organ[]> {
  const rows = await tx
    .selectFrom("parties.organ")
    .select(organColumns)
    .where("name", "like", `%${part.replace(/[\\%_]/g, "\\$&")}%`)
    .orderBy("code")
    .limit(limit)
    .execute();
  return rows.map(organOf);
}

export async function listOrgansByCodes(tx: Tx, codes: readonly string[]): Promise<readonly Organ[]> {
  if (codes.length === 0) return [];
  const rows = await tx
    .selectFrom("parties.organ")
    .select(organColumns)
    .where("code", "in", [...new Set(codes)])
    .execute();
  return rows.map(organOf);
}

export async function listOrgansOfLevel(tx: Tx, level: OrganLevel): Promise<readonly Organ[]> {
  const rows = await tx
    .selectFrom("parties.organ")
    .select(organColumns)
    .where("level", "=", level)
    .orderBy("code")
    .execute();
  return rows.map(organOf);
}

const organOf = (row: Omit<Organ, "level"> & { level: string }): Organ => ({
  ...row,
  level: row.level as OrganLevel,
});
