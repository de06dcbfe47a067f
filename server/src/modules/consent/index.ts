import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { type Agreement, answerRequest, withdrawUse } from "./answer-request.ts";
import { askForUse, openParticulars, type WantedUse } from "./ask-for-use.ts";
import { purgeCodes } from "./code-store.ts";
import { decideItem, proposeItem, type WantedItem } from "./decide-item.ts";
import { listItemsByIds } from "./item-store.ts";
import { findRequest } from "./request-store.ts";
import { type CodeDeps, openCode, spendCode, takeCode } from "./take-code.ts";

/** 授权用证: what units may ask holders for, what was asked and agreed to. Reads no licence: what is agreed to, `use` reads. */
export interface Consent {
  proposeItem(ctx: Ctx<Account>, wanted: WantedItem): Promise<string>;
  decideItem(ctx: Ctx<Account>, itemId: string, decided: Parameters<typeof decideItem>[3]): Promise<void>;
  askForUse(ctx: Ctx<Account>, wanted: WantedUse): Promise<string>;
  /** Null refuses. */
  answerRequest(ctx: Ctx<Account>, requestId: string, agree: Agreement | null): Promise<void>;
  withdrawUse(ctx: Ctx<Account>, requestId: string): Promise<void>;
  takeCode(ctx: Ctx<Account>, requestId: string): ReturnType<typeof takeCode>;
  openCode(...asked: Tail<typeof openCode>): ReturnType<typeof openCode>;
  spendCode(...spent: Tail<typeof spendCode>): ReturnType<typeof spendCode>;
  /** Who asked whom for what, to be told to both. */
  tellRequest(tx: Tx, requestId: string): Promise<ToldRequest | undefined>;
  /** Codes that nobody used. */
  purge: typeof purgeCodes;
}

type Tail<F> = F extends (deps: never, ...rest: infer R) => unknown ? R : never;

export interface ToldRequest {
  readonly organId: string;
  readonly accountId: string;
  readonly partyId: string | null;
  readonly typeKey: string;
  readonly itemName: string;
  readonly businessNumber: string;
}

export const createConsent = (deps: CodeDeps): Consent => ({
  proposeItem: (ctx, wanted) => proposeItem(deps, ctx, wanted),
  decideItem: (ctx, itemId, decided) => decideItem(deps, ctx, itemId, decided),
  askForUse: (ctx, wanted) => askForUse(deps, ctx, wanted),
  answerRequest: (ctx, requestId, agree) => answerRequest(deps, ctx, requestId, agree),
  withdrawUse: (ctx, requestId) => withdrawUse(deps, ctx, requestId),
  takeCode: (ctx, requestId) => takeCode(deps, ctx, requestId),
  openCode: (...asked) => openCode(deps, ...asked),
  spendCode: (...spent) => spendCode(deps, ...spent),
  async tellRequest(tx, requestId) {
    const row = await findRequest(tx, requestId);
    if (row === undefined) return undefined;
    const [item] = await listItemsByIds(tx, [row.itemId]);
    const { organId, accountId, partyId, typeKey } = row;
    const { businessNumber } = openParticulars(deps.box, row);
    return { organId, accountId, partyId, typeKey, itemName: item?.itemName ?? "", businessNumber };
  },
  purge: purgeCodes,
});

export type { CodeDeps as ConsentDeps, OpenedCode } from "./take-code.ts";
