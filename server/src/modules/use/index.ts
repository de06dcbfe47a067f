import { decodeUtf8 } from "@liangzheng/bytes";
import { type DraftContent, type LicenceSummary, problems, type ShownField } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { LicenceRecord } from "../licences/index.ts";
import { withPhoto } from "./detail.ts";
import { waitsForHolder } from "./fields.ts";
import { openAttachments, openLicences, type UseDeps } from "./open-licences.ts";
import { openUnfinished } from "./open-unfinished.ts";
import { summaryOf } from "./opened.ts";
import { openInCustody } from "./read-in-custody.ts";
import { mayShow, openOwn } from "./read-own.ts";
import { type Circumstances, openCircumstances, sealCircumstances } from "./receipt.ts";
import {
  type Released,
  recordRefusals,
  releaseOf,
  releaseToVerifier,
  type ShownLicence,
} from "./release-to-verifier.ts";
import * as store from "./store.ts";

/** The one door out. It alone holds the key that opens licence data; every release leaves a receipt. */
export interface Use {
  releaseToVerifier(tx: Tx, shown: readonly ShownLicence[]): Promise<ReadonlyMap<string, Released>>;
  recordRefusals(tx: Tx, refused: Parameters<typeof recordRefusals>[2]): Promise<void>;
  /** For a receipt to come: what the reading is for, sealed under the receipt's id. */
  sealCircumstances(receiptId: string, circumstances: Circumstances): Uint8Array;
  /** @throws Error when they are another receipt's. */
  openCircumstances(receiptId: string, sealed: Uint8Array): Circumstances;
  /** Who used licences and what for, to be told to their holders; what there is no receipt of is absent. */
  tellUses(tx: Tx, receipts: readonly store.ReceiptName[]): Promise<ReadonlyMap<string, ToldUse>>;
  /** What a receipt already written covers, to be looked at again; now with the photo. */
  lookAgain(
    tx: Tx,
    licenceKey: string,
    seen: Pick<ShownLicence, "disclosed" | "at"> & { readonly version: number | null },
  ): Promise<Released | undefined>;
  /** Whether the holder may show the licence now, and which fields an officer would have to wait for. */
  showable(
    ctx: Ctx<Account>,
    licenceKey: string,
  ): Promise<{
    readonly summary: LicenceSummary;
    readonly showable: boolean;
    readonly waiting: readonly Pick<ShownField, "id" | "label" | "labelEn">[];
  }>;
  /** For the unit that issued it: the record to work on, with a receipt. */
  openInCustody(
    ctx: Ctx<Account>,
    licenceKey: string,
    purpose: string,
  ): Promise<{ readonly record: LicenceRecord; readonly photo: Uint8Array | null }>;
  /** A draft of the caller's own unit. @throws ProblemError `not-found` for any other. */
  openDraft(
    ctx: Ctx<Account>,
    draft: { readonly draftId: string; readonly organId: string; readonly content: Uint8Array },
  ): DraftContent;
  /** What several bodies are sealing, for one of them. @throws ProblemError `not-found` for any other. */
  openUnfinished(
    ctx: Ctx<Account>,
    sealed: Parameters<typeof openUnfinished>[2],
  ): ReturnType<typeof openUnfinished>;
}

export interface ToldUse extends Circumstances {
  readonly accountId: string;
  readonly organId: string | null;
}

export function createUse(deps: UseDeps): Use {
  return {
    releaseToVerifier: (tx, shown) => releaseToVerifier(deps, tx, shown),
    recordRefusals: (tx, refused) => recordRefusals(deps, tx, refused),
    sealCircumstances: (receiptId, circumstances) => sealCircumstances(deps.box, receiptId, circumstances),
    openCircumstances: (receiptId, sealed) => openCircumstances(deps.box, receiptId, sealed),
    async tellUses(tx, receipts) {
      const rows = await store.listReceipts(tx, receipts);
      return new Map(
        rows.map(({ receiptId, accountId, organId, circumstances }) => [
          receiptId,
          { ...openCircumstances(deps.box, receiptId, circumstances), accountId, organId },
        ]),
      );
    },
    async lookAgain(tx, licenceKey, seen) {
      const opened = (await openLicences(deps, tx, [licenceKey])).get(licenceKey);
      // A newer version was not what the receipt covers.
      if (opened === undefined || opened.licence.currentVersion !== seen.version) return undefined;
      const { photo } = await openAttachments(deps, tx, opened, false);
      const release = releaseOf(opened, seen);
      return { ...release, fields: withPhoto(release.fields, photo) };
    },
    async showable(ctx, licenceKey) {
      const opened = await openOwn(deps, ctx, licenceKey);
      const waiting = opened.type.definition.fields.filter((field) => waitsForHolder(opened, field));
      return {
        summary: summaryOf(opened, ctx.now),
        showable: mayShow(opened, ctx.now),
        waiting: waiting.map(({ id, label, labelEn }) => ({ id, label, labelEn })),
      };
    },
    async openInCustody(ctx, licenceKey, purpose) {
      const opened = await openInCustody(deps, ctx, licenceKey, purpose);
      const { photo } = await openAttachments(deps, ctx.tx, opened, false);
      return { record: opened.record, photo };
    },
    openDraft(ctx, { draftId, organId, content }) {
      if (organId !== ctx.actor.organId)
        throw new ProblemError(problems.NotFound, "no draft of your unit has this id");
      return JSON.parse(decodeUtf8(deps.drafts.open(content, draftId))) as DraftContent;
    },
    openUnfinished: (ctx, sealed) => openUnfinished(deps, ctx, sealed),
  };
}

export type { TwinDeps } from "./licence-twin.ts";
export type { CopyDeps } from "./make-copy.ts";
export type { UseDeps } from "./open-licences.ts";
export { unfinishedAbout } from "./open-unfinished.ts";
export { type AuthorisedDeps, readAuthorised } from "./read-authorised.ts";
export type { Released, ShownLicence } from "./release-to-verifier.ts";
