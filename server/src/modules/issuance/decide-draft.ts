import { encodeUtf8 } from "@liangzheng/bytes";
import { type Draft, type DraftContent, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { LicenceType } from "../catalogue/index.ts";
import type { Organ } from "../parties/index.ts";
import { beginJointSealing } from "./begin-joint-sealing.ts";
import { approvalOf, completed, type Decision, type DraftKind, mayDecide, mayDecideAlone } from "./draft.ts";
import { draftFaults, requireIssuable } from "./draft-faults.ts";
import { type IssuanceDeps, issue } from "./issue.ts";
import { requireSealers } from "./sealers.ts";
import * as store from "./store.ts";

/** The caller's unit. Staff always belong to one. */
export async function organOf({ parties }: IssuanceDeps, ctx: Ctx<Account>): Promise<Organ> {
  const organ = (await parties.organs(ctx.tx, [ctx.actor.organId ?? ""])).get(ctx.actor.organId ?? "");
  if (organ === undefined) throw new ProblemError(problems.NotAllowed, "your account belongs to no unit");
  return organ;
}

/** A type that may be issued here and now by the caller's unit. @throws ProblemError `relayed-type`, `not-adopted`, … */
export async function issuableType(
  { catalogue }: IssuanceDeps,
  ctx: Ctx<Account>,
  typeKey: string,
): Promise<LicenceType> {
  const type = await catalogue.getCurrent(ctx.tx, typeKey);
  if (type.definition.origin === "relayed")
    throw new ProblemError(
      problems.RelayedType,
      "this type belongs to a higher system and is never issued here",
    );
  await catalogue.getAdoption(ctx.tx, typeKey, ctx.actor.organId ?? "");
  return type;
}

export interface NewDraft {
  readonly type: LicenceType;
  readonly kind: DraftKind;
  readonly content: DraftContent;
  readonly licenceKey: string | null;
  readonly reason: string | null;
}

export async function insertDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draft: NewDraft,
): Promise<store.DraftRow> {
  const row = newRow(deps, ctx, draft, null);
  await store.insertDrafts(ctx.tx, [row]);
  await deps.audit.record(ctx, { act: "create-draft", subject: `draft/${row.draftId}` });
  return row;
}

export function newRow(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draft: NewDraft,
  batch: { id: string; row: number } | null,
): store.DraftRow {
  const draftId = ctx.id();
  return {
    draftId,
    organId: ctx.actor.organId ?? "",
    typeKey: draft.type.typeKey,
    typeVersion: draft.type.version,
    kind: draft.kind,
    state: "open",
    content: sealContent(deps, draftId, draft.content),
    licenceKey: draft.licenceKey,
    batchId: batch?.id ?? null,
    batchRow: batch?.row ?? null,
    reason: draft.reason,
    returnReason: null,
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    decidedBy: null,
  };
}

const sealContent = ({ drafts }: IssuanceDeps, draftId: string, content: DraftContent): Uint8Array =>
  drafts.seal(encodeUtf8(JSON.stringify(content)), draftId);

/** A draft of the caller's unit, locked. @throws ProblemError `not-found`, `state-conflict`. */
export async function requireDraft(
  ctx: Ctx<Account>,
  draftId: string,
  decision: Decision | "read",
): Promise<store.DraftRow> {
  const row = await store.findDraftForUpdate(ctx.tx, draftId);
  if (row === undefined || row.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no draft of your unit has this id");
  if (decision !== "read" && !mayDecide(row.state, decision)) {
    throw new ProblemError(
      problems.StateConflict,
      `the draft is ${row.state}: it cannot be taken further this way`,
    );
  }
  if (decision !== "read" && row.batchId !== null) await requireDecidedAlone(ctx, row.batchId, decision);
  return row;
}

/** The lock keeps the batch from being approved, and worked off, while one of its drafts is decided by itself. */
async function requireDecidedAlone(ctx: Ctx<Account>, batchId: string, decision: Decision): Promise<void> {
  const batch = await store.findBatchLocked(ctx.tx, batchId, "together");
  if (batch === undefined || !mayDecideAlone(approvalOf(batch), decision))
    throw new ProblemError(problems.StateConflict, "the draft belongs to a batch and goes its way");
}

export async function saveDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  content: DraftContent,
): Promise<void> {
  await requireDraft(ctx, draftId, "save");
  await store.updateDraft(ctx.tx, draftId, { content: sealContent(deps, draftId, content), at: ctx.now });
}

/**
 * To the second person where the type says so; otherwise issued at once.
 * @returns the licence, or null while the second person has yet to approve. @throws ProblemError as `issue`.
 */
export async function submitDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
): Promise<string | null> {
  const row = await requireDraft(ctx, draftId, "submit");
  const type = await deps.catalogue.getVersion(ctx.tx, row.typeKey, row.typeVersion);
  if (!type.definition.secondPerson) return issueDraft(deps, ctx, row, type);
  const organ = await organOf(deps, ctx);
  if (type.definition.jointSealing !== undefined) await requireSealers(deps, ctx, draftId, { type, organ });
  const content = completed(type.definition, deps.use.openDraft(ctx, row), organ.name);
  requireIssuable(deps.writer, type, content, organ);
  await store.updateDraft(ctx.tx, draftId, { state: "submitted", returnReason: null, at: ctx.now });
  await deps.audit.record(ctx, { act: "submit-draft", subject: `draft/${draftId}` });
  return null;
}

/**
 * @returns the licence, or null where other bodies have yet to seal it.
 * @throws ProblemError `second-person-required`, and as `issue`.
 */
export async function approveDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
): Promise<string | null> {
  const row = await requireDraft(ctx, draftId, "approve");
  if (row.createdBy === ctx.actor.accountId)
    throw new ProblemError(problems.SecondPersonRequired, "who wrote a draft does not approve it");
  const type = await deps.catalogue.getVersion(ctx.tx, row.typeKey, row.typeVersion);
  const licenceKey = await issueDraft(deps, ctx, row, type);
  if (row.batchId !== null && row.batchRow !== null)
    await store.settleRow(ctx.tx, row.batchId, row.batchRow, "issued", []);
  return licenceKey;
}

/** @returns the licence, or null where other bodies have yet to seal it. */
export async function issueDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  row: store.DraftRow,
  type: LicenceType,
): Promise<string | null> {
  const organ = await organOf(deps, ctx);
  const { sealId } = await deps.catalogue.getAdoption(ctx.tx, row.typeKey, organ.organId);
  const press = await deps.sealing.takeSeal(ctx, sealId, `issue ${row.typeKey}`);
  const content = deps.use.openDraft(ctx, row);
  const { kind, licenceKey: former, createdBy: writtenBy } = row;
  const input = { type, kind, content, organ, licenceKey: former, writtenBy };
  const isJoint = type.definition.jointSealing !== undefined;
  const licenceKey = isJoint
    ? await beginJointSealing(deps, ctx, row.draftId, input, press)
    : await issue(deps, ctx, input, press);
  await store.updateDraft(ctx.tx, row.draftId, {
    state: licenceKey === null ? "sealing" : "issued",
    ...(licenceKey === null ? {} : { licenceKey }),
    decidedBy: ctx.actor.accountId,
    returnReason: null,
    at: ctx.now,
  });
  return licenceKey;
}

export async function returnDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  reason: string,
): Promise<void> {
  const { batchId, batchRow } = await requireDraft(ctx, draftId, "return");
  if (batchId !== null && batchRow !== null) {
    const returned = { field: "", rule: "returned", message: reason };
    await store.settleRow(ctx.tx, batchId, batchRow, "failed", [returned]);
  }
  await store.updateDraft(ctx.tx, draftId, {
    state: "open",
    returnReason: reason,
    leavesBatch: true,
    at: ctx.now,
  });
  await deps.audit.record(ctx, { act: "return-draft", subject: `draft/${draftId}` });
}

export async function discardDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  reason: string,
): Promise<void> {
  await requireDraft(ctx, draftId, "discard");
  await store.updateDraft(ctx.tx, draftId, {
    state: "discarded",
    returnReason: reason,
    decidedBy: ctx.actor.accountId,
    at: ctx.now,
  });
  await deps.audit.record(ctx, { act: "discard-draft", subject: `draft/${draftId}` });
}

/** A draft as its unit sees it, with everything that still stands against issuing it. */
export async function describeDraft(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): Promise<Draft> {
  const row = await requireDraft(ctx, draftId, "read");
  const type = await deps.catalogue.getVersion(ctx.tx, row.typeKey, row.typeVersion);
  const { definition } = type;
  const organ = await organOf(deps, ctx);
  const content = completed(definition, deps.use.openDraft(ctx, row), organ.name);
  const names = await namesOf([row.createdBy]);
  return {
    summary: summaryOf(row, definition.name, names, ctx.actor.accountId),
    content,
    faults: row.state === "issued" ? [] : [...draftFaults(deps.writer, type, content, organ)],
    needsSecondPerson: definition.secondPerson,
  };
}

export const summaryOf = (
  row: store.DraftRow,
  typeName: string,
  names: ReadonlyMap<string, string>,
  accountId: string,
): Draft["summary"] => ({
  draftId: row.draftId,
  typeKey: row.typeKey,
  typeName,
  kind: row.kind,
  state: row.state,
  createdBy: names.get(row.createdBy) ?? "",
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  returnReason: row.returnReason,
  licenceKey: row.licenceKey,
  mine: row.createdBy === accountId,
});
