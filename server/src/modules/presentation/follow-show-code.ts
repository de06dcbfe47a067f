import { problems, type ShowCodeState, type Verification } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Access } from "../access/index.ts";
import type { Parties } from "../parties/index.ts";
import type { Use } from "../use/index.ts";
import { verificationOf } from "./redeem.ts";
import { disclosureMinutes, lookAgainMinutes, minutesAfter } from "./show-code.ts";
import * as store from "./store.ts";
import * as verifications from "./verification-store.ts";

export interface FollowDeps {
  readonly access: Access;
  readonly parties: Parties;
  readonly use: Use;
}

/** What became of a code, for the holder who made it. @throws ProblemError `not-found`. */
export async function getShowCode(
  deps: FollowDeps,
  ctx: Ctx<Account>,
  showCodeId: string,
): Promise<ShowCodeState> {
  const code = await requireCode(ctx, showCodeId);
  const verification = await verificationOfCode(ctx, code);
  const expiresAt = code.expiresAt.toISOString();
  const nothing = { state: "none" as const, fields: [] };
  if (verification === undefined) {
    return {
      state: code.expiresAt > ctx.now ? "waiting" : "expired",
      expiresAt,
      verifier: null,
      disclosure: nothing,
    };
  }
  const { accountId, organId } = verification;
  const officer = await deps.access.officer(ctx.tx, accountId);
  const organ = organId === null ? undefined : (await deps.parties.organs(ctx.tx, [organId])).get(organId);
  const { waiting } = await deps.use.showable(ctx, code.licenceKey);
  return {
    state: "verified",
    expiresAt,
    verifier: {
      at: verification.at.toISOString(),
      unit: organ?.name ?? "",
      officer: officer.name,
      cardNumber: officer.cardNumber,
      purpose: purposeOf(deps, verification),
      outcome: verification.outcome,
    },
    disclosure: { state: verification.disclosure, fields: [...waiting] },
  };
}

/**
 * The holder's tap, on a card that names unit and officer: it is what defeats a code relayed to somebody far away.
 * What is released leaves a second receipt. @throws ProblemError `not-found`, `state-conflict` when decided or too late.
 */
export async function decideDisclosure(
  deps: FollowDeps,
  ctx: Ctx<Account>,
  showCodeId: string,
  grant: boolean,
): Promise<ShowCodeState> {
  const code = await requireCode(ctx, showCodeId);
  const verification = await verificationOfCode(ctx, code);
  if (verification === undefined || ctx.now > minutesAfter(verification.at, disclosureMinutes)) {
    throw new ProblemError(problems.StateConflict, "nobody is waiting for an answer to this code");
  }
  if (!(await verifications.decideDisclosure(ctx.tx, verification, grant ? "granted" : "refused", ctx.now))) {
    throw new ProblemError(problems.StateConflict, "this has been answered already");
  }
  if (grant) {
    const receiptId = ctx.id();
    const purpose = purposeOf(deps, verification);
    await deps.use.releaseToVerifier(ctx.tx, [
      {
        receiptId,
        licenceKey: code.licenceKey,
        verifier: { ...ctx.actor, accountId: verification.accountId, organId: verification.organId },
        circumstances: deps.use.sealCircumstances(receiptId, { purpose, place: null }),
        disclosed: true,
        at: ctx.now,
      },
    ]);
  }
  return getShowCode(deps, ctx, showCodeId);
}

/** The officer's own verification again; after a while it tells the verdict and no licence data. */
export async function getVerification(
  deps: FollowDeps,
  ctx: Ctx<Account>,
  verificationId: string,
): Promise<Verification> {
  const row = await verifications.findVerification(ctx.tx, ctx.actor.accountId, verificationId);
  if (row === undefined) throw new ProblemError(problems.NotFound, "no verification of yours has this id");
  const over = ctx.now > minutesAfter(row.at, lookAgainMinutes);
  if (row.outcome !== "answered" || row.licenceKey === null || over) return verificationOf(row, undefined);
  return verificationOf(
    row,
    await deps.use.lookAgain(ctx.tx, row.licenceKey, {
      disclosed: row.disclosure === "granted",
      at: row.at,
      version: row.version,
    }),
  );
}

async function requireCode(ctx: Ctx<Account>, showCodeId: string): Promise<store.ShowCodeRow> {
  const code = await store.findCodeOf(ctx.tx, showCodeId, ctx.actor.partyId);
  if (code === undefined) throw new ProblemError(problems.NotFound, "no code of yours has this id");
  return code;
}

const verificationOfCode = (
  ctx: Ctx<Account>,
  { verificationId, verifierAccount }: store.ShowCodeRow,
): Promise<verifications.VerificationRow | undefined> =>
  verificationId === null || verifierAccount === null
    ? Promise.resolve(undefined)
    : verifications.findVerification(ctx.tx, verifierAccount, verificationId);

/** What the officer chose it was for. */
export const purposeOf = (
  { use }: Pick<FollowDeps, "use">,
  { verificationId, circumstances }: verifications.VerificationRow,
): string =>
  circumstances === null ? "other" : use.openCircumstances(verificationId, circumstances).purpose;
