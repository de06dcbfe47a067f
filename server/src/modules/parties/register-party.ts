import { encodeUtf8 } from "@liangzheng/bytes";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { PartiesKeys } from "./index.ts";
import type { PartyIdentity } from "./party.ts";
import * as store from "./store.ts";

/**
 * The party with this code, registered now if it was unknown. A known party keeps the name it was registered with:
 * a licence prints the name of its own day, and a change of name is an act of the registry that keeps it.
 */
export async function registerParty(
  keys: PartiesKeys,
  ctx: Ctx<Actor>,
  identity: PartyIdentity,
): Promise<string> {
  const codeIndex = keys.index("party-code", `${identity.codeType}/${identity.code}`);
  const known = await store.findByIndex(ctx.tx, codeIndex);
  if (known !== undefined) return known.partyId;
  const partyId = ctx.id();
  const person = identity.kind === "person";
  const plain = encodeUtf8(JSON.stringify({ name: identity.name, code: identity.code }));
  await store.insertParty(ctx.tx, {
    partyId,
    kind: identity.kind,
    codeType: identity.codeType,
    codeIndex,
    publicName: person ? null : identity.name,
    publicCode: person ? null : identity.code,
    sealed: person ? keys.box.seal(plain, partyId) : null,
    dataKey: keys.newHolderKey(),
    at: ctx.now,
  });
  const settled = await store.findByIndex(ctx.tx, codeIndex);
  if (settled === undefined) throw new Error("a party just registered cannot be found");
  return settled.partyId;
}
