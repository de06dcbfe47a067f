import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { organOf, requireDraft } from "./decide-draft.ts";
import type { IssuanceDeps } from "./issue.ts";
import { requireJoint, sealersOf } from "./sealers.ts";
import { saveSealers } from "./sealing-store.ts";

/** Names the bodies that the type leaves to the draft. @throws ProblemError `not-found`, `state-conflict`, `invalid-input`. */
export async function chooseSealers(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  chosen: Readonly<Record<string, string>>,
): Promise<void> {
  const row = await requireDraft(ctx, draftId, "save");
  const { definition } = await deps.catalogue.getVersion(ctx.tx, row.typeKey, row.typeVersion);
  const joint = requireJoint(definition.jointSealing);
  const sealers = await sealersOf(deps, ctx, { draftId, issuer: await organOf(deps, ctx), joint });
  const faults = Object.entries(chosen)
    .filter(
      ([id, code]) =>
        !sealers.some(
          ({ party, candidates }) => party.id === id && candidates.some((one) => one.code === code),
        ),
    )
    .map(([id]) => ({
      field: `/sealers/${id}`,
      rule: "candidate",
      message: "is none of those to choose from",
    }));
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  await saveSealers(ctx.tx, draftId, chosen, ctx.now);
}
