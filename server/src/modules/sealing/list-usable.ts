import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { isInTerm, sealsLicences } from "./seal-life.ts";
import * as store from "./store.ts";

/** The seals that licences are issued under and that this person may use for their unit, now. */
export async function listUsable(
  ctx: Ctx<Account>,
): Promise<readonly Pick<store.SealRow, "sealId" | "name">[]> {
  const { accountId, organId } = ctx.actor;
  const usable: store.SealRow[] = [];
  for (const row of await store.listSealsOfOrgan(ctx.tx, organId ?? "", { state: "active" })) {
    if (!sealsLicences(row) || !isInTerm(row, ctx.now)) continue;
    if ((await store.listAllowed(ctx.tx, row.sealId)).has(accountId)) usable.push(row);
  }
  return usable.map(({ sealId, name }) => ({ sealId, name }));
}
