import type { operations } from "@liangzheng/contract";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Handler } from "../../platform/http.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { Parties } from "../parties/index.ts";
import type { Audit } from "./index.ts";

export interface AuditRoutes {
  readonly listAudit: Handler<typeof operations.listAudit>;
}

const pageSize = 50;

/** `namesOf` tells the people behind accounts; the accounts themselves are another room's. */
export const auditRoutes = (
  audit: Audit,
  parties: Parties,
  namesOf: (tx: Tx, accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
): AuditRoutes => ({
  async listAudit(ctx: Ctx<Account>, { query }) {
    const limit = query.limit ?? pageSize;
    const organId = ctx.actor.organId ?? "";
    const entries = await audit.list(ctx.tx, organId, query.after, limit);
    const names = await namesOf(
      ctx.tx,
      entries.map((entry) => entry.accountId),
    );
    const unit = (await parties.organs(ctx.tx, [organId])).get(organId)?.name ?? "";
    return {
      items: entries.map(({ entryId, at, accountId, act, subject, outcome }) => ({
        entryId,
        at: at.toISOString(),
        by: names.get(accountId) ?? "",
        unit,
        act,
        subject,
        outcome,
      })),
      next: entries.length === limit ? (entries.at(-1)?.entryId ?? null) : null,
    };
  },
});
