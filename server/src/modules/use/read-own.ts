import { type LicenceDetail, type LicenceSummary, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { detailOf } from "./detail.ts";
import { type Extent, fieldsOf, releasedIds } from "./fields.ts";
import { type Attachments, openAttachments, openLicences, type UseDeps } from "./open-licences.ts";
import { type Opened, statusOf, summaryOf } from "./opened.ts";
import { sealCircumstances } from "./receipt.ts";
import { leaveRunReceipt } from "./run-receipt.ts";
import * as store from "./store.ts";

/** Basis *own view*: cards of the party the holder acts for. One receipt for the run, as with any list. */
export async function listOwn(deps: UseDeps, ctx: Ctx<Account>): Promise<readonly LicenceSummary[]> {
  const keys = await deps.licences.listKeysOfHolder(ctx.tx, ctx.actor.partyId);
  const opened = await openLicences(deps, ctx.tx, keys);
  await leaveRunReceipt(deps, ctx, "own-view", "cards", keys);
  return keys.flatMap((key) => {
    const one = opened.get(key);
    return one === undefined ? [] : [summaryOf(one, ctx.now)];
  });
}

/** @throws ProblemError `not-found`, alike for a licence that is not there and one that is somebody else's. */
export async function openOwn(deps: UseDeps, ctx: Ctx<Account>, licenceKey: string): Promise<Opened> {
  const opened = (await openLicences(deps, ctx.tx, [licenceKey])).get(licenceKey);
  if (opened === undefined || !opened.holders.some((holder) => holder.partyId === ctx.actor.partyId)) {
    throw new ProblemError(problems.NotFound, "no licence of yours has this key");
  }
  return opened;
}

export async function readOwn(deps: UseDeps, ctx: Ctx<Account>, licenceKey: string): Promise<LicenceDetail> {
  const opened = await openOwn(deps, ctx, licenceKey);
  const extent: Extent = { kind: "own", partyId: ctx.actor.partyId };
  await leaveReceipt(deps, ctx, opened, "own-view", releasedIds(fieldsOf(opened, extent)));
  const { photo } = await openAttachments(deps, ctx.tx, opened, false);
  return detailOf(deps, ctx, opened, extent, photo, mayShow(opened, ctx.now));
}

/** The sealed file, to be drawn (*own view*) or taken away (*own download*), as it is or in another form. */
export async function readOwnFile(
  deps: UseDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  basis: "own-view" | "own-download",
  form: "file" | "pdf" = "file",
): Promise<Attachments> {
  const opened = await openOwn(deps, ctx, licenceKey);
  const attachments = await openAttachments(deps, ctx.tx, opened, true);
  if (attachments.file === null)
    throw new ProblemError(problems.NotFound, "a relayed licence has no file here");
  await leaveReceipt(deps, ctx, opened, basis, [form]);
  return attachments;
}

/** Only what is valid can be shown; what is suspended or has lapsed is seen by its holder, with the reason. */
export const mayShow = (opened: Opened, at: Date): boolean =>
  statusOf(opened, at) === "valid" &&
  (opened.holders.length === 1 || opened.type.definition.oneHolderMayShow);

/** @param purpose what the holder says it is for, where more than the basis is known. */
export async function leaveReceipt(
  deps: UseDeps,
  ctx: Ctx<Account>,
  opened: Opened,
  basis: "own-view" | "own-download" | "own-copy",
  fields: readonly string[],
  purpose: string = basis,
): Promise<string> {
  const { actor, tx, now } = ctx;
  const receiptId = ctx.id();
  await store.insertReceipts(tx, [
    {
      receiptId,
      at: now,
      licenceKey: opened.licence.licenceKey,
      version: opened.licence.currentVersion,
      basis,
      accountId: actor.accountId,
      organId: null,
      sessionId: actor.sessionId,
      outcome: statusOf(opened, now),
      fields,
      circumstances: sealCircumstances(deps.box, receiptId, { purpose, place: null }),
      holderIds: opened.holders.map((holder) => holder.partyId),
    },
  ]);
  return receiptId;
}
