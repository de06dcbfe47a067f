import type { FlagKind, LicenceStatus } from "@liangzheng/contract";
import { sql } from "kysely";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Licence, LicenceHolder, NewVersion } from "./licence.ts";
import type { StoredStatus } from "./status.ts";

const licenceColumns = [
  "licence_key as licenceKey",
  "type_key as typeKey",
  "type_version as typeVersion",
  "origin",
  "organ_id as organId",
  "issuer_name as issuerName",
  "current_version as currentVersion",
  "stored_status as storedStatus",
  "previous_status as previousStatus",
  "status_reason as statusReason",
  "flags",
  "status_from as statusFrom",
  "issued_on as issuedOn",
  "valid_from as validFrom",
  "valid_to as validTo",
] as const;
export async function listLicences(tx: Tx, keys: readonly string[]): Promise<readonly Licence[]> {
  if (keys.length === 0) return [];
  return byKeys.runIn(tx, [[...new Set(keys)]]);
}

const byKeys = named<Licence>(
  "licences.list",
  `select licence_key as "licenceKey", type_key as "typeKey", type_version as "typeVersion", origin,
    organ_id as "organId", issuer_name as "issuerName", current_version as "currentVersion",
    stored_status as "storedStatus", previous_status as "previousStatus", status_reason as "statusReason", flags,
    status_from as "statusFrom", issued_on as "issuedOn", valid_from as "validFrom", valid_to as "validTo"
  from licences.licence where licence_key = any($1::uuid[])`,
);

export async function findLicenceForUpdate(tx: Tx, licenceKey: string): Promise<Licence | undefined> {
  const row = await tx
    .selectFrom("licences.licence")
    .select(licenceColumns)
    .where("licence_key", "=", licenceKey)
    .forUpdate()
    .executeTakeFirst();
  return row as unknown as Licence | undefined;
}

export async function listHolders(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly LicenceHolder[]>> {
  const holders = new Map<string, LicenceHolder[]>();
  if (keys.length === 0) return holders;
  const rows = await holdersByKeys.runIn(tx, [[...new Set(keys)]]);
  for (const { licenceKey, ...holder } of rows) {
    const list = holders.get(licenceKey) ?? [];
    holders.set(licenceKey, list);
    list.push(holder);
  }
  return holders;
}

const holdersByKeys = named<LicenceHolder & { readonly licenceKey: string }>(
  "licences.list-holders",
  `select licence_key as "licenceKey", party_id as "partyId", role, share
  from licences.holder where licence_key = any($1::uuid[]) order by licence_key, ordinal`,
);

export interface VersionRow {
  readonly licenceKey: string;
  readonly version: number;
  readonly sealed: Uint8Array;
  readonly sealedPhoto: Uint8Array | null;
  readonly contentKeys: Uint8Array;
  readonly digest: Uint8Array;
  readonly fileDigest: Uint8Array | null;
  readonly storedFile: Uint8Array | null;
}
export async function listVersions(
  tx: Tx,
  wanted: readonly { licenceKey: string; version: number }[],
  withPhoto: boolean,
): Promise<readonly VersionRow[]> {
  if (wanted.length === 0) return [];
  return versions.runIn(tx, [
    wanted.map(({ licenceKey }) => licenceKey),
    wanted.map(({ version }) => version),
    withPhoto,
  ]);
}

const versions = named<VersionRow>(
  "licences.list-versions",
  `select licence_key as "licenceKey", version, sealed, case when $3 then sealed_photo end as "sealedPhoto", content_keys as "contentKeys",
    digest, file_digest as "fileDigest", stored_file as "storedFile"
  from licences.version
  where (licence_key, version) in (select * from unnest($1::uuid[], $2::integer[]))`,
);

export async function listVersionNumbers(tx: Tx, licenceKey: string) {
  return tx
    .selectFrom("licences.version")
    .select(["version", "kind", "state", "issued_on as issuedOn"])
    .where("licence_key", "=", licenceKey)
    .orderBy("version", "desc")
    .execute();
}

export async function listKeysOfHolder(tx: Tx, partyId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("licences.holder")
    .select("licence_key")
    .where("party_id", "=", partyId)
    .orderBy("licence_key", "desc")
    .execute();
  return rows.map((row) => row.licence_key);
}

/** Claims the number of a live licence. @returns false when another live licence of the type and unit has it. */
export async function claimNumber(tx: Tx, version: NewVersion): Promise<boolean> {
  const row = await tx
    .insertInto("licences.live_number")
    .values({
      type_key: version.typeKey,
      organ_id: version.organId,
      number_index: Buffer.from(version.numberIndex),
      licence_key: version.licenceKey,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["type_key", "organ_id", "number_index"])
        .doUpdateSet({ licence_key: version.licenceKey })
        .where("licences.live_number.licence_key", "=", version.licenceKey),
    )
    .returning("licence_key")
    .executeTakeFirst();
  if (row === undefined) return false;
  if (version.version > 1) {
    // A version may bear another number than the one before it, which is then free.
    await tx
      .deleteFrom("licences.live_number")
      .where("licence_key", "=", version.licenceKey)
      .where("number_index", "!=", Buffer.from(version.numberIndex))
      .execute();
  }
  return true;
}

export async function releaseNumber(tx: Tx, licenceKey: string): Promise<void> {
  await tx.deleteFrom("licences.live_number").where("licence_key", "=", licenceKey).execute();
}

export async function insertLicence(tx: Tx, version: NewVersion, at: Date): Promise<void> {
  await tx
    .insertInto("licences.licence")
    .values({
      licence_key: version.licenceKey,
      type_key: version.typeKey,
      type_version: version.typeVersion,
      origin: version.origin,
      organ_id: version.organId,
      issuer_name: version.issuerName,
      current_version: version.version,
      stored_status: "valid",
      previous_status: "valid",
      status_from: version.issuedOn,
      status_reason: null,
      flags: [],
      issued_on: version.issuedOn,
      valid_from: version.validFrom,
      valid_to: version.validTo,
      created_at: at,
    })
    .execute();
}

export async function updateLicenceVersion(tx: Tx, version: NewVersion): Promise<void> {
  await tx
    .updateTable("licences.licence")
    .set({
      type_version: version.typeVersion,
      issuer_name: version.issuerName,
      current_version: version.version,
      issued_on: version.issuedOn,
      valid_from: version.validFrom,
      valid_to: version.validTo,
    })
    .where("licence_key", "=", version.licenceKey)
    .execute();
  await tx
    .updateTable("licences.version")
    .set({ state: "superseded" })
    .where("licence_key", "=", version.licenceKey)
    .where("version", "<", version.version)
    .execute();
}

export async function insertVersion(tx: Tx, version: NewVersion, at: Date): Promise<void> {
  const { licenceKey } = version;
  await tx
    .insertInto("licences.version")
    .values({
      licence_key: licenceKey,
      version: version.version,
      identifier_index: Buffer.from(version.identifierIndex),
      number_index: Buffer.from(version.numberIndex),
      type_version: version.typeVersion,
      sealed: Buffer.from(version.sealed),
      sealed_photo: version.sealedPhoto === null ? null : Buffer.from(version.sealedPhoto),
      content_keys: Buffer.from(version.contentKeys),
      digest: Buffer.from(version.digest),
      file_digest: version.fileDigest === null ? null : Buffer.from(version.fileDigest),
      stored_file: version.storedFile === null ? null : Buffer.from(version.storedFile),
      kind: version.kind,
      state: "current",
      issued_on: version.issuedOn,
      recorded_at: at,
    })
    .execute();
  await replaceHolders(tx, version);
  if (version.objects.length > 0) {
    await tx
      .insertInto("licences.object")
      .values(
        version.objects.map(({ kind, index }) => ({
          licence_key: licenceKey,
          kind,
          value_index: Buffer.from(index),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  if (version.replaces !== null) {
    await tx
      .insertInto("licences.related")
      .values({ licence_key: licenceKey, related_key: version.replaces, kind: version.kind })
      .execute();
  }
}

/** The holders of the current version, in the order in which its content key is wrapped for them. */
async function replaceHolders(tx: Tx, { licenceKey, version, holders }: NewVersion): Promise<void> {
  if (version > 1) await tx.deleteFrom("licences.holder").where("licence_key", "=", licenceKey).execute();
  await tx
    .insertInto("licences.holder")
    .values(
      holders.map((holder, ordinal) => ({
        licence_key: licenceKey,
        party_id: holder.partyId,
        ordinal,
        role: holder.role,
        share: holder.share,
      })),
    )
    .execute();
}

export interface StatusActRow {
  readonly actId: string;
  readonly act: string;
  readonly from: LicenceStatus;
  readonly to: StoredStatus;
  readonly decidingOrgan: string;
  readonly executingOrgan: string;
  readonly documentNumber: string;
  readonly basis: string;
  readonly reason: string;
  readonly effectiveOn: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
}

export async function insertStatusAct(tx: Tx, licenceKey: string, row: StatusActRow): Promise<void> {
  await tx
    .insertInto("licences.status_act")
    .values({
      licence_key: licenceKey,
      act_id: row.actId,
      act: row.act,
      from_status: row.from,
      to_status: row.to,
      deciding_organ: row.decidingOrgan,
      executing_organ: row.executingOrgan,
      document_number: row.documentNumber,
      basis: row.basis,
      reason: row.reason,
      effective_on: row.effectiveOn,
      recorded_at: row.recordedAt,
      recorded_by: row.recordedBy,
    })
    .execute();
}

export async function updateStatus(
  tx: Tx,
  licenceKey: string,
  status: { stored: StoredStatus; previous: StoredStatus; from: string; reason: string | null },
): Promise<void> {
  await tx
    .updateTable("licences.licence")
    .set({
      stored_status: status.stored,
      previous_status: status.previous,
      status_from: status.from,
      status_reason: status.reason,
    })
    .where("licence_key", "=", licenceKey)
    .execute();
}

export async function listStatusActs(tx: Tx, licenceKey: string) {
  return tx
    .selectFrom("licences.status_act")
    .select([
      "act",
      "from_status as from",
      "to_status as to",
      "deciding_organ as decidingOrgan",
      "executing_organ as executingOrgan",
      "document_number as documentNumber",
      "basis",
      "reason",
      "effective_on as effectiveOn",
      "recorded_at as recordedAt",
    ])
    .where("licence_key", "=", licenceKey)
    .orderBy("act_id", "desc")
    .execute();
}

export interface FlagRow {
  readonly kind: FlagKind;
  readonly source: string;
  readonly documentNumber: string;
  readonly setAt: Date;
}
export async function listFlags(tx: Tx, licenceKey: string): Promise<readonly FlagRow[]> {
  const rows = await tx
    .selectFrom("licences.flag")
    .select(["kind", "source", "document_number as documentNumber", "set_at as setAt"])
    .where("licence_key", "=", licenceKey)
    .where("released_at", "is", null)
    .orderBy("flag_id")
    .execute();
  return rows as FlagRow[];
}

export async function insertFlag(
  tx: Tx,
  licenceKey: string,
  flag: { flagId: string; kind: FlagKind; source: string; documentNumber: string; at: Date; by: string },
): Promise<boolean> {
  const row = await tx
    .insertInto("licences.flag")
    .values({
      licence_key: licenceKey,
      flag_id: flag.flagId,
      kind: flag.kind,
      source: flag.source,
      document_number: flag.documentNumber,
      set_at: flag.at,
      set_by: flag.by,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("flag_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function releaseFlag(
  tx: Tx,
  licenceKey: string,
  flag: { kind: FlagKind; documentNumber: string; at: Date; by: string },
): Promise<boolean> {
  const row = await tx
    .updateTable("licences.flag")
    .set({ released_at: flag.at, released_by: flag.by, release_document: flag.documentNumber })
    .where("licence_key", "=", licenceKey)
    .where("kind", "=", flag.kind)
    .where("released_at", "is", null)
    .returning("flag_id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateFlags(tx: Tx, licenceKey: string, flags: readonly FlagKind[]): Promise<void> {
  await tx
    .updateTable("licences.licence")
    .set({ flags: [...flags] })
    .where("licence_key", "=", licenceKey)
    .execute();
}

/**
 * Whether the party holds a live licence of the type. Waits for any other transaction that asks the same, so that two
 * clerks cannot both be told no.
 */
export async function hasLive(tx: Tx, typeKey: string, partyId: string, today: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`licence ${typeKey} ${partyId}`}, 0))`.execute(
    tx,
  );
  const row = await tx
    .selectFrom("licences.holder as h")
    .innerJoin("licences.licence as l", "l.licence_key", "h.licence_key")
    .select("l.licence_key")
    .where("h.party_id", "=", partyId)
    .where("l.type_key", "=", typeKey)
    .where("l.stored_status", "in", ["valid", "suspended"])
    .where((or) => or.or([or("l.valid_to", "is", null), or("l.valid_to", ">=", today)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Search {
  readonly organId: string;
  readonly typeKey?: string | undefined;
  readonly status?: LicenceStatus | undefined;
  readonly numberIndex?: Uint8Array | undefined;
  readonly holderIds?: readonly string[] | undefined;
  readonly objectIndexes?: readonly Uint8Array[] | undefined;
  readonly today: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Keys of licences in a unit's custody, newest first. Every filter is an index; nothing sealed is opened. */
export async function searchKeys(tx: Tx, search: Search): Promise<readonly string[]> {
  let query = tx
    .selectFrom("licences.licence as l")
    .select("l.licence_key")
    .where("l.organ_id", "=", search.organId);
  if (search.typeKey !== undefined) query = query.where("l.type_key", "=", search.typeKey);
  if (search.after !== undefined) query = query.where("l.licence_key", "<", search.after);
  const { numberIndex, holderIds, objectIndexes, status, today } = search;
  if (numberIndex !== undefined) {
    query = query.where("l.licence_key", "in", (q) =>
      q
        .selectFrom("licences.version as v")
        .select("v.licence_key")
        .where("v.number_index", "=", Buffer.from(numberIndex)),
    );
  }
  if (holderIds !== undefined) {
    query = query.where("l.licence_key", "in", (q) =>
      q
        .selectFrom("licences.holder as h")
        .select("h.licence_key")
        .where("h.party_id", "in", holderIds.length === 0 ? [nobody] : [...holderIds]),
    );
  }
  if (objectIndexes !== undefined) {
    query = query.where("l.licence_key", "in", (q) =>
      q
        .selectFrom("licences.object as o")
        .select("o.licence_key")
        .where(
          "o.value_index",
          "in",
          objectIndexes.map((index) => Buffer.from(index)),
        ),
    );
  }
  if (status !== undefined) query = query.where(() => statusIs(status, today));
  const rows = await query.orderBy("l.licence_key", "desc").limit(search.limit).execute();
  return rows.map((row) => row.licence_key);
}

const nobody = "00000000-0000-0000-0000-000000000000";

/** `statusAt` of status.ts, said in SQL; a test holds the two together. */
function statusIs(status: LicenceStatus, today: string) {
  const effective = sql`case when l.status_from <= ${today}::date then l.stored_status else l.previous_status end`;
  return sql<boolean>`case
    when ${effective} not in ('valid', 'suspended') then ${effective}
    when l.valid_to < ${today}::date then 'expired'
    when ${effective} = 'valid' and l.valid_from > ${today}::date then 'pending'
    else ${effective} end = ${status}`;
}
