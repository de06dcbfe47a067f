import { canonicalJson, encodeUtf8 } from "@liangzheng/bytes";
import type { Basis } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { UseDeps } from "./open-licences.ts";
import { sealCircumstances } from "./receipt.ts";
import * as store from "./store.ts";

/** A list leaves one receipt: what was asked for, how many licences it showed, and the digest of their keys. */
export async function leaveRunReceipt(
  deps: UseDeps,
  ctx: Ctx<Account>,
  basis: Basis,
  purpose: string,
  keys: readonly string[],
): Promise<void> {
  const { actor, tx, now } = ctx;
  const receiptId = ctx.id();
  await store.insertRunReceipt(tx, {
    partyId: actor.partyId,
    receiptId,
    at: now,
    basis,
    accountId: actor.accountId,
    organId: actor.organId,
    sessionId: actor.sessionId,
    fields: ["summary"],
    circumstances: sealCircumstances(deps.box, receiptId, { purpose, place: null }),
    count: keys.length,
    digest: deps.gm.sm3(encodeUtf8(canonicalJson([...keys]))),
  });
}
