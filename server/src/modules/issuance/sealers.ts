import { type JointSealing, problems } from "@liangzheng/contract";
import { type FieldFault, ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Organ } from "../parties/index.ts";
import type { IssuanceDeps, Issue } from "./issue.ts";
import { isInLine } from "./joint-sealing.ts";
import * as store from "./sealing-store.ts";

type Party = JointSealing["parties"][number];

/** A party of a draft: the body it is, where that is settled, and those it may be. */
export interface Sealer {
  readonly party: Party;
  readonly organ: Organ | null;
  /** Empty where nothing is to be chosen. */
  readonly candidates: readonly Organ[];
}

/** More are not offered; a deployment with more bodies of a level in one line of divisions is not known. */
const mostCandidates = 200;

/** Who seals a draft of this issuer, by what its type says and its writer has chosen. */
export async function sealersOf(
  { parties }: Pick<IssuanceDeps, "parties">,
  ctx: Ctx<Account>,
  {
    draftId,
    issuer,
    joint,
  }: { readonly draftId: string; readonly issuer: Organ; readonly joint: JointSealing },
): Promise<readonly Sealer[]> {
  const chosen = await store.findSealers(ctx.tx, draftId);
  const sealers: Sealer[] = [];
  for (const party of joint.parties) {
    const { organ } = party;
    if (organ.by === "code") {
      const known = await parties.organsByCode(ctx.tx, [organ.code]);
      sealers.push({ party, organ: known.get(organ.code) ?? null, candidates: [] });
      continue;
    }
    const all =
      organ.by === "level"
        ? (await parties.organsOfLevel(ctx.tx, organ.level)).filter(({ division }) =>
            isInLine(division, issuer.division),
          )
        : await parties.listOrgans(ctx.tx, "", mostCandidates);
    const candidates = all.filter(({ organId }) => organId !== issuer.organId).slice(0, mostCandidates);
    const named = candidates.find(({ code }) => code === chosen[party.id]);
    // Where a level has a single body there is nothing to choose.
    const only = organ.by === "level" && candidates.length === 1;
    sealers.push({
      party,
      organ: only ? (candidates[0] ?? null) : (named ?? null),
      candidates: only ? [] : candidates,
    });
  }
  return sealers;
}

/** What stands against sealing jointly: a party that is nobody, that is the issuer, that comes twice, or has no seal. */
async function sealerFaults(
  { sealing }: Pick<IssuanceDeps, "sealing">,
  ctx: Ctx<Account>,
  issuer: Organ,
  sealers: readonly Sealer[],
): Promise<readonly FieldFault[]> {
  const faults: FieldFault[] = [];
  const seen = new Set([issuer.organId]);
  for (const { party, organ } of sealers) {
    const fault = (rule: string, message: string): void =>
      void faults.push({ field: `/sealers/${party.id}`, rule, message });
    if (organ === null) fault("required", "no body is named for this party");
    else if (seen.has(organ.organId)) fault("unique", "a body seals a licence once");
    else if ((await sealing.namesOf(ctx.tx, organ.organId)).size === 0)
      fault("seal", "the body has no seal here");
    if (organ !== null) seen.add(organ.organId);
  }
  return faults;
}

/** @throws ProblemError `state-conflict` for a type that one body seals alone. */
export function requireJoint(joint: JointSealing | undefined): JointSealing {
  if (joint === undefined) throw new ProblemError(problems.StateConflict, "one body alone seals this type");
  return joint;
}

/** @returns the bodies by position. @throws ProblemError `invalid-input` with every party that is nobody. */
export async function requireSealers(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  { type, organ }: Pick<Issue, "type" | "organ">,
): Promise<readonly string[]> {
  const joint = requireJoint(type.definition.jointSealing);
  const sealers = await sealersOf(deps, ctx, { draftId, issuer: organ, joint });
  const faults = await sealerFaults(deps, ctx, organ, sealers);
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  return sealers.map((sealer) => sealer.organ?.organId ?? "");
}
