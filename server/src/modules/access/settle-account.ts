import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { NewAccount } from "./account.ts";
import * as store from "./account-store.ts";

export interface WantedAccount extends Omit<NewAccount, "accountId"> {
  /** A closed account signs in no more; it is kept, because records name it. */
  readonly closed: boolean;
}

export interface SettledAccount {
  /** Undefined for an account that was never opened and is wanted closed. */
  readonly accountId: string | undefined;
  readonly change: "opened" | "changed" | "closed" | "unchanged";
}

interface Settling {
  readonly create: (ctx: Ctx<Actor>, account: NewAccount) => Promise<void>;
  readonly sealCard: (cardNumber: string, accountId: string) => Uint8Array;
  readonly openCard: (sealed: Uint8Array, accountId: string) => string;
}

/**
 * Brings the account of a subject to what is wanted: opened, changed, closed, or left alone. Asked again it does nothing.
 * @returns undefined when the subject is another person's: an account is never handed on.
 */
export async function settleAccount(
  { create, sealCard, openCard }: Settling,
  ctx: Ctx<Actor>,
  wanted: WantedAccount,
): Promise<SettledAccount | undefined> {
  const { personId, organId, roles, cardNumber } = wanted;
  const known = await store.findStoredAccount(ctx.tx, wanted.subject);
  if (known === undefined) {
    if (wanted.closed) return { accountId: undefined, change: "unchanged" };
    const accountId = ctx.id();
    await create(ctx, { accountId, subject: wanted.subject, personId, organId, roles, cardNumber });
    return { accountId, change: "opened" };
  }
  const { accountId } = known;
  if (known.personId !== personId) return undefined;
  const card = known.sealedCard === null ? null : openCard(known.sealedCard, accountId);
  const same =
    known.organId === organId &&
    card === cardNumber &&
    [...known.roles].sort().join() === [...roles].sort().join() &&
    (known.closedAt !== null) === wanted.closed;
  if (same) return { accountId, change: "unchanged" };
  const sealedCard = cardNumber === null ? null : sealCard(cardNumber, accountId);
  const closedAt = wanted.closed ? (known.closedAt ?? ctx.now) : null;
  await store.updateAccount(ctx.tx, { accountId, organId, roles, sealedCard, closedAt });
  if (wanted.closed) await store.endSessionsOf(ctx.tx, accountId, ctx.now);
  return { accountId, change: wanted.closed ? "closed" : "changed" };
}
