import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import * as store from "./store.ts";

/** The seals that licences are issued under and that this person may use for their unit, now. */
export async function listUsable(
  ctx: Ctx<Account>,
): Promise<readonly Pick<store.SealRow, "sealId" | "name">[]> {
  const { accountId, organId } = ctx.actor;
  const usable: store.SealRow[] = [];
  for (const row of await store.listSealsOfOrgan(ctx.tx, organId ?? "", { state: "active" })) {
    const { ownerKind, kind, sealId, validFrom, validTo } = row;
    if (ownerKind !== "department" || (kind !== "licence" && kind !== "official")) continue;
    if (validFrom === null || validTo === null || ctx.now < validFrom || ctx.now > validTo) continue;
    if ((await store.listAllowed(ctx.tx, sealId)).has(accountId)) usable.push(row);
  }
  return usable.map(({ sealId, name }) => ({ sealId, name }));
}
