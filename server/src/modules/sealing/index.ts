import type { RevocationReason } from "@liangzheng/pki";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import { ensureAuthorities, listAnchors } from "./authorities.ts";
import { type MakingDeps, makeOrganSeal } from "./make-seal.ts";
import { createPresses, type Press } from "./press.ts";
import { currentLists, publishLists } from "./revocation-lists.ts";
import { revokeSeal } from "./revoke-seal.ts";
import { type SettledSeal, settleSeal, type WantedSeal } from "./settle-seal.ts";
import * as store from "./store.ts";

export interface Trusted {
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
}

/** Seals: who made them, who may use them, every use. No other room ever holds a key. */
export interface Sealing {
  /** Makes the authorities and their first lists, once. */
  ensureAuthorities(ctx: Ctx<Actor>, title: string): Promise<void>;
  makeOrganSeal(ctx: Ctx<Actor>, organ: Organ, ordinal: number): Promise<string>;
  /** Makes a body's seal where it has none of this ordinal, and lets people use it. */
  settleSeal(ctx: Ctx<Account>, wanted: WantedSeal): Promise<SettledSeal>;
  setUser(ctx: Ctx<Account>, sealId: string, accountId: string, allowed: boolean): Promise<void>;
  takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press>;
  namesOf(tx: Tx, organId: string): Promise<ReadonlyMap<string, string>>;
  /** What a stranger must trust to call the files sealed here valid, and the newest lists of what was revoked, DER. */
  trust(tx: Tx): Promise<Trusted>;
  /** Makes revocation lists anew where they are due. */
  publishLists(ctx: Ctx<Actor>): Promise<void>;
  revokeSeal(ctx: Ctx<Account>, sealId: string, reason: RevocationReason, since: Date | null): Promise<void>;
}

export function createSealing(deps: MakingDeps & { readonly audit: Audit }): Sealing {
  const setUser: Sealing["setUser"] = async (ctx, sealId, accountId, allowed) => {
    await store.saveUser(ctx.tx, { sealId, accountId, allowed, by: ctx.actor.accountId, at: ctx.now });
    await deps.audit.record(ctx, {
      act: allowed ? "allow-seal-user" : "forbid-seal-user",
      subject: `seal/${sealId}/${accountId}`,
    });
  };
  return {
    async ensureAuthorities(ctx, title) {
      await ensureAuthorities(deps, ctx, title);
      await publishLists(deps, ctx);
    },
    makeOrganSeal: (ctx, organ, ordinal) => makeOrganSeal(deps, ctx, organ, ordinal),
    setUser,
    settleSeal: (ctx, wanted) =>
      settleSeal(
        { ...deps, allow: (c, sealId, accountId) => setUser(c, sealId, accountId, true) },
        ctx,
        wanted,
      ),
    takeSeal: createPresses(deps),
    namesOf: async (tx, organId) =>
      new Map((await store.listSealsOfOrgan(tx, organId)).map((row) => [row.sealId, row.name])),
    trust: async (tx) => ({
      anchors: [...(await listAnchors(tx)).values()],
      crls: [...(await currentLists(tx)).values()],
    }),
    publishLists: (ctx) => publishLists(deps, ctx),
    revokeSeal: (ctx, sealId, reason, since) => revokeSeal(deps, ctx, sealId, reason, since),
  };
}

export { drawPages } from "./check-file.ts";
export type { Impression } from "./make-seal.ts";
export type { Press } from "./press.ts";
