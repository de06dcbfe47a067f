import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import * as store from "./store.ts";

/** Who did what to what. Entries name subjects by key, never by personal data, and are never changed. */
export interface Audit {
  record(
    ctx: Ctx<Account>,
    entry: { readonly act: string; readonly subject: string; readonly outcome?: string },
  ): Promise<void>;
  list: typeof store.listEntries;
}

export const createAudit = (): Audit => ({
  record: (ctx, { act, subject, outcome = "done" }) =>
    store.insertEntry(ctx.tx, {
      entryId: ctx.id(),
      at: ctx.now,
      accountId: ctx.actor.accountId,
      organId: ctx.actor.organId,
      act,
      subject,
      outcome,
    }),
  list: store.listEntries,
});
