import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { chooseSealers } from "./choose-sealers.ts";
import { describeDraftSealing, describeTask, summariesOf } from "./describe-sealing.ts";
import type { IssuanceDeps } from "./issue.ts";
import { refuseTask, requireTask, sealTask, withdrawSealing } from "./seal-task.ts";
import * as store from "./sealing-store.ts";
import { openUnfinished } from "./unfinished-file.ts";

export interface SealingTaskRoutes {
  readonly listSealingTasks: Handler<typeof operations.listSealingTasks>;
  readonly getSealingTask: Handler<typeof operations.getSealingTask>;
  readonly getSealingTaskPage: Handler<typeof operations.getSealingTaskPage>;
  readonly sealTask: Handler<typeof operations.sealTask>;
  readonly refuseSealingTask: Handler<typeof operations.refuseSealingTask>;
  readonly getDraftSealing: Handler<typeof operations.getDraftSealing>;
  readonly chooseSealers: Handler<typeof operations.chooseSealers>;
  readonly withdrawSealing: Handler<typeof operations.withdrawSealing>;
}

const pageSize = 20;

export const sealingTaskRoutes = (
  deps: IssuanceDeps,
  /** Turns a file into the SVG of its first page. */
  draw: (file: Uint8Array) => string,
): SealingTaskRoutes => ({
  async listSealingTasks(ctx: Ctx<Account>, { query }) {
    const limit = query.limit ?? pageSize;
    const tasks = await store.listTasksOfOrgan(ctx.tx, {
      organId: ctx.actor.organId ?? "",
      show: query.show ?? "open",
      now: ctx.now,
      after: query.after,
      limit,
    });
    return {
      items: [...(await summariesOf(deps, ctx, tasks))],
      next: tasks.length === limit ? (tasks.at(-1)?.taskId ?? null) : null,
    };
  },
  getSealingTask: (ctx, { params }) => describeTask(deps, ctx, params.taskId),
  async getSealingTaskPage(ctx: Ctx<Account>, { params }) {
    const task = await requireTask(ctx, params.taskId);
    const attempt = await store.findAttempt(ctx.tx, task.draftId, task.sealingId);
    const parts = attempt && (await openUnfinished(deps, ctx, attempt, task.organId));
    if (parts === undefined)
      throw new ProblemError(problems.StateConflict, "the sealing is over: there is nothing to look at");
    await deps.audit.record(ctx, { act: "look-at-sealing-task", subject: `sealing-task/${task.taskId}` });
    return draw(parts.file);
  },
  async sealTask(ctx, { params, body }) {
    await sealTask(deps, ctx, params.taskId, body.sealId);
    return describeTask(deps, ctx, params.taskId);
  },
  async refuseSealingTask(ctx, { params, body }) {
    await refuseTask(deps, ctx, params.taskId, body.reason);
    return describeTask(deps, ctx, params.taskId);
  },
  getDraftSealing: (ctx, { params }) => describeDraftSealing(deps, ctx, params.draftId),
  async chooseSealers(ctx, { params, body }) {
    await chooseSealers(deps, ctx, params.draftId, body.sealers);
    return describeDraftSealing(deps, ctx, params.draftId);
  },
  async withdrawSealing(ctx, { params, body }) {
    await withdrawSealing(deps, ctx, params.draftId, body.reason);
    return describeDraftSealing(deps, ctx, params.draftId);
  },
});
