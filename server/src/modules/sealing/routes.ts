import { type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import { type DescribingDeps, describeSeal, summariesOf } from "./describe-seal.ts";
import type { Sealing } from "./index.ts";
import * as store from "./store.ts";

export interface SealingRoutes {
  readonly listSeals: Handler<typeof operations.listSeals>;
  readonly getSeal: Handler<typeof operations.getSeal>;
  readonly setSealUser: Handler<typeof operations.setSealUser>;
  readonly revokeSeal: Handler<typeof operations.revokeSeal>;
  readonly applyForSeal: Handler<typeof operations.applyForSeal>;
  readonly decideSeal: Handler<typeof operations.decideSeal>;
  readonly makeSeal: Handler<typeof operations.makeSeal>;
  readonly recordSealAct: Handler<typeof operations.recordSealAct>;
  readonly askSealUse: Handler<typeof operations.askSealUse>;
  readonly decideSealUse: Handler<typeof operations.decideSealUse>;
  readonly useSeal: Handler<typeof operations.useSeal>;
}

interface Deps extends Omit<DescribingDeps, "box"> {
  readonly sealing: Sealing;
}

export function sealingRoutes({ sealing, access, parties }: Deps): SealingRoutes {
  const describing = { access, parties, box: sealing.dies };

  async function requireOwn(ctx: Ctx<Account>, sealId: string): Promise<store.SealRow> {
    const row = await store.findSeal(ctx.tx, sealId);
    if (row === undefined || row.organId !== ctx.actor.organId)
      throw new ProblemError(problems.NotFound, "no seal of your unit has this id");
    return row;
  }

  return {
    async listSeals(ctx: Ctx<Account>, { query }) {
      const rows = await store.listSealsOfOrgan(ctx.tx, ctx.actor.organId ?? "", query);
      return { items: await summariesOf(describing, ctx, rows) };
    },
    async getSeal(ctx: Ctx<Account>, { params }) {
      return describeSeal(describing, ctx, await requireOwn(ctx, params.sealId));
    },
    async setSealUser(ctx: Ctx<Account>, { params, body }) {
      const row = await requireOwn(ctx, params.sealId);
      const staff = await access.staffOf(ctx.tx, row.organId);
      if (!staff.some(({ accountId }) => accountId === body.accountId))
        throw new ProblemError(problems.NotFound, "nobody of your unit has this account");
      await sealing.setUser(ctx, row.sealId, body.accountId, body.allowed);
      return {};
    },
    async revokeSeal(ctx: Ctx<Account>, { params, body }) {
      await sealing.revokeSeal(ctx, params.sealId, body.reason, instantOf(body.since));
      return {};
    },
    applyForSeal: async (ctx: Ctx<Account>, { body }) => ({ sealId: await sealing.applyForSeal(ctx, body) }),
    async decideSeal(ctx: Ctx<Account>, { params, body: { decision, ...ground } }) {
      await sealing.recordSealAct(ctx, params.sealId, decision, ground);
      return {};
    },
    async makeSeal(ctx: Ctx<Account>, { params, body }) {
      await sealing.makeSeal(ctx, params.sealId, body);
      return {};
    },
    async recordSealAct(ctx: Ctx<Account>, { params, body: { act, since, ...ground } }) {
      await sealing.recordSealAct(ctx, params.sealId, act, ground, instantOf(since));
      return {};
    },
    askSealUse: async (ctx: Ctx<Account>, { params, body }) => ({
      requestId: await sealing.askSealUse(ctx, params.sealId, body),
    }),
    async decideSealUse(ctx: Ctx<Account>, { params, body }) {
      await sealing.decideSealUse(ctx, params.requestId, body.decision, body.reason);
      return {};
    },
    useSeal: async (ctx: Ctx<Account>, { params }) => ({
      signedValue: Buffer.from(await sealing.useSeal(ctx, params.requestId)).toString("base64"),
    }),
  };
}

const instantOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));
