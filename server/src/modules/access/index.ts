import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import type { App, Role } from "@liangzheng/contract";
import type { Account, Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Box } from "../../platform/vault.ts";
import type { Parties } from "../parties/index.ts";
import { type NewAccount, rolesIn } from "./account.ts";
import { type SettledAccount, settleAccount, type WantedAccount } from "./settle-account.ts";
import * as store from "./store.ts";

/** Accounts: who may sign in, for which unit, in which roles. */
export interface Access {
  createAccount(ctx: Ctx<Actor>, account: NewAccount): Promise<void>;
  /** Brings the account of a subject to what is wanted; undefined when the subject is another person's. */
  settleAccount(ctx: Ctx<Actor>, wanted: WantedAccount): Promise<SettledAccount | undefined>;
  addDemoPerson(
    ctx: Ctx<Actor>,
    person: { accountId: string; ordinal: number; app: App; note: string; noteEn: string },
  ): Promise<void>;
  hasDemoPeople(tx: Tx): Promise<boolean>;
  /** Names of the people behind accounts, for registers and logs inside the administration. */
  accountNames(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** An officer as the holder sees one: name and card number. */
  officer(tx: Tx, accountId: string): Promise<{ readonly name: string; readonly cardNumber: string }>;
  /** The number of an officer's card, which is sealed: it is opened for whom it is shown to, and not for each request. */
  cardNumber(tx: Tx, accountId: string): Promise<string | null>;
  /** Seals what was written before card numbers were; once, at the start of a server. */
  sealPlainCards(tx: Tx): Promise<void>;
  /** The account as an actor, for work done on its behalf after its request has ended. */
  actorFor(tx: Tx, accountId: string): Promise<Account>;
  staffOf(tx: Tx, organId: string): Promise<readonly { readonly accountId: string; readonly name: string }[]>;
  /** The persons of a unit who have a role: those to be told. */
  personsInRole(tx: Tx, organId: string, role: Role): Promise<readonly string[]>;
}

/** @param box seals card numbers. */
export function createAccess(parties: Parties, box: Box): Access {
  const seal = (cardNumber: string, accountId: string): Uint8Array =>
    box.seal(encodeUtf8(cardNumber), accountId);
  const cardOf = (account: store.AccountRow | undefined): string | null =>
    account?.sealedCard ? decodeUtf8(box.open(account.sealedCard, account.accountId)) : null;
  const named = async (
    tx: Tx,
    accounts: readonly store.AccountRow[],
  ): Promise<ReadonlyMap<string, string>> => {
    const people = await parties.readParties(
      tx,
      accounts.map((account) => account.personId),
    );
    return new Map(accounts.map((account) => [account.accountId, people.get(account.personId)?.name ?? ""]));
  };
  const createAccount: Access["createAccount"] = (ctx, account) =>
    store.insertAccount(
      ctx.tx,
      account,
      account.cardNumber === null ? null : seal(account.cardNumber, account.accountId),
    );
  return {
    createAccount,
    settleAccount: (ctx, wanted) =>
      settleAccount(
        {
          create: createAccount,
          sealCard: seal,
          openCard: (sealed, accountId) => decodeUtf8(box.open(sealed, accountId)),
        },
        ctx,
        wanted,
      ),
    hasDemoPeople: store.hasDemoPeople,
    addDemoPerson: (ctx, person) => store.insertDemoPerson(ctx.tx, person),
    accountNames: async (tx, ids) => named(tx, await store.listAccounts(tx, ids)),
    async officer(tx, accountId) {
      const accounts = await store.listAccounts(tx, [accountId]);
      return {
        name: (await named(tx, accounts)).get(accountId) ?? "",
        cardNumber: cardOf(accounts[0]) ?? "",
      };
    },
    cardNumber: async (tx, accountId) => cardOf((await store.listAccounts(tx, [accountId]))[0]),
    sealPlainCards: (tx) => store.sealPlainCards(tx, seal),
    async actorFor(tx, accountId) {
      const [account] = await store.listAccounts(tx, [accountId]);
      if (account === undefined) throw new Error(`no account ${accountId}`);
      const { personId, organId, roles } = account;
      const app = "console";
      return {
        kind: "account",
        accountId,
        sessionId: accountId,
        app,
        roles: rolesIn(app, roles),
        personId,
        partyId: personId,
        organId,
      };
    },
    personsInRole: async (tx, organId, role) =>
      (await store.listAccountsOfOrgan(tx, organId))
        .filter(({ roles }) => roles.includes(role))
        .map(({ personId }) => personId),
    async staffOf(tx, organId) {
      const accounts = await store.listAccountsOfOrgan(tx, organId);
      const names = await named(tx, accounts);
      return accounts.map(({ accountId }) => ({ accountId, name: names.get(accountId) ?? "" }));
    },
  };
}

export type { NewAccount } from "./account.ts";
export { createSessions, type Sessions } from "./sessions.ts";
