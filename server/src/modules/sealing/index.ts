import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import { ensureAuthorities, listAnchors } from "./authorities.ts";
import { type MakingDeps, makeOrganSeal } from "./make-seal.ts";
import { createPresses, type Press } from "./press.ts";
import * as store from "./store.ts";

/** Seals: who made them, who may use them, every use. No other room ever holds a key. */
export interface Sealing {
  ensureAuthorities(ctx: Ctx<Actor>, title: string): Promise<void>;
  makeOrganSeal(ctx: Ctx<Actor>, organ: Organ, ordinal: number): Promise<string>;
  setUser(ctx: Ctx<Account>, sealId: string, accountId: string, allowed: boolean): Promise<void>;
  takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press>;
  namesOf(tx: Tx, organId: string): Promise<ReadonlyMap<string, string>>;
  listAnchors(tx: Tx): Promise<readonly Uint8Array[]>;
}

export function createSealing(deps: MakingDeps & { readonly audit: Audit }): Sealing {
  return {
    ensureAuthorities: (ctx, title) => ensureAuthorities(deps, ctx, title),
    makeOrganSeal: (ctx, organ, ordinal) => makeOrganSeal(deps, ctx, organ, ordinal),
    async setUser(ctx, sealId, accountId, allowed) {
      await store.saveUser(ctx.tx, { sealId, accountId, allowed, by: ctx.actor.accountId, at: ctx.now });
      await deps.audit.record(ctx, {
        act: allowed ? "allow-seal-user" : "forbid-seal-user",
        subject: `seal/${sealId}/${accountId}`,
      });
    },
    takeSeal: createPresses(deps),
    namesOf: async (tx, organId) =>
      new Map((await store.listSealsOfOrgan(tx, organId)).map((row) => [row.sealId, row.name])),
    listAnchors,
  };
}

export { drawPages } from "./check-file.ts";
export type { Impression } from "./make-seal.ts";
export type { Press } from "./press.ts";
