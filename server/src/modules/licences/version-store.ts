import { named } from "../../platform/postgres/named.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { LicenceHolder } from "./licence.ts";

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

/** Before the next version: holders, and the objects a licence can be found by, are those of its current one alone. */
export async function supersede(tx: Tx, licenceKey: string): Promise<void> {
  await tx
    .updateTable("licences.version")
    .set({ state: "superseded" })
    .where("licence_key", "=", licenceKey)
    .where("state", "=", "current")
    .execute();
  await tx.deleteFrom("licences.holder").where("licence_key", "=", licenceKey).execute();
  await tx.deleteFrom("licences.object").where("licence_key", "=", licenceKey).execute();
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

export async function listKeysOfHolder(tx: Tx, partyId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom("licences.holder")
    .select("licence_key")
    .where("party_id", "=", partyId)
    .orderBy("licence_key", "desc")
    .execute();
  return rows.map((row) => row.licence_key);
}
