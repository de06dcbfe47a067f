import type { FlagKind } from "@liangzheng/contract";
import { sql } from "kysely";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Licence } from "./licence.ts";
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
  "previous_reason as previousReason",
  "flags",
  "status_from as statusFrom",
  "issued_on as issuedOn",
  "valid_from as validFrom",
  "valid_to as validTo",
] as const;

/** `acted` of status.ts, said in SQL: an act to come has changed nothing yet. */
export const actedOn = (today: string) =>
  sql<StoredStatus>`case when l.status_from <= ${today}::date then l.stored_status else l.previous_status end`;

export async function listLicences(tx: Tx, keys: readonly string[]): Promise<readonly Licence[]> {
  if (keys.length === 0) return [];
  return byKeys.runIn(tx, [[...new Set(keys)]]);
}

const byKeys = named<Licence>(
  "licences.list",
  `select licence_key as "licenceKey", type_key as "typeKey", type_version as "typeVersion", origin,
    organ_id as "organId", issuer_name as "issuerName", current_version as "currentVersion",
    stored_status as "storedStatus", previous_status as "previousStatus", status_reason as "statusReason",
    previous_reason as "previousReason", flags, status_from as "statusFrom", issued_on as "issuedOn",
    valid_from as "validFrom", valid_to as "validTo"
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

export async function updateStatus(
  tx: Tx,
  licenceKey: string,
  status: Pick<Licence, "storedStatus" | "previousStatus" | "statusFrom" | "statusReason" | "previousReason">,
): Promise<void> {
  await tx
    .updateTable("licences.licence")
    .set({
      stored_status: status.storedStatus,
      previous_status: status.previousStatus,
      status_from: status.statusFrom,
      status_reason: status.statusReason,
      previous_reason: status.previousReason,
    })
    .where("licence_key", "=", licenceKey)
    .execute();
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
    .where(actedOn(today), "in", ["valid", "suspended"])
    .where((or) => or.or([or("l.valid_to", "is", null), or("l.valid_to", ">=", today)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
