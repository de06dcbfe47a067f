import type { RevocationReason } from "@liangzheng/pki";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { type ActDeps, enterMove, requireMove } from "./enter-act.ts";

/**
 * Takes a seal of one's unit out of use for good and lists its certificate, in one transaction. What it sealed before
 * stays good, unless `since` says that the key was astray by then (RFC 5280 §5.3.2).
 * @throws ProblemError `not-found`; `state-conflict` when it is revoked already or `since` lies ahead.
 */
export async function revokeSeal(
  deps: ActDeps,
  ctx: Ctx<Account>,
  sealId: string,
  reason: RevocationReason,
  since: Date | null,
): Promise<void> {
  const move = await requireMove(ctx, sealId, "revoke");
  const ground = { reason, documentNumber: "", decidingOrgan: "" };
  await enterMove(deps, ctx, move, ground, { since, revocation: reason });
}
