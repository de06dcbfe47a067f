import { encodeUtf8, toBase64Url, toHex } from "@liangzheng/bytes";
import { type App, apps } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type Actor, anonymous } from "../../platform/actor.ts";
import type { Db } from "../../platform/postgres/pool.ts";
import { rolesIn, sessionHours } from "./account.ts";
import * as store from "./store.ts";

export interface SessionDeps {
  readonly db: Db;
  readonly gm: Gm;
  readonly now: () => Date;
  readonly id: () => string;
  readonly random: (length: number) => Uint8Array;
  /** Cookies are bound to the host and to TLS wherever there is TLS. */
  readonly secure: boolean;
}

/** How long this process may believe a session it has read: the longest a sign-out elsewhere takes to reach it. */
const freshForMs = 2_000;
const rememberAtMost = 50_000;

/** Turns a request into an actor. The app is named by a header that no other origin can send: that also stops forgery. */
export function createSessions({ db, gm, now, id, random, secure }: SessionDeps) {
  const fresh = new Map<string, { readonly row: store.SessionRow | undefined; readonly until: number }>();
  /** Sessions that were changed here a moment ago: what a reader saw before the change committed is not remembered. */
  const changed = new Map<string, number>();
  /** A request is asked for its actor twice, by the rate limit and by the route. */
  const actors = new WeakMap<FastifyRequest, Promise<Actor>>();
  const cookieName = (app: App): string => `${secure ? "__Host-" : ""}liangzheng-${app}`;
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;

  const find = async (digest: Uint8Array): Promise<store.SessionRow | undefined> => {
    const name = toHex(digest);
    const at = now();
    const known = fresh.get(name);
    if (known !== undefined && known.until > at.getTime()) return known.row;
    const row = await store.findSession(db, digest, at);
    if (row !== undefined && (changed.get(row.sessionId) ?? 0) > at.getTime()) return row;
    if (fresh.size >= rememberAtMost) fresh.clear();
    fresh.set(name, { row, until: at.getTime() + freshForMs });
    return row;
  };

  const readActor = async (request: FastifyRequest): Promise<Actor> => {
    const app = apps.find((known) => known === request.headers["liangzheng-app"]);
    const token = app === undefined ? undefined : request.cookies[cookieName(app)];
    if (app === undefined || token === undefined) return anonymous;
    const row = await find(gm.sm3(encodeUtf8(token)));
    if (row === undefined || row.app !== app || row.expiresAt <= now()) return anonymous;
    const { accountId, sessionId, personId, organId } = row;
    const partyId = row.actingFor ?? personId;
    return {
      kind: "account",
      accountId,
      sessionId,
      app,
      roles: rolesIn(app, row.roles),
      personId,
      partyId,
      organId,
    };
  };

  return {
    actorOf(request: FastifyRequest): Promise<Actor> {
      const known = actors.get(request);
      if (known !== undefined) return known;
      const actor = readActor(request);
      actors.set(request, actor);
      return actor;
    },

    /** A new session in this app, known by a random cookie of 256 bits. */
    async start(reply: FastifyReply, accountId: string, app: App): Promise<void> {
      const token = toBase64Url(random(32));
      const at = now();
      const expiresAt = new Date(at.getTime() + sessionHours[app] * 3_600_000);
      await store.insertSession(db, {
        tokenDigest: gm.sm3(encodeUtf8(token)),
        sessionId: id(),
        accountId,
        app,
        at,
        expiresAt,
      });
      reply.setCookie(cookieName(app), token, { ...options, expires: expiresAt });
    },

    /** The session has ended, or acts for somebody else: to be called in the transaction that changes it. */
    forget(sessionId: string): void {
      const at = now().getTime();
      for (const [id, until] of changed) if (until <= at) changed.delete(id);
      changed.set(sessionId, at + freshForMs);
      for (const [name, { row }] of fresh) if (row?.sessionId === sessionId) fresh.delete(name);
    },
  };
}
export type Sessions = ReturnType<typeof createSessions>;
