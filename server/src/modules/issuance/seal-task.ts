import { equalBytes } from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { LicenceType } from "../catalogue/index.ts";
import { tellOfTask } from "./begin-joint-sealing.ts";
import { requireDraft } from "./decide-draft.ts";
import { deliver, type IssuanceDeps } from "./issue.ts";
import { afterSeal, dueFrom } from "./joint-sealing.ts";
import { requireNoneLive } from "./licence-place.ts";
import { requireJoint } from "./sealers.ts";
import * as sealings from "./sealing-store.ts";
import * as store from "./store.ts";
import { keepUnfinished, openUnfinished, type Unfinished } from "./unfinished-file.ts";

interface Held {
  readonly draft: store.DraftRow;
  readonly type: LicenceType;
  readonly attempt: sealings.AttemptRow;
  readonly tasks: readonly sealings.TaskRow[];
  readonly task: sealings.TaskRow;
}

/** A task of the caller's body. @throws ProblemError `not-found`. */
export async function requireTask(ctx: Ctx<Account>, taskId: string): Promise<sealings.TaskRow> {
  const task = await sealings.findTask(ctx.tx, taskId);
  // What has not come to a body's turn is not yet its business.
  if (task === undefined || task.organId !== ctx.actor.organId || task.state === "waiting")
    throw new ProblemError(problems.NotFound, "no sealing task of your unit has this id");
  return task;
}

/**
 * The draft's row is the lock of everything about its sealing: of two bodies that seal at the same moment the second
 * finds the first one's seal on the file.
 */
async function holdOpenTask(deps: IssuanceDeps, ctx: Ctx<Account>, taskId: string): Promise<Held> {
  const { draftId } = await requireTask(ctx, taskId);
  const draft = await store.findDraftForUpdate(ctx.tx, draftId);
  const tasks = await sealings.listTasks(ctx.tx, draftId);
  const task = tasks.find((one) => one.taskId === taskId);
  const attempt = task && (await sealings.findAttempt(ctx.tx, draftId, task.sealingId));
  if (draft === undefined || attempt === undefined || task === undefined)
    throw new Error(`task ${taskId} has lost its draft`);
  if (task.state !== "open" || attempt.state !== "under-way")
    throw new ProblemError(problems.StateConflict, `the task is ${task.state}`);
  const type = await deps.catalogue.getVersion(ctx.tx, draft.typeKey, draft.typeVersion);
  return { draft, type, attempt, task, tasks: tasks.filter((one) => one.sealingId === task.sealingId) };
}

/**
 * Sets the body's seal behind those that are there, which stay valid. The last one delivers the licence.
 * @throws ProblemError `not-found`, `state-conflict`, `seal-not-usable`, `duplicate-licence`.
 */
export async function sealTask(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  taskId: string,
  sealId: string,
): Promise<void> {
  const held = await holdOpenTask(deps, ctx, taskId);
  const { draft, type, attempt, tasks, task } = held;
  if (!(await deps.sealing.namesOf(ctx.tx, task.organId)).has(sealId))
    throw new ProblemError(problems.SealNotUsable, "no seal of your unit has this id");
  const press = await deps.sealing.takeSeal(ctx, sealId, `issue ${draft.typeKey}`);
  const before = await openUnfinished(deps, ctx, attempt, task.organId);
  if (before === undefined) throw new Error(`attempt ${attempt.sealingId} has lost its file`);
  const made = await deps.writer.sealFurther(
    { type, file: before.file, place: task.position + 1 },
    press,
    ctx.now,
  );
  await press.log(`licence/${attempt.licenceKey}/${attempt.version}`, made.signed);
  await sealings.decideTask(ctx.tx, task, {
    state: "sealed",
    by: ctx.actor.accountId,
    at: ctx.now,
    sealName: press.name,
    reason: null,
  });
  await deps.audit.record(ctx, { act: "seal-jointly", subject: `sealing-task/${taskId}` });
  const after = { ...before, file: made.file };
  const { opens, isLast } = afterSeal(tasks, task.position);
  if (isLast) return deliverSealed(deps, ctx, held, after);
  await sealings.saveParts(ctx.tx, attempt, await keepUnfinished(deps, ctx, attempt, after));
  if (opens === null) return;
  const dueAt = dueFrom(ctx.now, requireJoint(type.definition.jointSealing));
  const opened = await sealings.openTask(ctx.tx, attempt, opens, dueAt);
  await tellOfTask(ctx, { draftId: draft.draftId, taskId: opened }, "opened");
}

async function deliverSealed(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  { draft, type, attempt }: Held,
  { record, photo, file }: Unfinished,
): Promise<void> {
  const { licenceKey, version, replaces, holderIds } = attempt;
  if (!equalBytes(deps.gm.sm3(record), attempt.digest))
    throw new Error(`the record of attempt ${attempt.sealingId} has changed`);
  const organ = (await deps.parties.organs(ctx.tx, [draft.organId])).get(draft.organId);
  if (organ === undefined) throw new Error(`draft ${draft.draftId} is of no unit`);
  // Another desk may have issued one to the holder while the seals were collected.
  if (draft.kind === "first") await requireNoneLive(deps, ctx, type, holderIds);
  await deliver(
    deps,
    ctx,
    { type, kind: draft.kind, organ, licenceKey: draft.licenceKey, writtenBy: draft.createdBy },
    { place: { licenceKey, version, replaces }, holderIds, encoded: record, photo, file },
  );
  await sealings.endAttempt(ctx.tx, attempt, "delivered", ctx.now);
  await store.updateDraft(ctx.tx, draft.draftId, {
    state: "issued",
    licenceKey,
    returnReason: null,
    at: ctx.now,
  });
}

/** Ends the attempt: the draft is its issuer's again, with the reason. @throws ProblemError `not-found`, `state-conflict`. */
export async function refuseTask(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  taskId: string,
  reason: string,
): Promise<void> {
  const { draft, attempt, task, tasks } = await holdOpenTask(deps, ctx, taskId);
  const others = tasks.filter((one) => one !== task && (one.state === "open" || one.state === "sealed"));
  const { accountId } = ctx.actor;
  await sealings.decideTask(ctx.tx, task, {
    state: "refused",
    by: accountId,
    at: ctx.now,
    sealName: null,
    reason,
  });
  await sealings.endAttempt(ctx.tx, attempt, "refused", ctx.now);
  const organ = (await deps.parties.organs(ctx.tx, [task.organId])).get(task.organId);
  await giveBack(ctx, draft.draftId, `${organ?.name ?? ""}：${reason}`);
  await deps.audit.record(ctx, { act: "refuse-joint-sealing", subject: `sealing-task/${taskId}` });
  await tellOfTask(ctx, task, "refused");
  for (const other of others) await tellOfTask(ctx, other, "ended");
}

/** Takes the draft back from those who have yet to seal it. @throws ProblemError `not-found`, `state-conflict`. */
export async function withdrawSealing(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  reason: string,
): Promise<void> {
  await requireDraft(ctx, draftId, "withdraw");
  const attempt = (await sealings.listAttempts(ctx.tx, draftId)).find(({ state }) => state === "under-way");
  if (attempt === undefined) throw new Error(`draft ${draftId} is sealed by nobody`);
  const asked = (await sealings.listTasks(ctx.tx, draftId)).filter(
    ({ sealingId, state }) => sealingId === attempt.sealingId && (state === "open" || state === "sealed"),
  );
  await sealings.endAttempt(ctx.tx, attempt, "withdrawn", ctx.now);
  await giveBack(ctx, draftId, reason);
  await deps.audit.record(ctx, { act: "withdraw-joint-sealing", subject: `draft/${draftId}` });
  for (const task of asked) await tellOfTask(ctx, task, "withdrawn");
}

const giveBack = (ctx: Ctx<Account>, draftId: string, reason: string): Promise<void> =>
  store.updateDraft(ctx.tx, draftId, { state: "open", returnReason: reason, at: ctx.now });
