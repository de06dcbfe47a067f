import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Licence, SealedVersion } from "./licence.ts";

/** A licence, its current version and its holders as they stand at one instant. */
export type CurrentLicence = Licence & Omit<SealedVersion, "sealedPhoto" | "storedFile">;

/** For hot paths: one statement, whatever the number of keys. */
export async function listCurrent(tx: Tx, keys: readonly string[]): Promise<readonly CurrentLicence[]> {
  if (keys.length === 0) return [];
  return current.runIn(tx, [[...new Set(keys)]]);
}

// Each look is by a whole unique key, row by row (`limit 1`): a plan made while the tables were small stays right.
const current = named<CurrentLicence>(
  "licences.list-current",
  `select l.licence_key as "licenceKey", l.type_key as "typeKey", l.type_version as "typeVersion", l.origin,
    l.organ_id as "organId", l.issuer_name as "issuerName", l.current_version as "currentVersion",
    l.stored_status as "storedStatus", l.previous_status as "previousStatus", l.status_reason as "statusReason",
    l.previous_reason as "previousReason", l.flags, l.status_from as "statusFrom", l.issued_on as "issuedOn",
    l.valid_from as "validFrom", l.valid_to as "validTo", v.*, h.holders
  from unnest($1::uuid[]) as k (key)
  cross join lateral (select * from licences.licence where licence_key = k.key limit 1) l
  cross join lateral (
    select version, sealed, content_keys as "contentKeys", digest, file_digest as "fileDigest"
    from licences.version where licence_key = l.licence_key and version = l.current_version limit 1
  ) v
  cross join lateral (
    select coalesce(json_agg(json_build_object('partyId', party_id, 'role', role, 'share', share) order by ordinal), '[]')
      as holders
    from licences.holder where licence_key = l.licence_key
  ) h`,
);
