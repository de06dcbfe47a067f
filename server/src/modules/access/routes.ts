import { type operations, problems, type Session } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Parties } from "../parties/index.ts";
import type { Access, Sessions } from "./index.ts";
import * as store from "./store.ts";

export interface AccessRoutes {
  readonly getSession: Handler<typeof operations.getSession>;
  readonly endSession: Handler<typeof operations.endSession>;
  readonly actFor: Handler<typeof operations.actFor>;
}

interface Deps {
  readonly access: Access;
  readonly parties: Parties;
  readonly sessions: Sessions;
  readonly mode: Session["mode"];
}

export function accessRoutes({ access, parties, sessions, mode }: Deps): AccessRoutes {
  const nobody: Session = {
    signedIn: false,
    mode,
    name: null,
    organ: null,
    cardNumber: null,
    roles: [],
    actingFor: null,
    mayActFor: [],
    expiresAt: null,
  };

  async function describe(ctx: Ctx<Account>, partyId: string): Promise<Session> {
    const { actor, tx, now } = ctx;
    const represented = actor.app === "wallet" ? await parties.listRepresented(tx, actor.personId, now) : [];
    const known = await parties.readParties(tx, [actor.personId, ...represented]);
    const organ =
      actor.organId === null ? undefined : (await parties.organs(tx, [actor.organId])).get(actor.organId);
    const mayActFor = represented.map((id) => ({ partyId: id, name: known.get(id)?.name ?? "" }));
    return {
      signedIn: true,
      mode,
      name: known.get(actor.personId)?.name ?? "",
      organ: organ === undefined ? null : { organId: organ.organId, name: organ.name },
      cardNumber: await access.cardNumber(tx, actor.accountId),
      roles: [...actor.roles],
      actingFor: mayActFor.find((party) => party.partyId === partyId) ?? null,
      mayActFor,
      expiresAt: null,
    };
  }

  return {
    async getSession(ctx: Ctx<Actor>) {
      return ctx.actor.kind === "anonymous" ? nobody : describe(ctx as Ctx<Account>, ctx.actor.partyId);
    },
    async endSession(ctx: Ctx<Actor>) {
      if (ctx.actor.kind === "account") {
        await store.endSession(ctx.tx, ctx.actor.sessionId, ctx.now);
        sessions.forget(ctx.actor.sessionId);
      }
      return {};
    },
    async actFor(ctx: Ctx<Account>, { body }) {
      const represented = await parties.listRepresented(ctx.tx, ctx.actor.personId, ctx.now);
      if (body.partyId !== null && !represented.includes(body.partyId)) {
        throw new ProblemError(problems.NotFound, "no enterprise of yours has this id");
      }
      await store.setActingFor(ctx.tx, ctx.actor.sessionId, body.partyId);
      sessions.forget(ctx.actor.sessionId);
      return describe(ctx, body.partyId ?? ctx.actor.personId);
    },
  };
}
