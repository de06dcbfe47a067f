import { decodeUtf8 } from "@liangzheng/bytes";
import type { Tx } from "../../platform/postgres/pool.ts";
import { Redacted } from "../../platform/redacted.ts";
import type { PartiesKeys } from "./index.ts";
import type { Party } from "./party.ts";
import * as store from "./store.ts";

/** The parties with these ids; an id that is unknown is absent. */
export async function readParties(
  keys: PartiesKeys,
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Party>> {
  const rows = await store.listByIds(tx, ids);
  return new Map(rows.map((row) => [row.partyId, partyOf(keys, row)]));
}

function partyOf(keys: PartiesKeys, row: store.PartyRow): Party {
  const { partyId, kind, codeType } = row;
  if (row.sealed === null)
    return { partyId, kind, codeType, name: row.publicName ?? "", code: new Redacted(row.publicCode ?? "") };
  const { name, code } = JSON.parse(decodeUtf8(keys.box.open(row.sealed, partyId))) as {
    name: string;
    code: string;
  };
  return { partyId, kind, codeType, name, code: new Redacted(code) };
}
