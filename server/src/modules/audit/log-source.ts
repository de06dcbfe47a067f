import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import { type LogEntry, type LogSource, settled, upTo } from "../ledger/index.ts";

/** Audit entries, as leaves of the log. */
export const auditSource: LogSource = {
  kind: "audit",
  async readNew(tx, after, limit) {
    const rows = await entries(tx)
      .where(settled(after, "entry_id"))
      .orderBy("tx")
      .orderBy("entry_id")
      .limit(limit)
      .execute();
    return rows.map(asEntry);
  },
  async read(tx, names) {
    const ids = names.map(({ entryId }) => entryId);
    return (await entries(tx).where(sql<boolean>`entry_id = any(${ids}::uuid[])`).execute()).map(asEntry);
  },
  async count(tx, until) {
    const row = await tx
      .selectFrom("audit.entry")
      .select((count) => count.fn.countAll<string>().as("count"))
      .where(upTo(until, "entry_id"))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  },
};

const entries = (tx: Tx) =>
  tx
    .selectFrom("audit.entry")
    .select([
      sql<string>`tx::text`.as("tx"),
      "entry_id as entryId",
      "at",
      "account_id as accountId",
      "organ_id as organId",
      "act",
      "subject",
      "outcome",
    ]);

function asEntry({
  tx,
  ...row
}: Awaited<ReturnType<ReturnType<typeof entries>["execute"]>>[number]): LogEntry {
  const { entryId, at, ...said } = row;
  return {
    tx,
    entryKey: entryId,
    entryId,
    content: { kind: "audit", entryId, at: at.toISOString(), ...said },
  };
}
