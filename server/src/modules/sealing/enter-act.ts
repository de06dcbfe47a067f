import { problems, type SealAct, type SealState } from "@liangzheng/contract";
import type { RevocationReason } from "@liangzheng/pki";
import { parseCertificate } from "@liangzheng/pki";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import { type Ground, insertAct } from "./act-store.ts";
import { aboutKey, type SealingKeys } from "./authorities.ts";
import { openDie } from "./die.ts";
import { publishLists } from "./revocation-lists.ts";
import { insertRevocation } from "./revocation-store.ts";
import { handsOf, judgeAct, type Refusal, revocationOf, type SealActor } from "./seal-life.ts";
import * as store from "./store.ts";

export type ActDeps = SealingKeys & { readonly audit: Audit };

/** An act that is about to be entered: the seal, and where the act leads. */
export interface Move {
  readonly seal: store.SealRow;
  readonly act: SealAct;
  readonly to: SealState;
}

export const actorOf = ({ accountId, roles }: Account): SealActor => ({ accountId, hands: handsOf(roles) });

/**
 * A seal of the caller's unit, locked, and the act on it found lawful.
 * @throws ProblemError `not-found`, `state-conflict`, `second-person-required`, `not-allowed`.
 */
export async function requireMove(ctx: Ctx<Account>, sealId: string, act: SealAct): Promise<Move> {
  const seal = await store.findSealForUpdate(ctx.tx, sealId);
  if (seal === undefined || seal.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
  const judged = judgeAct(seal, act, actorOf(ctx.actor));
  if ("refused" in judged) throw refusal(judged.refused, seal.state, act);
  return { seal, act, to: judged.to };
}

function refusal(rule: Refusal, state: SealState, act: SealAct): ProblemError {
  switch (rule) {
    case "state":
      return new ProblemError(problems.StateConflict, `${act} does not fit a seal that is ${state}`);
    case "second-person":
      return new ProblemError(problems.SecondPersonRequired, "who applied for a seal does not decide on it");
    case "hand":
      return new ProblemError(problems.NotAllowed, `${act} is not for your role`);
  }
}

/** The state, the act, the revocation it brings, the audit entry and the event: all in the caller's transaction. */
export async function enterMove(
  deps: ActDeps,
  ctx: Ctx<Account>,
  { seal, act, to }: Move,
  ground: Ground,
  more: { readonly since?: Date | null; readonly revocation?: RevocationReason } = {},
): Promise<void> {
  const { sealId, organId, ownerId } = seal;
  const { since = null, revocation = revocationOf[act] } = more;
  if (since !== null && since > ctx.now)
    throw new ProblemError(problems.StateConflict, "a key cannot go astray in the future");
  // Made: the key was saved with the state.
  if (act !== "make") await store.setState(ctx.tx, sealId, to);
  if (to === "destroyed") await deps.keys.destroy(ctx.tx, aboutKey(sealId));
  await insertAct(ctx.tx, {
    ...ground,
    sealId,
    actId: ctx.id(),
    at: ctx.now,
    act,
    state: to,
    accountId: ctx.actor.accountId,
    since,
  });
  if (revocation !== undefined) await revoke(deps, ctx, seal, revocation, since);
  await deps.audit.record(ctx, {
    act: `${act}-seal`,
    subject: `seal/${sealId}`,
    ...(act === "revoke" && revocation !== undefined ? { outcome: revocation } : {}),
  });
  await ctx.emit({
    room: "sealing",
    kind: "seal-state-changed",
    key: sealId,
    payload: { act, state: to, organId, ...(ownerId === null ? {} : { ownerId }) },
  });
}

/** A certificate is revoked once: a lost seal that is destroyed stays revoked since it was lost. */
async function revoke(
  deps: ActDeps,
  ctx: Ctx<Account>,
  seal: store.SealRow,
  reason: RevocationReason,
  since: Date | null,
): Promise<void> {
  const die = openDie(deps.box, seal);
  if (die === null) return;
  const inserted = await insertRevocation(ctx.tx, {
    serial: parseCertificate(die.signerCertificate).serial,
    sealId: seal.sealId,
    at: ctx.now,
    invalidSince: since,
    reason,
    accountId: ctx.actor.accountId,
  });
  if (inserted) await publishLists(deps, ctx);
}
