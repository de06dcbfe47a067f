import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import { findRequest, type RequestRow, saveDecision } from "./request-store.ts";
import * as store from "./store.ts";

/** A request on a seal of the caller's unit, locked. @throws ProblemError `not-found`. */
export async function requireRequest(ctx: Ctx<Account>, requestId: string): Promise<RequestRow> {
  const row = await findRequest(ctx.tx, requestId);
  const seal = row === undefined ? undefined : await store.findSeal(ctx.tx, row.sealId);
  if (row === undefined || seal?.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no request of your unit has this id");
  return row;
}

/** @throws ProblemError `not-found`, `state-conflict`, `second-person-required`. */
export async function decideSealUse(
  { audit }: { readonly audit: Audit },
  ctx: Ctx<Account>,
  requestId: string,
  decision: "grant" | "refuse",
  reason: string,
): Promise<void> {
  const row = await requireRequest(ctx, requestId);
  if (row.state !== "asked")
    throw new ProblemError(problems.StateConflict, `the request is ${row.state}: it is decided once`);
  if (row.askedBy === ctx.actor.accountId)
    throw new ProblemError(problems.SecondPersonRequired, "who asks to use a seal does not grant it");
  const state = decision === "grant" ? "granted" : "refused";
  await saveDecision(ctx.tx, requestId, { state, by: ctx.actor.accountId, at: ctx.now, reason });
  await audit.record(ctx, { act: `${decision}-seal-use`, subject: `seal-use-request/${requestId}` });
}
