import { canonicalJson, encodeUtf8 } from "@liangzheng/bytes";
import type { Basis } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { UseDeps } from "./open-licences.ts";
import { sealCircumstances } from "./release-to-verifier.ts";
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
  const digest = deps.gm.sm3(encodeUtf8(canonicalJson([...keys])));
  await store.insertReceipts(
    tx,
    [
      {
        receiptId: ctx.id(),
        at: now,
        licenceKey: null,
        version: null,
        basis,
        accountId: actor.accountId,
        organId: actor.organId,
        sessionId: actor.sessionId,
        outcome: "listed",
        fields: ["summary"],
        circumstances: { purpose, place: null },
        holderIds: [],
        run: { count: keys.length, digest },
      },
    ],
    (receipt) => sealCircumstances(deps, receipt),
  );
}
