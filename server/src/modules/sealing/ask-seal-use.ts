import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import { insertRequest } from "./request-store.ts";
import * as store from "./store.ts";

export interface WantedUse {
  /** What it is called; never what it says. */
  readonly document: string;
  /** SM3 of it, in hexadecimal. */
  readonly digest: string;
  readonly reason: string;
}

/**
 * Asks for one use outside issuance. Whether the seal can be used is asked now and again when it is.
 * @throws ProblemError `not-found`, `seal-not-usable`.
 */
export async function askSealUse(
  { audit }: { readonly audit: Audit },
  ctx: Ctx<Account>,
  sealId: string,
  { document, digest, reason }: WantedUse,
): Promise<string> {
  const seal = await store.findUsable(ctx.tx, sealId, ctx.actor.accountId);
  if (seal === undefined || seal.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
  if (seal.ownerKind !== "department")
    throw new ProblemError(problems.SealNotUsable, "a unit does not use the seal of somebody else");
  if (seal.state !== "active") throw new ProblemError(problems.SealNotUsable, `the seal is ${seal.state}`);
  if (!seal.allowed)
    throw new ProblemError(problems.SealNotUsable, "the seal keeper has not allowed you to use this seal");
  const requestId = ctx.id();
  await insertRequest(ctx.tx, {
    requestId,
    sealId,
    askedBy: ctx.actor.accountId,
    askedAt: ctx.now,
    document,
    digest: Buffer.from(digest, "hex"),
    reason,
  });
  await audit.record(ctx, { act: "ask-seal-use", subject: `seal-use-request/${requestId}` });
  return requestId;
}
