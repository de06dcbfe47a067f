import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Press } from "../sealing/index.ts";
import { type IssuanceDeps, type Issue, sealFirst } from "./issue.ts";
import { dueFrom, opensFirst } from "./joint-sealing.ts";
import { requireJoint, requireSealers } from "./sealers.ts";
import * as store from "./sealing-store.ts";
import { keepUnfinished } from "./unfinished-file.ts";

/**
 * Fixes what the licence will say, sets the issuer's seal, and asks the other bodies for theirs.
 * @returns null: no licence exists yet.
 * @throws ProblemError as `issue`, and `invalid-input` where a party is nobody.
 */
export async function beginJointSealing(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  draftId: string,
  input: Issue,
  press: Press,
): Promise<null> {
  const joint = requireJoint(input.type.definition.jointSealing);
  const organs = await requireSealers(deps, ctx, draftId, input);
  const { place, holderIds, encoded, photo, file } = await sealFirst(deps, ctx, input, press);
  const sealingId = ctx.id();
  const attempt = {
    draftId,
    sealingId,
    licenceKey: place.licenceKey,
    version: place.version,
    replaces: place.replaces,
    holderIds,
    digest: deps.gm.sm3(encoded),
    sealName: press.name,
    startedAt: ctx.now,
  };
  const parts = await keepUnfinished(deps, ctx, attempt, { record: encoded, photo, file });
  await store.insertAttempt(ctx.tx, { ...attempt, ...parts });
  const tasks = joint.parties.map((party, position) => ({
    draftId,
    sealingId,
    taskId: ctx.id(),
    position,
    partyId: party.id,
    organId: organs[position] ?? "",
    ...(opensFirst(joint.order, position)
      ? { state: "open" as const, dueAt: dueFrom(ctx.now, joint) }
      : { state: "waiting" as const, dueAt: null }),
  }));
  await store.insertTasks(ctx.tx, tasks);
  await deps.audit.record(ctx, { act: "begin-joint-sealing", subject: `draft/${draftId}` });
  for (const { taskId, state } of tasks)
    if (state === "open") await tellOfTask(ctx, { draftId, taskId }, "opened");
  return null;
}

export type TaskChange = "opened" | "refused" | "overdue" | "withdrawn" | "ended";

/** Those who are told follow this event; it names the draft and the task, and nobody. */
export const tellOfTask = (
  ctx: Pick<Ctx<Account>, "emit">,
  { draftId, taskId }: { readonly draftId: string; readonly taskId: string },
  change: TaskChange,
): Promise<void> =>
  ctx.emit({ room: "issuance", kind: "joint-sealing-changed", key: draftId, payload: { taskId, change } });
