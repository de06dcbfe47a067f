import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box, Vault } from "../../platform/vault.ts";
import type { Organ, Party, PartyIdentity } from "./party.ts";
import { readParties } from "./read-parties.ts";
import { registerParty } from "./register-party.ts";
import * as store from "./store.ts";

export interface PartiesKeys {
  readonly box: Box;
  readonly index: Vault["blindIndex"];
  readonly newHolderKey: Vault["newHolderKey"];
}

/** Holders and government bodies. The only room that knows people's names and numbers as such. */
export interface Parties {
  registerParty(ctx: Ctx<Actor>, identity: PartyIdentity): Promise<string>;
  findParty(tx: Tx, codeType: string, code: string): Promise<string | undefined>;
  readParties(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Party>>;
  listIdsByPublicName(tx: Tx, part: string, limit: number): Promise<readonly string[]>;
  /** Wrapped keys; useless without the key-encryption key. */
  dataKeys(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  setRepresentative(ctx: Ctx<Actor>, partyId: string, personId: string): Promise<void>;
  listRepresented(tx: Tx, personId: string, at: Date): Promise<readonly string[]>;
  registerOrgan(ctx: Ctx<Actor>, organ: Organ): Promise<void>;
  organs(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Organ>>;
  listOrgans(tx: Tx, part: string, limit: number): Promise<readonly Organ[]>;
  /** By the code they have now. */
  organsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Organ>>;
  organsOfLevel(tx: Tx, level: Organ["level"]): Promise<readonly Organ[]>;
}

export function createParties(keys: PartiesKeys): Parties {
  return {
    registerParty: (ctx, identity) => registerParty(keys, ctx, identity),
    findParty: async (tx, codeType, code) =>
      (await store.findByIndex(tx, keys.index("party-code", `${codeType}/${code}`)))?.partyId,
    readParties: (tx, ids) => readParties(keys, tx, ids),
    listIdsByPublicName: store.listIdsByPublicName,
    dataKeys: store.listDataKeys,
    setRepresentative: (ctx, partyId, personId) =>
      store.insertRepresentative(ctx.tx, partyId, personId, ctx.now),
    listRepresented: store.listRepresented,
    registerOrgan: (ctx, organ) => store.insertOrgan(ctx.tx, organ, ctx.now),
    organs: async (tx, ids) =>
      new Map((await store.listOrgansByIds(tx, ids)).map((organ) => [organ.organId, organ])),
    listOrgans: store.listOrgans,
    organsByCode: async (tx, codes) =>
      new Map((await store.listOrgansByCodes(tx, codes)).map((organ) => [organ.code, organ])),
    organsOfLevel: store.listOrgansOfLevel,
  };
}

export {
  codeTypeName,
  codeTypes,
  type Organ,
  type Party,
  type PartyIdentity,
} from "./party.ts";
