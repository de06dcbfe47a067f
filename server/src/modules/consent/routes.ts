import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { answerRequest, withdrawUse } from "./answer-request.ts";
import { askForUse } from "./ask-for-use.ts";
import { decideItem, proposeItem, withdrawItem } from "./decide-item.ts";
import { describeItems } from "./describe-items.ts";
import { describeForHolder, describeForUnit } from "./describe-requests.ts";
import { findRequest, listOfOrgan, listOfParty, type RequestRow } from "./request-store.ts";
import { type CodeDeps, takeCode } from "./take-code.ts";

type Of<Id extends keyof typeof operations> = Handler<(typeof operations)[Id]>;

export interface ConsentRoutes {
  readonly listUseItems: Of<"listUseItems">;
  readonly proposeUseItem: Of<"proposeUseItem">;
  readonly decideUseItem: Of<"decideUseItem">;
  readonly withdrawUseItem: Of<"withdrawUseItem">;
  readonly askForUse: Of<"askForUse">;
  readonly listUseRequests: Of<"listUseRequests">;
  readonly getUseRequest: Of<"getUseRequest">;
  readonly takeUseCode: Of<"takeUseCode">;
  readonly listMyUseRequests: Of<"listMyUseRequests">;
  readonly getMyUseRequest: Of<"getMyUseRequest">;
  readonly answerUseRequest: Of<"answerUseRequest">;
  readonly withdrawUse: Of<"withdrawUse">;
}

const pageSize = 20;

/** The key that the next page follows: null when this one was not full. */
const nextOf = (keys: readonly string[], limit: number): string | null =>
  keys.length === limit ? (keys.at(-1) ?? null) : null;
const keysOf = (rows: readonly RequestRow[]): string[] => rows.map(({ requestId }) => requestId);

export function consentRoutes(deps: CodeDeps): ConsentRoutes {
  const forHolder = async (ctx: Ctx<Account>, requestId: string) => {
    const row = await findRequest(ctx.tx, requestId);
    const [own] = row?.partyId === ctx.actor.partyId ? await describeForHolder(deps, ctx, [row]) : [];
    if (own === undefined) throw new ProblemError(problems.NotFound, "no request to you has this id");
    return own;
  };
  return {
    async listUseItems(ctx: Ctx<Account>, { query }) {
      const limit = query.limit ?? pageSize;
      const items = await describeItems(deps, ctx, query.after, limit);
      return {
        items: [...items],
        next: nextOf(
          items.map(({ itemId }) => itemId),
          limit,
        ),
      };
    },
    proposeUseItem: async (ctx, { body }) => ({ itemId: await proposeItem(deps, ctx, body) }),
    async decideUseItem(ctx, { params, body }) {
      await decideItem(deps, ctx, params.itemId, body);
      return {};
    },
    async withdrawUseItem(ctx, { params, body }) {
      await withdrawItem(deps, ctx, params.itemId, body.reason);
      return {};
    },
    askForUse: async (ctx, { body }) => ({ requestId: await askForUse(deps, ctx, body) }),
    async listUseRequests(ctx: Ctx<Account>, { query }) {
      const limit = query.limit ?? pageSize;
      const rows = await listOfOrgan(ctx.tx, ctx.actor.organId ?? "", query.after, limit);
      return { items: await describeForUnit(deps, ctx, rows), next: nextOf(keysOf(rows), limit) };
    },
    async getUseRequest(ctx: Ctx<Account>, { params }) {
      const row = await findRequest(ctx.tx, params.requestId);
      const [one] = row?.organId === ctx.actor.organId ? await describeForUnit(deps, ctx, [row]) : [];
      if (one === undefined) throw new ProblemError(problems.NotFound, "no request of your unit has this id");
      return one;
    },
    async takeUseCode(ctx, { params }) {
      const { code, expiresAt } = await takeCode(deps, ctx, params.requestId);
      return { code, expiresAt: expiresAt.toISOString() };
    },
    async listMyUseRequests(ctx: Ctx<Account>, { query }) {
      const { show, after, limit = pageSize } = query;
      const { tx, actor, now } = ctx;
      const rows = await listOfParty(tx, actor.partyId, { show, after, limit, now });
      return { items: await describeForHolder(deps, ctx, rows), next: nextOf(keysOf(rows), limit) };
    },
    getMyUseRequest: (ctx, { params }) => forHolder(ctx, params.requestId),
    async answerUseRequest(ctx, { params, body }) {
      await answerRequest(deps, ctx, params.requestId, body.agree);
      return forHolder(ctx, params.requestId);
    },
    async withdrawUse(ctx, { params }) {
      await withdrawUse(deps, ctx, params.requestId);
      return forHolder(ctx, params.requestId);
    },
  };
}
