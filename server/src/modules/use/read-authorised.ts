import { type AuthorisedReading, type operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { OwnHandler } from "../../platform/http.ts";
import type { Consent, OpenedCode } from "../consent/index.ts";
import { withPhoto } from "./detail.ts";
import { fieldsOf } from "./fields.ts";
import { openAttachments, openLicences, type UseDeps } from "./open-licences.ts";
import { type Opened, statusOf } from "./opened.ts";
import { mayShow } from "./read-own.ts";
import { sealCircumstances } from "./receipt.ts";
import * as store from "./store.ts";

export interface AuthorisedDeps extends UseDeps {
  readonly consent: Consent;
}

/**
 * Basis *holder-authorised*: the fields that the holder agreed to, and no other. Reading, receipt, and the code that is
 * used are one transaction. A refusal leaves its receipt too: it is returned, and thrown once that has committed.
 * The same key gets the same reading again, while the code lives and nothing was withdrawn.
 * @throws ProblemError `not-found` for a code that is not this clerk's.
 */
export async function readAuthorised(
  deps: AuthorisedDeps,
  ctx: Ctx<Account>,
  code: string,
  key: string,
): Promise<AuthorisedReading | ProblemError> {
  const { tx, now } = ctx;
  const asked = await deps.consent.openCode(ctx, code, key);
  if (asked === undefined) throw new ProblemError(problems.NotFound, "no code of yours is this one");
  if (asked.refusal !== undefined) {
    await leaveReceipt(deps, ctx, asked, { outcome: asked.refusal.problem.code });
    return asked.refusal;
  }
  const opened = (await openLicences(deps, tx, [asked.licenceKey])).get(asked.licenceKey);
  const status = opened === undefined ? "void" : statusOf(opened, now);
  if (opened === undefined || !opened.intact || !isHeldBy(opened, asked.partyId) || !mayShow(opened, now)) {
    await leaveReceipt(deps, ctx, asked, { outcome: status });
    return new ProblemError(problems.LicenceNotShowable, `it is ${status}`, { licenceStatus: status });
  }
  const { typeName } = opened.record;
  const version = opened.licence.currentVersion;
  const { reading } = asked;
  if (reading !== null && reading.version !== version)
    return new ProblemError(problems.AuthorisationSpent, "the licence has changed since that reading");
  const extent = { kind: "agreed", partyId: asked.partyId, fields: asked.fields } as const;
  const fields = fieldsOf(opened, extent);
  const photo = fields.some(({ kind }) => kind === "photo")
    ? (await openAttachments(deps, tx, opened, false)).photo
    : null;
  let receiptId = reading?.receiptId;
  if (receiptId === undefined) {
    receiptId = await leaveReceipt(deps, ctx, asked, {
      outcome: status,
      version,
      fields: fields.map(({ id }) => id),
    });
    await deps.consent.spendCode(ctx, code, asked, { key, receiptId, version });
    await ctx.emit({
      room: "use",
      kind: "licence-read",
      key: asked.licenceKey,
      payload: { receiptId, partyId: asked.partyId, outcome: "answered" },
    });
  }
  return {
    receiptId,
    at: (reading?.at ?? now).toISOString(),
    typeName,
    typeNameEn: opened.type.definition.nameEn,
    status,
    fields: withPhoto(fields, photo),
  };
}

const isHeldBy = ({ holders }: Opened, partyId: string): boolean =>
  holders.some((holder) => holder.partyId === partyId);

async function leaveReceipt(
  deps: AuthorisedDeps,
  ctx: Ctx<Account>,
  { licenceKey, purpose, matter, requestId }: OpenedCode,
  reading: {
    readonly outcome: string;
    readonly version?: number;
    readonly fields?: readonly string[];
  },
): Promise<string> {
  const { tx, actor, now } = ctx;
  const { outcome, version = null, fields = [] } = reading;
  const receiptId = ctx.id();
  const holders = await deps.licences.holders(tx, [licenceKey]);
  await store.insertReceipts(tx, [
    {
      receiptId,
      at: now,
      licenceKey,
      version,
      basis: "holder-authorised",
      accountId: actor.accountId,
      organId: actor.organId,
      sessionId: actor.sessionId,
      outcome,
      fields,
      circumstances: sealCircumstances(deps.box, receiptId, { purpose, place: null, matter, requestId }),
      holderIds: (holders.get(licenceKey) ?? []).map(({ partyId }) => partyId),
    },
  ]);
  return receiptId;
}

/** Routes of readings that holders authorised. */
export const authorisedRoutes = (
  deps: AuthorisedDeps,
  inTransaction: <T>(actor: Actor, run: (ctx: Ctx<Actor>) => Promise<T>) => Promise<T>,
): { readonly readAuthorised: OwnHandler<typeof operations.readAuthorised> } => ({
  async readAuthorised({ actor }, { body, idempotencyKey }) {
    if (actor.kind === "anonymous") throw new ProblemError(problems.SignInRequired, "sign in as a clerk");
    const answer = await inTransaction(actor, (ctx) =>
      readAuthorised(deps, { ...ctx, actor }, body.code, idempotencyKey),
    );
    if (answer instanceof ProblemError) throw answer;
    return answer;
  },
});
