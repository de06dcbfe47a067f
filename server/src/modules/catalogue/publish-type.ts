import { problems, type TypeDefinition } from "@liangzheng/contract";
import type { FontMetrics } from "@liangzheng/ofd";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Audit } from "../audit/index.ts";
import type { Parties } from "../parties/index.ts";
import { definitionFaults } from "./licence-type.ts";
import * as store from "./store.ts";

export interface ChainDeps {
  readonly parties: Parties;
  readonly audit: Audit;
  /** The fonts that pages are set in. */
  readonly metrics: FontMetrics;
}

/**
 * Hard rule 12: national types are read-only here; a province's competent department writes and proposes, its manager
 * publishes. Cities and counties adopt.
 */
export async function saveTypeDraft(
  { parties, audit, metrics }: ChainDeps,
  ctx: Ctx<Account>,
  typeKey: string,
  definition: TypeDefinition,
): Promise<void> {
  const organ = (await parties.organs(ctx.tx, [ctx.actor.organId ?? ""])).get(ctx.actor.organId ?? "");
  if (organ?.level !== "province")
    throw new ProblemError(problems.NotAllowed, "types are written at province level");
  const published = await store.findCurrent(ctx.tx, typeKey);
  if (definition.level === "national" || published?.definition.level === "national") {
    throw new ProblemError(
      problems.StateConflict,
      "a national type is read-only here: it changes where it was defined",
    );
  }
  requireNoFaults(definition, published?.definition, metrics);
  const unfinished = await store.findUnfinished(ctx.tx, typeKey);
  if (unfinished?.state === "proposed") {
    throw new ProblemError(
      problems.StateConflict,
      "the version is proposed: publish it, then begin the next",
    );
  }
  await claimCode(ctx, typeKey, definition, published !== undefined);
  await store.saveVersion(ctx.tx, {
    typeKey,
    version: unfinished?.version ?? (published?.version ?? 0) + 1,
    state: "draft",
    definition,
    savedBy: ctx.actor.accountId,
    proposedBy: null,
    publishedBy: null,
    publishedAt: null,
  });
  await audit.record(ctx, { act: "save-type-draft", subject: `licence-type/${typeKey}` });
}

export async function proposeType({ audit }: ChainDeps, ctx: Ctx<Account>, typeKey: string): Promise<void> {
  const draft = await requireUnfinished(ctx, typeKey, "draft");
  await store.saveVersion(ctx.tx, { ...draft, state: "proposed", proposedBy: ctx.actor.accountId });
  await audit.record(ctx, { act: "propose-type", subject: `licence-type/${typeKey}` });
}

export async function publishType(
  { audit, metrics }: ChainDeps,
  ctx: Ctx<Account>,
  typeKey: string,
): Promise<void> {
  const proposed = await requireUnfinished(ctx, typeKey, "proposed");
  if (proposed.proposedBy === ctx.actor.accountId || proposed.savedBy === ctx.actor.accountId) {
    throw new ProblemError(problems.SecondPersonRequired, "who wrote or proposed a type does not publish it");
  }
  const published = await store.findCurrent(ctx.tx, typeKey);
  requireNoFaults(proposed.definition, published?.definition, metrics);
  await store.saveVersion(ctx.tx, {
    ...proposed,
    state: "published",
    publishedBy: ctx.actor.accountId,
    publishedAt: ctx.now,
  });
  await audit.record(ctx, { act: "publish-type", subject: `licence-type/${typeKey}/${proposed.version}` });
}

/** Takes over a type that a higher level has published: the national list, or the seeds of a demonstration. */
export async function importType(
  { metrics }: Pick<ChainDeps, "metrics">,
  ctx: Ctx<Account>,
  typeKey: string,
  definition: TypeDefinition,
): Promise<void> {
  requireNoFaults(definition, undefined, metrics);
  await claimCode(ctx, typeKey, definition, false);
  const { accountId } = ctx.actor;
  await store.saveVersion(ctx.tx, {
    typeKey,
    version: 1,
    state: "published",
    definition,
    savedBy: accountId,
    proposedBy: accountId,
    publishedBy: accountId,
    publishedAt: ctx.now,
  });
}

async function claimCode(
  ctx: Ctx<Account>,
  typeKey: string,
  definition: TypeDefinition,
  published: boolean,
): Promise<void> {
  if (published) return;
  if (await store.insertType(ctx.tx, typeKey, definition, ctx.now)) return;
  const known = await store.findType(ctx.tx, typeKey);
  if (known === undefined)
    throw new ProblemError(problems.StateConflict, "another type has this code already");
  await store.updateUnpublishedType(ctx.tx, typeKey, definition);
}

async function requireUnfinished(
  ctx: Ctx<Account>,
  typeKey: string,
  state: store.VersionState,
): Promise<store.VersionRow> {
  const unfinished = await store.findUnfinished(ctx.tx, typeKey);
  if (unfinished === undefined) {
    if ((await store.findType(ctx.tx, typeKey)) === undefined)
      throw new ProblemError(problems.NotFound, "no such type");
    throw new ProblemError(problems.StateConflict, "no version of this type is unfinished");
  }
  if (unfinished.state !== state)
    throw new ProblemError(problems.StateConflict, `the version is ${unfinished.state}, not ${state}`);
  return unfinished;
}

function requireNoFaults(
  definition: TypeDefinition,
  published: TypeDefinition | undefined,
  metrics: FontMetrics,
): void {
  const faults = definitionFaults(definition, published, metrics);
  if (faults.length > 0) {
    const at = faults.map(({ field, ...fault }) => ({ ...fault, field: `/definition${field}` }));
    throw new ProblemError(problems.InvalidInput, "the definition breaks rules", { faults: at });
  }
}
