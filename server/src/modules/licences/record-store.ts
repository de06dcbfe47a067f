import { eventInsert } from "../../platform/postgres/events.ts";
import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { NewVersion } from "./licence.ts";

/**
 * Writes a version and all that hangs on it, and tells of it, in one statement: issuing spends more on statements than
 * on cryptography. Its number is claimed from today on.
 * @returns false when another licence of the type and unit has the number, and has it still: then nothing is written.
 */
export async function insertVersion(tx: Tx, version: NewVersion, today: string, at: Date): Promise<boolean> {
  const { licenceKey, holders, objects } = version;
  const holderIds = holders.map(({ partyId }) => partyId);
  const rows = await insert.runIn(tx, [
    licenceKey,
    version.typeKey,
    version.organId,
    bytes(version.numberIndex),
    today,
    version.typeVersion,
    version.origin,
    version.issuerName,
    version.version,
    version.issuedOn,
    version.validFrom,
    version.validTo,
    at,
    bytes(version.identifierIndex),
    bytes(version.sealed),
    version.sealedPhoto === null ? null : bytes(version.sealedPhoto),
    bytes(version.contentKeys),
    bytes(version.digest),
    version.fileDigest === null ? null : bytes(version.fileDigest),
    version.storedFile === null ? null : bytes(version.storedFile),
    version.kind,
    holderIds,
    holders.map(({ role }) => role),
    holders.map(({ share }) => share),
    objects.map(({ kind }) => kind),
    objects.map(({ index }) => bytes(index)),
    version.replaces,
    { typeKey: version.typeKey, version: version.version, kind: version.kind, holders: holderIds },
  ]);
  return rows.length > 0;
}

/** The driver sends a Buffer as it is. */
const bytes = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

const insert = named(
  "licences.insert-version",
  `with claimed as (
    insert into licences.live_number as n (licence_key, type_key, organ_id, number_index, free_from)
    values ($1::uuid, $2::text, $3::uuid, $4::bytea, null)
    on conflict (type_key, organ_id, number_index) do update
      set licence_key = excluded.licence_key, free_from = null
      where n.licence_key = excluded.licence_key or n.free_from <= $5::date
    returning licence_key
  ), licence as (
    insert into licences.licence (licence_key, type_key, organ_id, type_version, origin, issuer_name,
      current_version, stored_status, previous_status, status_from, issued_on, valid_from, valid_to, created_at)
    select licence_key, $2, $3, $6::integer, $7::text, $8::text,
      $9::integer, 'valid', 'valid', $10::date, $10, $11::date, $12::date, $13::timestamptz from claimed
    on conflict (licence_key) do update
      set type_version = excluded.type_version, issuer_name = excluded.issuer_name,
        current_version = excluded.current_version, issued_on = excluded.issued_on,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to
  ), version as (
    insert into licences.version (licence_key, version, type_version, number_index, issued_on, recorded_at,
      identifier_index, sealed, sealed_photo, content_keys, digest, file_digest, stored_file, kind, state)
    select licence_key, $9, $6, $4, $10, $13,
      $14::bytea, $15::bytea, $16::bytea, $17::bytea, $18::bytea, $19::bytea, $20::bytea, $21::text, 'current'
    from claimed
  ), holders as (
    insert into licences.holder (licence_key, party_id, role, share, ordinal)
    select licence_key, party_id, role, share, ordinal - 1
    from claimed, unnest($22::uuid[], $23::text[], $24::text[]) with ordinality as h (party_id, role, share, ordinal)
  ), objects as (
    insert into licences.object (licence_key, kind, value_index)
    select licence_key, kind, value_index
    from claimed, unnest($25::text[], $26::bytea[]) as o (kind, value_index)
    on conflict do nothing
  ), replaced as (
    insert into licences.related (licence_key, related_key, kind)
    select licence_key, $27::uuid, $21 from claimed where $27 is not null
  ), told as (
    ${eventInsert()} select 'licences', 'licence-recorded', licence_key, $28::jsonb from claimed
  )
  select from claimed`,
);
