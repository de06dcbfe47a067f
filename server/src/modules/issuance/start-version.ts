import { toBase64 } from "@liangzheng/bytes";
import { type DraftContent, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { insertDraft, issuableType } from "./decide-draft.ts";
import type { DraftKind } from "./draft.ts";
import type { IssuanceDeps } from "./issue.ts";
import { requireVersionable } from "./licence-place.ts";

/** Begins a change, renewal or replacement: a draft filled from the licence's record, read in the issuer's custody. */
export async function startVersion(
  deps: IssuanceDeps,
  ctx: Ctx<Account>,
  licenceKey: string,
  kind: Exclude<DraftKind, "first">,
  reason: string,
): Promise<string> {
  const [licence] = await deps.licences.list(ctx.tx, [licenceKey]);
  if (licence === undefined || licence.organId !== ctx.actor.organId)
    throw new ProblemError(problems.NotFound, "no licence of your unit has this key");
  const type = await issuableType(deps, ctx, licence.typeKey);
  requireVersionable(licence, ctx.now);
  const { record, photo } = await deps.use.openInCustody(ctx, licenceKey, kind);
  const photoField = type.definition.fields.find((field) => field.kind === "photo");
  const fields = { ...record.fields };
  if (photoField !== undefined) {
    delete fields[photoField.id];
    if (photo !== null) fields[photoField.id] = `data:image/png;base64,${toBase64(photo)}`;
  }
  const content: DraftContent = {
    number: record.number,
    holders: [...record.holders],
    issuedOn: null,
    validFrom: record.validFrom,
    validTo: record.validTo,
    fields,
  };
  const draft = await insertDraft(deps, ctx, { type, kind, content, licenceKey, reason });
  return draft.draftId;
}
