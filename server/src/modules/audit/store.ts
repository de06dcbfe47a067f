import type { Tx } from "../../platform/postgres/pool.ts";

export interface Entry {
  readonly entryId: string;
  readonly at: Date;
  readonly accountId: string;
  readonly organId: string | null;
  readonly act: string;
  readonly subject: string;
  readonly outcome: string;
}

export async function insertEntry(tx: Tx, entry: Entry): Promise<void> {
  await tx
    .insertInto("audit.entry")
    .values({
      entry_id: entry.entryId,
      at: entry.at,
      account_id: entry.accountId,
      organ_id: entry.organId,
      act: entry.act,
      subject: entry.subject,
      outcome: entry.outcome,
    })
    .execute();
}

/** Newest first, within one unit. */
export async function listEntries(
  tx: Tx,
  organId: string,
  after: string | undefined,
  limit: number,
): Promise<readonly Entry[]> {
  return tx
    .selectFrom("audit.entry")
    .select([
      "entry_id as entryId",
      "at",
      "account_id as accountId",
      "organ_id as organId",
      "act",
      "subject",
      "outcome",
    ])
    .where("organ_id", "=", organId)
    .$if(after !== undefined, (query) => query.where("entry_id", "<", after ?? ""))
    .orderBy("entry_id", "desc")
    .limit(limit)
    .execute();
}
