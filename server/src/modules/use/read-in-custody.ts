import { type LicenceDetail, type LicenceStatus, type LicenceSummary, problems } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { detailOf } from "./detail.ts";
import { openAttachments, openLicences, type UseDeps } from "./open-licences.ts";
import { type Opened, statusOf, summaryOf } from "./opened.ts";
import { sealCircumstances } from "./receipt.ts";
import { leaveRunReceipt } from "./run-receipt.ts";
import * as store from "./store.ts";

export interface CustodyQuery {
  readonly typeKey?: string | undefined;
  readonly status?: LicenceStatus | undefined;
  readonly number?: string | undefined;
  readonly holderCode?: string | undefined;
  readonly holderName?: string | undefined;
  readonly object?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const objectKinds = ["plate", "vin", "real-estate-unit", "project"] as const;
const holderCodeTypes = ["111", "001", "999", "414"] as const;

/** Basis *issuer's custody*: what one's own unit issued. One receipt for the run: query, count, digest of the keys. */
export async function searchInCustody(
  deps: UseDeps,
  ctx: Ctx<Account>,
  query: CustodyQuery,
): Promise<readonly LicenceSummary[]> {
  const { tx, actor, now } = ctx;
  const holderIds = await holdersAsked(deps, ctx, query);
  const { object, number } = query;
  const keys = await deps.licences.search(tx, {
    organId: actor.organId ?? "",
    typeKey: query.typeKey,
    status: query.status,
    numberIndex: number === undefined ? undefined : deps.index("licence-number", number.trim()),
    holderIds,
    objectIndexes:
      object === undefined
        ? undefined
        : objectKinds.map((kind) => deps.index(`object/${kind}`, object.trim())),
    today: dateInShanghai(now),
    after: query.after,
    limit: query.limit,
  });
  const opened = await openLicences(deps, tx, keys);
  await leaveRunReceipt(deps, ctx, "issuer-custody", `search ${JSON.stringify(query)}`, keys);
  return keys.flatMap((key) => {
    const one = opened.get(key);
    return one === undefined ? [] : [summaryOf(one, now)];
  });
}

/** People are found by their full number alone; enterprises also by part of their name, which is public. */
async function holdersAsked(
  deps: UseDeps,
  ctx: Ctx<Account>,
  query: CustodyQuery,
): Promise<readonly string[] | undefined> {
  const { holderCode, holderName } = query;
  if (holderCode === undefined && holderName === undefined) return undefined;
  const byCode: string[] = [];
  if (holderCode !== undefined) {
    for (const codeType of holderCodeTypes) {
      const id = await deps.parties.findParty(ctx.tx, codeType, holderCode.trim());
      if (id !== undefined) byCode.push(id);
    }
  }
  if (holderName === undefined) return byCode;
  const byName = await deps.parties.listIdsByPublicName(ctx.tx, holderName.trim(), 200);
  return holderCode === undefined ? byName : byName.filter((id) => byCode.includes(id));
}

/** Opens one licence for the unit that issued it, and leaves a receipt. @throws ProblemError `not-found` for any other. */
export async function openInCustody(
  deps: UseDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  purpose: string,
): Promise<Opened> {
  const opened = (await openLicences(deps, ctx.tx, [licenceKey])).get(licenceKey);
  if (opened === undefined || opened.licence.organId !== ctx.actor.organId) {
    throw new ProblemError(problems.NotFound, "no licence of your unit has this key");
  }
  const receiptId = ctx.id();
  await store.insertReceipts(ctx.tx, [
    {
      receiptId,
      at: ctx.now,
      licenceKey,
      version: opened.licence.currentVersion,
      basis: "issuer-custody",
      accountId: ctx.actor.accountId,
      organId: ctx.actor.organId,
      sessionId: ctx.actor.sessionId,
      outcome: statusOf(opened, ctx.now),
      fields: opened.type.definition.fields.map((field) => field.id),
      circumstances: sealCircumstances(deps.box, receiptId, { purpose, place: null }),
      holderIds: opened.holders.map((holder) => holder.partyId),
    },
  ]);
  return opened;
}

export async function readInCustody(
  deps: UseDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
): Promise<LicenceDetail> {
  const opened = await openInCustody(deps, ctx, licenceKey, "view");
  const { photo } = await openAttachments(deps, ctx.tx, opened, false);
  return detailOf(deps, ctx, opened, { kind: "full" }, photo, false);
}
