import { type operations, problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import type { Handler, OwnHandler } from "../../platform/http.ts";
import type { Catalogue } from "../catalogue/index.ts";
import { createShowCode } from "./create-show-code.ts";
import {
  decideDisclosure,
  type FollowDeps,
  getShowCode,
  getVerification,
  purposeOf,
} from "./follow-show-code.ts";
import type { Presentation } from "./index.ts";
import { listVerifications } from "./verification-store.ts";

export interface PresentationRoutes {
  readonly createShowCode: Handler<typeof operations.createShowCode>;
  readonly getShowCode: Handler<typeof operations.getShowCode>;
  readonly decideDisclosure: Handler<typeof operations.decideDisclosure>;
  readonly redeemShowCode: OwnHandler<typeof operations.redeemShowCode>;
  readonly getVerification: Handler<typeof operations.getVerification>;
  readonly listVerifications: Handler<typeof operations.listVerifications>;
}

type Deps = FollowDeps & {
  readonly presentation: Presentation;
  readonly gm: Gm;
  readonly catalogue: Catalogue;
};

const pageSize = 20;

export function presentationRoutes(deps: Deps): PresentationRoutes {
  const { presentation, gm, use, catalogue } = deps;
  return {
    createShowCode: (ctx, { params, body }) =>
      createShowCode({ gm, use }, ctx, params.licenceKey, body.forOrganId),
    getShowCode: (ctx, { params }) => getShowCode(deps, ctx, params.showCodeId),
    decideDisclosure: (ctx, { params, body }) => decideDisclosure(deps, ctx, params.showCodeId, body.grant),
    async redeemShowCode({ actor, now }, { body, idempotencyKey }) {
      if (actor.kind === "anonymous")
        throw new ProblemError(problems.SignInRequired, "sign in as an officer");
      return presentation.redeemCode({
        actor,
        code: body.code,
        purpose: body.purpose,
        place: body.place ?? null,
        idempotencyKey,
        now,
      });
    },
    getVerification: (ctx, { params }) => getVerification(deps, ctx, params.verificationId),
    async listVerifications(ctx, { query }) {
      const { actor, tx } = ctx as Parameters<typeof getVerification>[1];
      const limit = query.limit ?? pageSize;
      const rows = await listVerifications(tx, actor.accountId, query.after, limit);
      const names = new Map<string, string>();
      for (const { typeKey } of rows) {
        if (typeKey !== null && !names.has(typeKey))
          names.set(typeKey, (await catalogue.getCurrent(tx, typeKey)).definition.name);
      }
      return {
        items: rows.map((row) => ({
          verificationId: row.verificationId,
          at: row.at.toISOString(),
          typeName: names.get(row.typeKey ?? "") ?? "",
          outcome: row.outcome,
          answer: row.answer,
          purpose: purposeOf(deps, row) as "other",
        })),
        next: rows.length === limit ? (rows.at(-1)?.verificationId ?? null) : null,
      };
    },
  };
}
