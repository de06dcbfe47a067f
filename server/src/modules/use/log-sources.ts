import { toHex } from "@liangzheng/bytes";
import { type Selectable, sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { DB } from "../../platform/schema.gen.ts";
import type { Box } from "../../platform/vault.ts";
import { type EntryName, type LogEntry, type LogSource, settled, upTo } from "../ledger/index.ts";
import { openCircumstances } from "./receipt.ts";

/**
 * Receipts as leaves of the log. A leaf says what the receipt says, purpose and place too: whoever has the receipt can
 * compute it, and from its hash alone, over three random ids, nobody can tell or guess anything.
 */
export const receiptSources = (box: Box): readonly LogSource[] => [receiptSource(box), runReceiptSource(box)];

export function receiptSource(box: Box): LogSource {
  const asEntry = (row: ReceiptRow): LogEntry => ({
    tx: row.tx,
    entryKey: row.licence_key,
    entryId: row.receipt_id,
    content: {
      ...reading("use", box, row),
      licenceKey: row.licence_key,
      version: row.version,
      outcome: row.outcome,
    },
  });
  return {
    kind: "use",
    readNew: async (tx, after, limit) =>
      (
        await receipts(tx)
          .where(settled(after, "receipt_id"))
          .orderBy("use.receipt.tx")
          .orderBy("receipt_id")
          .limit(limit)
          .execute()
      ).map(asEntry),
    read: async (tx, names) => (await receipts(tx).where(named(names, "licence_key")).execute()).map(asEntry),
    async count(tx, until) {
      const row = await tx
        .selectFrom("use.receipt")
        .select((count) => count.fn.countAll<string>().as("count"))
        .where(upTo(until, "receipt_id"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}

function runReceiptSource(box: Box): LogSource {
  const asEntry = (row: RunRow): LogEntry => ({
    tx: row.tx,
    entryKey: row.party_id,
    entryId: row.receipt_id,
    content: {
      ...reading("run", box, row),
      partyId: row.party_id,
      count: row.count,
      digest: toHex(row.digest),
    },
  });
  return {
    kind: "run",
    readNew: async (tx, after, limit) =>
      (
        await runs(tx)
          .where(settled(after, "receipt_id"))
          .orderBy("use.run_receipt.tx")
          .orderBy("receipt_id")
          .limit(limit)
          .execute()
      ).map(asEntry),
    read: async (tx, names) => (await runs(tx).where(named(names, "party_id")).execute()).map(asEntry),
    async count(tx, until) {
      const row = await tx
        .selectFrom("use.run_receipt")
        .select((count) => count.fn.countAll<string>().as("count"))
        .where(upTo(until, "receipt_id"))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
  };
}

type ReceiptRow = Omit<Selectable<DB["use.receipt"]>, "session_id">;
type RunRow = Omit<Selectable<DB["use.run_receipt"]>, "session_id">;

const receipts = (tx: Tx) =>
  tx
    .selectFrom("use.receipt")
    .select([
      "receipt_id",
      "at",
      "licence_key",
      "version",
      "basis",
      "account_id",
      "organ_id",
      "outcome",
      "fields",
    ])
    .select(["circumstances", sql<string>`tx::text`.as("tx")]);
const runs = (tx: Tx) =>
  tx
    .selectFrom("use.run_receipt")
    .select(["receipt_id", "at", "party_id", "basis", "account_id", "organ_id", "fields", "count", "digest"])
    .select(["circumstances", sql<string>`tx::text`.as("tx")]);

const named = (names: readonly EntryName[], key: string) =>
  sql<boolean>`(${sql.ref(key)}, receipt_id) in (select * from unnest(${names.map(({ entryKey }) => entryKey)}::uuid[],
    ${names.map(({ entryId }) => entryId)}::uuid[]))`;

/** What every receipt says. */
function reading(
  kind: string,
  box: Box,
  row: Pick<
    ReceiptRow,
    "receipt_id" | "at" | "basis" | "account_id" | "organ_id" | "fields" | "circumstances"
  >,
) {
  return {
    kind,
    receiptId: row.receipt_id,
    at: row.at.toISOString(),
    basis: row.basis,
    accountId: row.account_id,
    organId: row.organ_id,
    fields: row.fields,
    ...openCircumstances(box, row.receipt_id, new Uint8Array(row.circumstances)),
  };
}
