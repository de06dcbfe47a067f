import { type FlagKind, type LicenceStatus, problems, type StatusAct } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Licence } from "../licences/index.ts";
import { organOf } from "./decide-draft.ts";
import type { IssuanceDeps } from "./issue.ts";

/** A dated act by or through the issuing unit; often somebody else decided it. No new file is made. */
export async function recordAct(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  act: {
    act: StatusAct;
    decidingOrgan: string;
    documentNumber: string;
    basis: string;
    reason: string;
    effectiveOn: string;
  },
): Promise<LicenceStatus> {
  const licence = await requireOwn(deps, ctx, licenceKey);
  const { name } = await organOf(deps, ctx);
  const status = await deps.licences.recordStatusAct(ctx, licence, { ...act, executingOrgan: name });
  await deps.audit.record(ctx, { act: act.act, subject: `licence/${licenceKey}` });
  return status;
}

export async function recordFlag(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  flag: { kind: FlagKind; set: boolean; source: string; documentNumber: string },
): Promise<readonly FlagKind[]> {
  const licence = await requireOwn(deps, ctx, licenceKey);
  const flags = await deps.licences.setFlag(ctx, licence, flag);
  await deps.audit.record(ctx, {
    act: flag.set ? `set-${flag.kind}` : `release-${flag.kind}`,
    subject: `licence/${licenceKey}`,
  });
  return flags;
}

async function requireOwn(
  { licences }: IssuanceDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
): Promise<Licence> {
  const licence = await licences.findForUpdate(ctx.tx, licenceKey);
  if (licence === undefined || licence.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no licence of your unit has this key");
  return licence;
}
