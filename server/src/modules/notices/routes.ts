import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Notices } from "./index.ts";

export interface NoticesRoutes {
  readonly listNotices: Handler<typeof operations.listNotices>;
  readonly readNotice: Handler<typeof operations.readNotice>;
}

const pageSize = 20;

export const noticesRoutes = (notices: Notices): NoticesRoutes => ({
  async listNotices(ctx: Ctx<Account>, { query }) {
    const limit = query.limit ?? pageSize;
    const items = await notices.list(ctx.tx, ctx.actor.partyId, query.after, limit);
    const unread = await notices.countUnread(ctx.tx, ctx.actor.partyId);
    return {
      items: [...items],
      unread,
      next: items.length === limit ? (items.at(-1)?.noticeId ?? null) : null,
    };
  },
  async readNotice(ctx: Ctx<Account>, { params }) {
    if (!(await notices.markRead(ctx.tx, ctx.actor.partyId, params.noticeId, ctx.now))) {
      throw new ProblemError(problems.NotFound, "no message of yours has this id");
    }
    return {};
  },
});
