import type { DraftSealing, JointSealing, SealingTask, SealingTaskSummary } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Organ } from "../parties/index.ts";
import { organOf, requireDraft } from "./decide-draft.ts";
import type { IssuanceDeps } from "./issue.ts";
import { taskStateAt } from "./joint-sealing.ts";
import { requireTask } from "./seal-task.ts";
import { requireJoint, sealersOf } from "./sealers.ts";
import * as store from "./sealing-store.ts";

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Sealing tasks as a list shows them. Nothing of the licence's holder stands in it. */
export async function summariesOf(
  { catalogue, parties }: IssuanceDeps,
  ctx: Ctx<Account>,
  tasks: readonly store.TaskRow[],
): Promise<readonly SealingTaskSummary[]> {
  const drafts = await store.listOverviews(
    ctx.tx,
    tasks.map(({ draftId }) => draftId),
  );
  const organs = await parties.organs(
    ctx.tx,
    [...drafts.values()].map(({ organId }) => organId),
  );
  const summaries: SealingTaskSummary[] = [];
  for (const task of tasks) {
    const draft = drafts.get(task.draftId);
    const attempt = await store.findAttempt(ctx.tx, task.draftId, task.sealingId);
    if (draft === undefined || attempt === undefined)
      throw new Error(`task ${task.taskId} has lost its draft`);
    const { definition } = await catalogue.getVersion(ctx.tx, draft.typeKey, draft.typeVersion);
    const party = partyOf(requireJoint(definition.jointSealing), task);
    summaries.push({
      taskId: task.taskId,
      typeKey: draft.typeKey,
      typeName: definition.name,
      typeNameEn: definition.nameEn,
      issuerName: organs.get(draft.organId)?.name ?? "",
      ...party,
      state: taskStateAt(task, ctx.now),
      startedAt: attempt.startedAt.toISOString(),
      dueAt: textOf(task.dueAt),
    });
  }
  return summaries;
}

/** One task as the body sees it that has to seal. @throws ProblemError `not-found`. */
export async function describeTask(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  taskId: string,
): Promise<SealingTask> {
  const task = await requireTask(ctx, taskId);
  const [summary] = await summariesOf(deps, ctx, [task]);
  const attempt = await store.findAttempt(ctx.tx, task.draftId, task.sealingId);
  const draft = (await store.listOverviews(ctx.tx, [task.draftId])).get(task.draftId);
  if (summary === undefined || attempt === undefined || draft === undefined)
    throw new Error(`task ${taskId} has lost its draft`);
  const { definition } = await deps.catalogue.getVersion(ctx.tx, draft.typeKey, draft.typeVersion);
  const joint = requireJoint(definition.jointSealing);
  const tasks = (await store.listTasks(ctx.tx, task.draftId)).filter(
    ({ sealingId }) => sealingId === task.sealingId,
  );
  const organs = await deps.parties.organs(
    ctx.tx,
    tasks.map(({ organId }) => organId),
  );
  const mayDecide = task.state === "open" && attempt.state === "under-way";
  return {
    summary,
    order: joint.order,
    issuer: {
      organName: summary.issuerName,
      sealedAt: attempt.startedAt.toISOString(),
      sealName: attempt.sealName,
    },
    parties: tasks.map((one) => progressOf(joint, one, organs, ctx.now)),
    seals: mayDecide ? (await deps.sealing.usableBy(ctx)).map(({ sealId, name }) => ({ sealId, name })) : [],
    mayDecide,
    hasPage: attempt.state === "under-way",
  };
}

/** A draft's joint sealing as its unit sees it. @throws ProblemError `not-found`, `state-conflict`. */
export async function describeDraftSealing(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
): Promise<DraftSealing> {
  const draft = await requireDraft(ctx, draftId, "read");
  const { definition } = await deps.catalogue.getVersion(ctx.tx, draft.typeKey, draft.typeVersion);
  const joint = requireJoint(definition.jointSealing);
  const issuer = await organOf(deps, ctx);
  const sealers = await sealersOf(deps, ctx, { draftId, issuer, joint });
  const attempts = await store.listAttempts(ctx.tx, draftId);
  const tasks = await store.listTasks(ctx.tx, draftId);
  const organs = await deps.parties.organs(
    ctx.tx,
    tasks.map(({ organId }) => organId),
  );
  return {
    order: joint.order,
    deadlineDays: joint.deadlineDays,
    parties: sealers.map(({ party, organ, candidates }) => ({
      id: party.id,
      role: party.role,
      roleEn: party.roleEn,
      by: party.organ.by,
      organ: organ && choiceOf(organ),
      candidates: candidates.map(choiceOf),
    })),
    attempts: attempts.map(({ sealingId, state, startedAt, endedAt }) => ({
      state,
      startedAt: startedAt.toISOString(),
      endedAt: textOf(endedAt),
      parties: tasks
        .filter((one) => one.sealingId === sealingId)
        .map((one) => progressOf(joint, one, organs, ctx.now)),
    })),
    mayChoose: draft.state === "open" && ctx.actor.roles.includes("clerk"),
    mayWithdraw: draft.state === "sealing",
  };
}

const choiceOf = ({ code, name }: Organ): { code: string; name: string } => ({ code, name });

function partyOf(
  joint: JointSealing,
  { position }: Pick<store.TaskRow, "position">,
): { readonly role: string; readonly roleEn: string } {
  const { role = "", roleEn = "" } = joint.parties[position] ?? {};
  return { role, roleEn };
}

const progressOf = (
  joint: JointSealing,
  task: store.TaskRow,
  organs: ReadonlyMap<string, Organ>,
  now: Date,
): SealingTask["parties"][number] => ({
  ...partyOf(joint, task),
  organName: organs.get(task.organId)?.name ?? "",
  state: taskStateAt(task, now),
  dueAt: textOf(task.dueAt),
  decidedAt: textOf(task.decidedAt),
  sealName: task.sealName,
  reason: task.reason,
});
