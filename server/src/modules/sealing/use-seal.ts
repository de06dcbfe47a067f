import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import { requireRequest } from "./decide-seal-use.ts";
import type { Presses } from "./press.ts";
import { saveUsed } from "./request-store.ts";

/**
 * The one use that was granted. Asked again it answers what was sealed then, and seals nothing.
 * @returns SES_Signature, DER. @throws ProblemError `not-found`, `state-conflict`, `seal-not-usable`.
 */
export async function useSeal(
  { audit, presses }: { readonly audit: Audit; readonly presses: Presses },
  ctx: Ctx<Account>,
  requestId: string,
): Promise<Uint8Array> {
  const row = await requireRequest(ctx, requestId);
  if (row.askedBy !== ctx.actor.accountId)
    throw new ProblemError(problems.NotFound, "no request of yours has this id");
  if (row.signedValue !== null) return row.signedValue;
  if (row.state !== "granted")
    throw new ProblemError(problems.StateConflict, `the request is ${row.state}, not granted`);
  const subject = `seal-use-request/${requestId}`;
  const signedValue = await presses.sealDigest(ctx, row.sealId, subject, row.digest);
  await saveUsed(ctx.tx, requestId, signedValue, ctx.now);
  await audit.record(ctx, { act: "use-seal", subject });
  return signedValue;
}
