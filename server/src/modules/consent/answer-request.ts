import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Licences } from "../licences/index.ts";
import { statusAt } from "../licences/index.ts";
import { type RequestDeps, requirePermitted } from "./ask-for-use.ts";
import * as items from "./item-store.ts";
import * as store from "./request-store.ts";
import { fieldsBeyond, untilFaults, useStateAt, validUntil } from "./use-rules.ts";

export interface AnswerDeps extends RequestDeps {
  readonly licences: Licences;
}

export interface Agreement {
  readonly licenceKey: string;
  readonly fields: readonly string[];
  /** Last day of reading; null: once. */
  readonly until: string | null;
}

/** What the holder may let be read: one's own licences of the type that are valid, and that one holder may show alone. */
export async function choicesOf(
  { licences, catalogue }: Pick<AnswerDeps, "licences" | "catalogue">,
  { tx, now }: Ctx<Account>,
  partyId: string,
  typeKey: string,
): Promise<readonly string[]> {
  const keys = await licences.listKeysOfHolder(tx, partyId);
  const valid = (await licences.list(tx, keys)).filter(
    (licence) => licence.typeKey === typeKey && statusAt(licence, now) === "valid",
  );
  const holders = await licences.holders(
    tx,
    valid.map(({ licenceKey }) => licenceKey),
  );
  const choices: string[] = [];
  for (const { licenceKey, typeVersion } of valid) {
    const { definition } = await catalogue.getVersion(tx, typeKey, typeVersion);
    if ((holders.get(licenceKey) ?? []).length === 1 || definition.oneHolderMayShow) choices.push(licenceKey);
  }
  return choices;
}

/**
 * The holder agrees to all or part of what was asked for, for as long or shorter, or refuses.
 * @throws ProblemError `not-found`, `state-conflict`, `over-asking`, `matter-not-registered`, `invalid-input`,
 * `licence-not-showable`.
 */
export async function answerRequest(
  deps: AnswerDeps,
  ctx: Ctx<Account>,
  requestId: string,
  agree: Agreement | null,
): Promise<void> {
  const { tx, actor, now } = ctx;
  const row = await requireOwn(ctx, requestId);
  const state = useStateAt(row, row.agreed, now);
  if (state !== "waiting") throw new ProblemError(problems.StateConflict, `the request is ${state}`);
  if (agree !== null) await insertAgreement(deps, ctx, row, agree);
  await store.saveAnswer(tx, requestId, agree === null ? "refused" : "agreed", now);
  const act = agree === null ? "refuse-use" : "agree-to-use";
  await deps.audit.record(ctx, { act, subject: `use-request/${requestId}` });
  await ctx.emit({
    room: "consent",
    kind: "use-answered",
    key: actor.partyId,
    payload: { requestId, change: agree === null ? "refused" : "agreed" },
  });
}

async function insertAgreement(
  deps: AnswerDeps,
  ctx: Ctx<Account>,
  row: store.RequestRow,
  agree: Agreement,
): Promise<void> {
  const { tx, actor, now } = ctx;
  const faults = [
    ...fieldsBeyond(agree.fields, row.fields, "/agree/fields"),
    ...untilFaults(agree.until, now, "/agree/until"),
    ...(agree.until !== null && (row.until === null || agree.until > row.until)
      ? [{ field: "/agree/until", rule: "too-long", message: "is longer than was asked for" }]
      : []),
  ];
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  const [item] = await items.listItemsByIds(tx, [row.itemId]);
  const { organId, typeKey } = row;
  await requirePermitted(
    tx,
    { organId, itemCode: item?.itemCode ?? "", typeKey, fields: agree.fields },
    "/agree/fields",
  );
  if (!(await choicesOf(deps, ctx, actor.partyId, typeKey)).includes(agree.licenceKey))
    throw new ProblemError(problems.LicenceNotShowable, "it is not a valid licence of yours of this type");
  await store.insertAuthorisation(
    tx,
    actor.partyId,
    row.requestId,
    {
      licenceKey: agree.licenceKey,
      accountId: actor.accountId,
      fields: agree.fields,
      once: agree.until === null,
      validUntil: validUntil(agree.until, now),
    },
    now,
  );
}

/** Dead at once: the next reading, and a repeat of the last one, is refused. @throws ProblemError `not-found`, `state-conflict`. */
export async function withdrawUse(deps: AnswerDeps, ctx: Ctx<Account>, requestId: string): Promise<void> {
  const { tx, actor, now } = ctx;
  const row = await requireOwn(ctx, requestId);
  const state = useStateAt(row, row.agreed, now);
  if (state !== "live") throw new ProblemError(problems.StateConflict, `the request is ${state}`);
  await store.saveWithdrawal(tx, actor.partyId, requestId, now);
  await deps.audit.record(ctx, { act: "withdraw-use", subject: `use-request/${requestId}` });
  await ctx.emit({
    room: "consent",
    kind: "authorisation-withdrawn",
    key: actor.partyId,
    payload: { requestId },
  });
}

/** Locked. "Not yours" and "not there" are the same answer. */
async function requireOwn({ tx, actor }: Ctx<Account>, requestId: string): Promise<store.RequestRow> {
  const row = await store.findRequestForUpdate(tx, requestId);
  if (row === undefined || row.partyId !== actor.partyId)
    throw new ProblemError(problems.NotFound, "no request to you has this id");
  return row;
}
