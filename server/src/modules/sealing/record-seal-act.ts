import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Ground } from "./act-store.ts";
import { type ActDeps, actorOf, enterMove, requireMove } from "./enter-act.ts";
import { judgeAct } from "./seal-life.ts";
import * as store from "./store.ts";

export type PlainAct = "approve" | "refuse" | "activate" | "suspend" | "resume" | "report-lost" | "destroy";

/**
 * One act of a seal's life. It takes effect at once: whoever seals now ends first, and nobody seals after.
 * @throws ProblemError as `requireMove`.
 */
export async function recordSealAct(
  deps: ActDeps,
  ctx: Ctx<Account>,
  sealId: string,
  act: PlainAct,
  ground: Ground,
  since: Date | null = null,
): Promise<void> {
  const move = await requireMove(ctx, sealId, act);
  if (act === "activate" && move.seal.replaces !== null)
    await endReplaced(deps, ctx, move.seal.replaces, sealId, ground);
  await enterMove(deps, ctx, move, ground, { since });
}

/** The successor in use ends what it replaces, if that has not been destroyed meanwhile, and serves the same people. */
async function endReplaced(
  deps: ActDeps,
  ctx: Ctx<Account>,
  sealId: string,
  successor: string,
  ground: Ground,
): Promise<void> {
  const seal = await store.findSealForUpdate(ctx.tx, sealId);
  if (seal === undefined) return;
  await store.handUsersOn(ctx.tx, sealId, successor, ctx.actor.accountId, ctx.now);
  const judged = judgeAct(seal, "replace", actorOf(ctx.actor));
  if ("to" in judged) await enterMove(deps, ctx, { seal, act: "replace", to: judged.to }, ground);
}
