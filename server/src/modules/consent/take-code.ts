import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { problems, type UseRequestState } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { AnswerDeps } from "./answer-request.ts";
import { openParticulars, requirePermitted } from "./ask-for-use.ts";
import * as codes from "./code-store.ts";
import * as items from "./item-store.ts";
import * as store from "./request-store.ts";
import { codeMinutes, useStateAt } from "./use-rules.ts";

export interface CodeDeps extends AnswerDeps {
  readonly gm: Gm;
}

/** Why an authorisation gives nothing to read: each its own problem, so that the unit knows what to do next. */
function refusalOf(state: UseRequestState): ProblemError | undefined {
  switch (state) {
    case "live":
      return undefined;
    case "withdrawn":
      return new ProblemError(problems.AuthorisationWithdrawn, "ask again if the matter still needs it");
    case "spent":
      return new ProblemError(problems.AuthorisationSpent, "ask again for another reading");
    case "expired":
      return new ProblemError(problems.AuthorisationExpired, "its last day is over: ask again");
    default:
      return new ProblemError(problems.StateConflict, `the request is ${state}`);
  }
}

/**
 * A code for one reading, handed out once and kept as its SM3: to a clerk of the unit that asked, while the
 * authorisation lives.
 * @throws ProblemError `not-found`, `state-conflict`, `authorisation-…`, `matter-not-registered`, `over-asking`.
 */
export async function takeCode(
  deps: CodeDeps,
  ctx: Ctx<Account>,
  requestId: string,
): Promise<{ readonly code: string; readonly expiresAt: Date }> {
  const { tx, actor, now } = ctx;
  const row = await store.findRequestForUpdate(tx, requestId);
  if (row === undefined || row.organId !== actor.organId)
    throw new ProblemError(problems.NotFound, "no request of your unit has this id");
  const refusal = refusalOf(useStateAt(row, row.agreed, now));
  if (refusal !== undefined) throw refusal;
  if (row.agreed === null || row.partyId === null)
    throw new Error(`request ${requestId} is agreed to by nobody`);
  await requireStillPermitted(ctx, row, row.agreed.fields);
  const code = toHex(ctx.random(16));
  const expiresAt = new Date(now.getTime() + codeMinutes * 60_000);
  await codes.insertCode(tx, {
    codeDigest: deps.gm.sm3(encodeUtf8(code)),
    partyId: row.partyId,
    requestId,
    accountId: actor.accountId,
    expiresAt,
  });
  return { code, expiresAt };
}

async function requireStillPermitted(
  { tx }: Ctx<Account>,
  { itemId, organId, typeKey }: store.RequestRow,
  fields: readonly string[],
): Promise<void> {
  const [item] = await items.listItemsByIds(tx, [itemId]);
  await requirePermitted(tx, { organId, itemCode: item?.itemCode ?? "", typeKey, fields }, "/fields");
}

/** What a code opens, for `use`, which alone can read it. */
export interface OpenedCode {
  readonly requestId: string;
  readonly partyId: string;
  readonly licenceKey: string;
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly matter: string;
  /** The reading that was made with it before, where this is a repeat of the same request. */
  readonly reading: { readonly receiptId: string; readonly version: number; readonly at: Date } | null;
  /** Why nothing is read now. */
  readonly refusal: ProblemError | undefined;
}

/**
 * Locks the request until the transaction ends. A code of another account, of another unit, or of nobody's is the same:
 * undefined.
 */
export async function openCode(
  deps: CodeDeps,
  ctx: Ctx<Account>,
  code: string,
  idempotencyKey: string,
): Promise<OpenedCode | undefined> {
  const { tx, actor, now } = ctx;
  const codeDigest = deps.gm.sm3(encodeUtf8(code));
  const known = await codes.findCode(tx, codeDigest);
  if (known === undefined || known.accountId !== actor.accountId) return undefined;
  const row = await store.findRequestForUpdate(tx, known.requestId);
  // Read again behind the lock: of two that come at once, the second finds the code used.
  const taken = await codes.findCode(tx, codeDigest);
  if (row === undefined || row.agreed === null || row.partyId === null || taken === undefined)
    return undefined;
  if (row.organId !== actor.organId) return undefined;
  const [item] = await items.listItemsByIds(tx, [row.itemId]);
  const { purpose, businessNumber } = openParticulars(deps.box, row);
  const state = useStateAt(row, row.agreed, now);
  const { usedAt, usedKey, receiptId, version, expiresAt } = taken;
  const repeats = usedKey === idempotencyKey && receiptId !== null && version !== null && usedAt !== null;
  return {
    requestId: row.requestId,
    partyId: row.partyId,
    licenceKey: row.agreed.licenceKey,
    fields: row.agreed.fields,
    purpose,
    matter: `${item?.itemName ?? ""}（${item?.itemCode ?? ""}）· ${businessNumber}`,
    reading: repeats ? { receiptId, version, at: usedAt } : null,
    refusal: refusalOfCode({ state, repeats, used: usedAt !== null, late: now > expiresAt }),
  };
}

/** Withdrawn comes first, whatever else there is to say: a repeat of the last reading is refused too. */
function refusalOfCode(code: {
  readonly state: UseRequestState;
  readonly repeats: boolean;
  readonly used: boolean;
  readonly late: boolean;
}): ProblemError | undefined {
  if (code.state === "withdrawn" || code.state === "expired") return refusalOf(code.state);
  if (code.used && !code.repeats)
    return new ProblemError(
      problems.AuthorisationSpent,
      "the code has been used: take another for another reading",
    );
  if (code.late) return new ProblemError(problems.AuthorisationExpired, "the code is too old: take another");
  // A repeat of the reading that spent it.
  return code.repeats ? undefined : refusalOf(code.state);
}

/** The reading is made: the code is used, and an authorisation for one reading is spent. In the receipt's transaction. */
export async function spendCode(
  deps: CodeDeps,
  ctx: Ctx<Account>,
  code: string,
  opened: OpenedCode,
  reading: { readonly key: string; readonly receiptId: string; readonly version: number },
): Promise<void> {
  const { tx, now } = ctx;
  await codes.saveUsed(tx, deps.gm.sm3(encodeUtf8(code)), { ...reading, at: now });
  const row = await store.findRequest(tx, opened.requestId);
  if (row?.agreed?.once === true) await store.saveSpent(tx, opened.partyId, opened.requestId, now);
  await deps.audit.record(ctx, { act: "read-authorised", subject: `use-request/${opened.requestId}` });
}
