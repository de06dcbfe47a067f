import type { LicenceStatus } from "@liangzheng/contract";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import { actedOn } from "./store.ts";

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
  const effective = actedOn(today);
  return sql<boolean>`case
    when ${effective} not in ('valid', 'suspended') then ${effective}
    when l.valid_to < ${today}::date then 'expired'
    when ${effective} = 'valid' and l.valid_from > ${today}::date then 'pending'
    else ${effective} end = ${status}`;
}
