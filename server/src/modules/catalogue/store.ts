import type { TypeDefinition } from "@liangzheng/contract";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { readDefinition } from "./type-template.ts";

export type VersionState = "draft" | "proposed" | "published";
export interface VersionRow {
  readonly typeKey: string;
  readonly version: number;
  readonly state: VersionState;
  readonly definition: TypeDefinition;
  readonly savedBy: string;
  readonly proposedBy: string | null;
  readonly publishedBy: string | null;
  readonly publishedAt: Date | null;
}

const columns = [
  "type_key as typeKey",
  "version",
  "state",
  "definition",
  "saved_by as savedBy",
  "proposed_by as proposedBy",
  "published_by as publishedBy",
  "published_at as publishedAt",
] as const;

const readRow = (row: VersionRow): VersionRow => ({ ...row, definition: readDefinition(row.definition) });

export async function listVersions(tx: Tx, typeKey?: string): Promise<readonly VersionRow[]> {
  const rows = await tx
    .selectFrom("catalogue.type_version")
    .select(columns)
    .$if(typeKey !== undefined, (query) => query.where("type_key", "=", typeKey ?? ""))
    .orderBy("type_key")
    .orderBy("version", "desc")
    .execute();
  return rows.map((row) => readRow(row as unknown as VersionRow));
}

export async function findVersion(tx: Tx, typeKey: string, version: number): Promise<VersionRow | undefined> {
  const row = await tx
    .selectFrom("catalogue.type_version")
    .select(columns)
    .where("type_key", "=", typeKey)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && readRow(row as VersionRow);
}

export async function findCurrent(tx: Tx, typeKey: string): Promise<VersionRow | undefined> {
  const row = await tx
    .selectFrom("catalogue.type_version")
    .select(columns)
    .where("type_key", "=", typeKey)
    .where("state", "=", "published")
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && readRow(row as VersionRow);
}

/** The number of the version in force; null when there is none. */
export async function findCurrentVersion(tx: Tx, typeKey: string): Promise<number | null> {
  const [row] = await currentVersion.runIn(tx, [typeKey]);
  return row?.version ?? null;
}

const currentVersion = named<{ readonly version: number | null }>(
  "catalogue.find-current-version",
  "select max(version) as version from catalogue.type_version where type_key = $1 and state = 'published'",
);

/** The one version that is not yet published, locked until the transaction ends. */
export async function findUnfinished(tx: Tx, typeKey: string): Promise<VersionRow | undefined> {
  const row = await tx
    .selectFrom("catalogue.type_version")
    .select(columns)
    .where("type_key", "=", typeKey)
    .where("state", "<>", "published")
    .forUpdate()
    .executeTakeFirst();
  return row && readRow(row as VersionRow);
}

export async function insertType(
  tx: Tx,
  typeKey: string,
  definition: TypeDefinition,
  at: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto("catalogue.licence_type")
    .values({ type_key: typeKey, code: definition.code, origin: definition.origin, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning("type_key")
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateUnpublishedType(
  tx: Tx,
  typeKey: string,
  definition: TypeDefinition,
): Promise<void> {
  await tx
    .updateTable("catalogue.licence_type")
    .set({ code: definition.code, origin: definition.origin })
    .where("type_key", "=", typeKey)
    .execute();
}

export async function findType(tx: Tx, typeKey: string) {
  return tx
    .selectFrom("catalogue.licence_type")
    .select(["type_key as typeKey", "code"])
    .where("type_key", "=", typeKey)
    .executeTakeFirst();
}

export async function saveVersion(tx: Tx, version: VersionRow): Promise<void> {
  const values = {
    state: version.state,
    definition: JSON.stringify(version.definition),
    saved_by: version.savedBy,
    proposed_by: version.proposedBy,
    published_by: version.publishedBy,
    published_at: version.publishedAt,
  };
  await tx
    .insertInto("catalogue.type_version")
    .values({ type_key: version.typeKey, version: version.version, ...values })
    .onConflict((conflict) => conflict.columns(["type_key", "version"]).doUpdateSet(values))
    .execute();
}

export async function saveAdoption(
  tx: Tx,
  adoption: { typeKey: string; organId: string; sealId: string; by: string; at: Date },
): Promise<void> {
  const values = { seal_id: adoption.sealId, adopted_by: adoption.by, adopted_at: adoption.at };
  await tx
    .insertInto("catalogue.adoption")
    .values({ type_key: adoption.typeKey, organ_id: adoption.organId, ...values })
    .onConflict((conflict) => conflict.columns(["type_key", "organ_id"]).doUpdateSet(values))
    .execute();
}

export async function findAdoption(
  tx: Tx,
  typeKey: string,
  organId: string,
): Promise<{ readonly sealId: string } | undefined> {
  const [row] = await adoption.runIn(tx, [typeKey, organId]);
  return row;
}

const adoption = named<{ readonly sealId: string }>(
  "catalogue.find-adoption",
  `select seal_id as "sealId" from catalogue.adoption where type_key = $1 and organ_id = $2`,
);

export async function listAdoptions(tx: Tx, by: { readonly typeKey: string } | { readonly organId: string }) {
  return tx
    .selectFrom("catalogue.adoption")
    .select(["type_key as typeKey", "organ_id as organId", "seal_id as sealId"])
    .where((where) =>
      "typeKey" in by ? where("type_key", "=", by.typeKey) : where("organ_id", "=", by.organId),
    )
    .execute();
}
