import type { RevocationReason } from "@liangzheng/pki";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import type { Audit } from "../audit/index.ts";
import type { Organ } from "../parties/index.ts";
import type { Ground } from "./act-store.ts";
import { applyForSeal, type SealApplication } from "./apply-for-seal.ts";
import { askSealUse, type WantedUse } from "./ask-seal-use.ts";
import { ensureAuthorities, listAnchors } from "./authorities.ts";
import { settleCopySeal, takeCopySeal, type WantedCopySeal } from "./copy-seal.ts";
import { decideSealUse } from "./decide-seal-use.ts";
import { issueWithLicence, type SealsWithLicence } from "./issue-with-licence.ts";
import { listUsable } from "./list-usable.ts";
import { ensureLogKeeper, type LogSigner, openLogSigner } from "./log-signer.ts";
import { type MakingDeps, makeSeal } from "./make-seal.ts";
import { ensureTimeStamper } from "./own-time-stamps.ts";
import { createPresses, type Press } from "./press.ts";
import { type PlainAct, recordSealAct } from "./record-seal-act.ts";
import { currentLists, publishLists } from "./revocation-lists.ts";
import { revokeSeal } from "./revoke-seal.ts";
import { sealsLicences } from "./seal-life.ts";
import { makeOrganSeal, type SettledSeal, settleSeal, type WantedSeal } from "./settle-seal.ts";
import * as store from "./store.ts";
import { createTimeStamps, type TimeStampDeps } from "./time-stamps.ts";
import { listTwinSigners } from "./twin-signer-store.ts";
import { makeTwinSigners, openTwinSigners, type TwinSigners } from "./twin-signers.ts";
import { useSeal } from "./use-seal.ts";

export interface Trusted {
  readonly anchors: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** Certificates that vouch for themselves: who signs PDF twins for readers outside. */
  readonly attesters: readonly Uint8Array[];
}

/** Seals: their life, who made them, who may use them, every use. No other room ever holds a key. */
export interface Sealing {
  /** Makes the authorities and their first lists, once. */
  ensureAuthorities(ctx: Ctx<Actor>, title: string): Promise<void>;
  /** Makes who dates and who signs the log, where the root is there and they are not yet. */
  ensureUnderRoot(ctx: Ctx<Actor>): Promise<void>;
  /** Who signs checkpoints of the log. */
  takeLogSigner(ctx: Ctx<Actor>): Promise<LogSigner>;
  /** The answer of the platform's time-stamp authority to a request of anybody, DER (RFC 3161). */
  answerTimeStampRequest(ctx: Ctx<Actor>, request: Uint8Array): Promise<Uint8Array>;
  makeOrganSeal(ctx: Ctx<Actor>, organ: Organ, ordinal: number): Promise<string>;
  /** Makes a body's seal where it has none of this ordinal, and lets people use it. */
  settleSeal(ctx: Ctx<Account>, wanted: WantedSeal): Promise<SettledSeal>;
  setUser(ctx: Ctx<Account>, sealId: string, accountId: string, allowed: boolean): Promise<void>;
  takeSeal(ctx: Ctx<Account>, sealId: string, purpose: string): Promise<Press>;
  /** A body's seal for annotated copies, which they get without a hand on it; whoever calls answers for that. */
  settleCopySeal(
    ctx: Ctx<Account>,
    wanted: WantedCopySeal,
  ): Promise<SettledSeal & { readonly registered: boolean }>;
  /** The press for a copy of one of this body's licences, and whose seal it is. */
  takeCopySeal(
    ctx: Ctx<Account>,
    issuerId: string,
  ): Promise<{ readonly press: Press; readonly makerId: string }>;
  /** Who attests that a PDF is the twin of an OFD licence. */
  takeTwinSigners(ctx: Ctx<Actor>): Promise<TwinSigners>;
  /** The seals that the caller may seal with for their unit. */
  usableBy(ctx: Ctx<Account>): Promise<readonly { readonly sealId: string; readonly name: string }[]>;
  /** The seals of a unit that can be bound to what it issues. */
  namesOf(tx: Tx, organId: string): Promise<ReadonlyMap<string, string>>;
  /** As the register has it: without the name of a person. */
  nameOf(tx: Tx, sealId: string): Promise<string>;
  /** What a stranger must trust to call the files sealed here valid, and the newest lists of what was revoked, DER. */
  trust(tx: Tx): Promise<Trusted>;
  /** Makes revocation lists anew where they are due. */
  publishLists(ctx: Ctx<Actor>): Promise<void>;
  revokeSeal(ctx: Ctx<Account>, sealId: string, reason: RevocationReason, since: Date | null): Promise<void>;
  applyForSeal(ctx: Ctx<Account>, application: SealApplication): Promise<string>;
  makeSeal(ctx: Ctx<Account>, sealId: string, ground: Ground): Promise<void>;
  recordSealAct(
    ctx: Ctx<Account>,
    sealId: string,
    act: PlainAct,
    ground: Ground,
    since?: Date | null,
  ): Promise<void>;
  askSealUse(ctx: Ctx<Account>, sealId: string, wanted: WantedUse): Promise<string>;
  decideSealUse(
    ctx: Ctx<Account>,
    requestId: string,
    decision: "grant" | "refuse",
    reason: string,
  ): Promise<void>;
  useSeal(ctx: Ctx<Account>, requestId: string): Promise<Uint8Array>;
  /** Makes an enterprise's seals in the transaction that issues its licence. */
  issueWithLicence(ctx: Ctx<Account>, seals: SealsWithLicence): Promise<void>;
  /** Opens what is shown of name seals; for the routes of this room. */
  readonly dies: Pick<Box, "open">;
}

export function createSealing(deps: MakingDeps & TimeStampDeps & { readonly audit: Audit }): Sealing {
  const timeStamps = createTimeStamps(deps);
  const presses = createPresses(deps, timeStamps);
  const setUser: Sealing["setUser"] = async (ctx, sealId, accountId, allowed) => {
    await store.saveUser(ctx.tx, { sealId, accountId, allowed, by: ctx.actor.accountId, at: ctx.now });
    await deps.audit.record(ctx, {
      act: allowed ? "allow-seal-user" : "forbid-seal-user",
      subject: `seal/${sealId}/${accountId}`,
    });
  };
  const settle: Sealing["settleSeal"] = (ctx, wanted) =>
    settleSeal(
      { ...deps, allow: (c, sealId, accountId) => setUser(c, sealId, accountId, true) },
      ctx,
      wanted,
    );
  return {
    async ensureAuthorities(ctx, title) {
      await ensureAuthorities(deps, ctx, title);
      await ensureTimeStamper(deps, ctx);
      await ensureLogKeeper(deps, ctx);
      await makeTwinSigners(deps, ctx);
      await publishLists(deps, ctx);
    },
    async ensureUnderRoot(ctx) {
      await ensureTimeStamper(deps, ctx);
      await ensureLogKeeper(deps, ctx);
    },
    takeLogSigner: (ctx) => openLogSigner(deps, ctx),
    answerTimeStampRequest: timeStamps.answer,
    makeOrganSeal: (ctx, organ, ordinal) => makeOrganSeal(deps, ctx, organ, ordinal),
    setUser,
    settleSeal: settle,
    takeSeal: presses.takeSeal,
    settleCopySeal: (ctx, wanted) => settleCopySeal({ audit: deps.audit, settle }, ctx, wanted),
    takeTwinSigners: (ctx) => openTwinSigners(deps, ctx),
    takeCopySeal: (ctx, issuerId) => takeCopySeal(presses.takeSeal, ctx, issuerId),
    usableBy: listUsable,
    namesOf: async (tx, organId) =>
      new Map(
        (await store.listSealsOfOrgan(tx, organId))
          .filter(sealsLicences)
          .map((row) => [row.sealId, row.name]),
      ),
    nameOf: async (tx, sealId) => (await store.findSeal(tx, sealId))?.name ?? "",
    trust: async (tx) => ({
      anchors: [...(await listAnchors(tx)).values()],
      crls: [...(await currentLists(tx)).values()],
      attesters: [(await listTwinSigners(tx)).get("p256")?.certificate].filter((one) => one !== undefined),
    }),
    publishLists: (ctx) => publishLists(deps, ctx),
    revokeSeal: (ctx, sealId, reason, since) => revokeSeal(deps, ctx, sealId, reason, since),
    applyForSeal: (ctx, application) => applyForSeal(deps, ctx, application),
    makeSeal: (ctx, sealId, ground) => makeSeal(deps, ctx, sealId, ground),
    recordSealAct: (ctx, sealId, act, ground, since) => recordSealAct(deps, ctx, sealId, act, ground, since),
    askSealUse: (ctx, sealId, wanted) => askSealUse(deps, ctx, sealId, wanted),
    decideSealUse: (ctx, requestId, decision, reason) =>
      decideSealUse(deps, ctx, requestId, decision, reason),
    useSeal: (ctx, requestId) => useSeal({ ...deps, presses }, ctx, requestId),
    issueWithLicence: (ctx, seals) => issueWithLicence(deps, ctx, seals),
    dies: deps.box,
  };
}

export type { Drawing, Impression } from "./make-seal.ts";
export type { Press } from "./press.ts";
export type { TimeStamping } from "./time-stamps.ts";
