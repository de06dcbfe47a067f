import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import { insertCopySeal, listCopySeals } from "./copy-seal-store.ts";
import type { Press, Presses } from "./press.ts";
import type { SettledSeal, WantedSeal } from "./settle-seal.ts";

/** A seal for annotated copies (加注件专用章). */
export interface WantedCopySeal {
  readonly organ: Organ;
  readonly ordinal: number;
  /** The document by which the body lets copies of its own licences be sealed in its name; null: the seal of any copy. */
  readonly authority: string | null;
}

interface Deps {
  readonly audit: Audit;
  readonly settle: (ctx: Ctx<Account>, wanted: WantedSeal) => Promise<SettledSeal>;
}

/**
 * Makes a body's seal for copies where it has none of this ordinal, and registers that copies get it without a hand on it.
 * Whoever registers it answers for its use, and stands in its log. Asked again it does nothing.
 */
export async function settleCopySeal(
  { audit, settle }: Deps,
  ctx: Ctx<Account>,
  { organ, ordinal, authority }: WantedCopySeal,
): Promise<SettledSeal & { readonly registered: boolean }> {
  const settled = await settle(ctx, { organ, ordinal, kind: "copy", users: [ctx.actor.accountId] });
  const { sealId } = settled;
  const registered = await insertCopySeal(ctx.tx, {
    sealId,
    issuerId: authority === null ? null : organ.organId,
    authority,
    at: ctx.now,
    registeredBy: ctx.actor.accountId,
  });
  if (registered) await audit.record(ctx, { act: "register-copy-seal", subject: `seal/${sealId}` });
  return { ...settled, registered };
}

/**
 * The seal that a copy of this body's licences gets: that of the body itself only where its authority is registered,
 * else the maker's. All that holds for a seal in a hand holds here, for the hand of who registered it.
 * @throws ProblemError `seal-not-usable`.
 */
export async function takeCopySeal(
  takeSeal: Presses["takeSeal"],
  ctx: Ctx<Account>,
  issuerId: string,
): Promise<{ readonly press: Press; readonly makerId: string }> {
  const [seal] = await listCopySeals(ctx.tx, issuerId, ctx.now);
  if (seal === undefined)
    throw new ProblemError(problems.SealNotUsable, "no seal for annotated copies is in use here");
  const actor: Account = { ...ctx.actor, accountId: seal.registeredBy, organId: seal.organId };
  return { press: await takeSeal({ ...ctx, actor }, seal.sealId, "annotated-copy"), makerId: seal.organId };
}
