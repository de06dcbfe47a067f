import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import { tidyTyped } from "@liangzheng/ident";
import { ProblemError } from "@liangzheng/problem";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import { codeTypes } from "../parties/index.ts";
import type { ItemDeps } from "./decide-item.ts";
import * as items from "./item-store.ts";
import * as store from "./request-store.ts";
import { answerBy, fieldsBeyond, untilFaults } from "./use-rules.ts";

export interface RequestDeps extends ItemDeps {
  readonly box: Box;
}

/** What of a request tells of a life. Sealed, and tied to the request. */
export interface Particulars {
  readonly purpose: string;
  readonly businessNumber: string;
  /** As the clerk typed it: whether anybody has it, the clerk is not told. */
  readonly holderCode: string;
}

export const openParticulars = (
  box: Box,
  row: Pick<store.RequestRow, "requestId" | "particulars">,
): Particulars => JSON.parse(decodeUtf8(box.open(row.particulars, row.requestId))) as Particulars;

export interface WantedUse extends Particulars {
  readonly itemCode: string;
  readonly typeKey: string;
  readonly fields: readonly string[];
  /** Last day of reading; null: once. */
  readonly until: string | null;
}

/**
 * A unit asks a holder, known by full number. A number that nobody has is asked all the same, and nobody answers: to ask
 * tells nothing about who there is and what they hold.
 * @throws ProblemError `invalid-input`, `matter-not-registered`, `over-asking`.
 */
export async function askForUse(deps: RequestDeps, ctx: Ctx<Account>, wanted: WantedUse): Promise<string> {
  const { tx, actor, now } = ctx;
  const { typeKey, fields, until } = wanted;
  const faults = untilFaults(until, now, "/until");
  if (faults.length > 0) throw new ProblemError(problems.InvalidInput, "see faults", { faults });
  const organId = actor.organId ?? "";
  const item = await requirePermitted(tx, { organId, itemCode: wanted.itemCode, typeKey, fields }, "/fields");
  const { purpose, businessNumber } = wanted;
  const holderCode = tidyTyped(wanted.holderCode);
  const partyId = await partyOf(deps, tx, holderCode);
  const requestId = ctx.id();
  const particulars: Particulars = { purpose, businessNumber, holderCode };
  await store.insertRequest(tx, {
    requestId,
    organId,
    accountId: actor.accountId,
    partyId,
    itemId: item.itemId,
    typeKey,
    fields,
    until,
    particulars: deps.box.seal(encodeUtf8(JSON.stringify(particulars)), requestId),
    askedAt: now,
    answerBy: answerBy(now),
  });
  await deps.audit.record(ctx, { act: "ask-for-use", subject: `use-request/${requestId}` });
  if (partyId !== null)
    await ctx.emit({ room: "consent", kind: "use-asked", key: partyId, payload: { requestId } });
  return requestId;
}

/**
 * The list decides by machine what may be asked for, and again what may be agreed to and read: a line that was withdrawn
 * in between allows nothing more.
 * @throws ProblemError `matter-not-registered`, `over-asking`, which names what is too much.
 */
export async function requirePermitted(
  tx: Tx,
  asked: Pick<items.ItemRow, "organId" | "itemCode" | "typeKey" | "fields">,
  at: string,
): Promise<items.ItemRow> {
  const lines = await items.listPublished(tx, asked.organId, asked.itemCode);
  if (lines.length === 0)
    throw new ProblemError(problems.MatterNotRegistered, "propose the item and its materials first");
  const line = lines.find(({ typeKey }) => typeKey === asked.typeKey);
  if (line === undefined) {
    const faults = [
      { field: "/typeKey", rule: "over-asking", message: "the item needs no licence of this type" },
    ];
    throw new ProblemError(problems.OverAsking, "the type is not on the item's list", { faults });
  }
  const faults = fieldsBeyond(asked.fields, line.fields, at);
  if (faults.length > 0)
    throw new ProblemError(problems.OverAsking, faults.map(({ message }) => message).join("; "), { faults });
  return line;
}

async function partyOf({ parties }: RequestDeps, tx: Tx, code: string): Promise<string | null> {
  for (const codeType of Object.keys(codeTypes)) {
    const found = await parties.findParty(tx, codeType, code);
    if (found !== undefined) return found;
  }
  return null;
}
