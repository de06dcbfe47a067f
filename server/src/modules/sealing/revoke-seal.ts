import { problems } from "@liangzheng/contract";
import { parseCertificate, type RevocationReason } from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { SealingKeys } from "./authorities.ts";
import { publishLists } from "./revocation-lists.ts";
import * as revocations from "./revocation-store.ts";
import * as store from "./store.ts";

/**
 * Takes a seal of one's unit out of use for good and lists its certificate, in one transaction. What it sealed before
 * stays good, unless `since` says that the key was astray by then (RFC 5280 §5.3.2).
 * @throws ProblemError `not-found`; `state-conflict` when it is revoked already or `since` lies ahead.
 */
export async function revokeSeal(
  deps: SealingKeys & { readonly audit: Audit },
  ctx: Ctx<Account>,
  sealId: string,
  reason: RevocationReason,
  since: Date | null,
): Promise<void> {
  const row = await store.findSeal(ctx.tx, sealId);
  if (row === undefined || row.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
  if (since !== null && since > ctx.now)
    throw new ProblemError(problems.StateConflict, "a revocation cannot begin in the future");
  const inserted = await revocations.insertRevocation(ctx.tx, {
    serial: parseCertificate(row.signerCertificate).serial,
    sealId,
    at: ctx.now,
    invalidSince: since,
    reason,
    accountId: ctx.actor.accountId,
  });
  if (!inserted) throw new ProblemError(problems.StateConflict, "the seal is revoked already");
  await revocations.setRevoked(ctx.tx, sealId);
  await publishLists(deps, ctx);
  await deps.audit.record(ctx, { act: "revoke-seal", subject: `seal/${sealId}`, outcome: reason });
}
