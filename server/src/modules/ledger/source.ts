import type { JsonValue } from "@liangzheng/bytes";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";

/** A row that becomes a leaf. */
export interface LogEntry {
  /** The transaction that wrote it, decimal. */
  readonly tx: string;
  /** What its rows are spread by (hard rule 10). */
  readonly entryKey: string;
  readonly entryId: string;
  /** Everything the row says: what the leaf is the hash of, as canonical JSON (RFC 8785). */
  readonly content: JsonValue;
}

export interface EntryName {
  readonly entryKey: string;
  readonly entryId: string;
}

/** How far rows were read: all of smaller transactions, and of this one all up to this id. */
export interface Standing {
  readonly tx: string;
  readonly entryId: string;
}
export const beginning: Standing = { tx: "0", entryId: "00000000-0000-0000-0000-000000000000" };

/** Rows of another room that are written once and belong into the log. */
export interface LogSource {
  readonly kind: string;
  /** The next rows in the order (transaction, id), of transactions that have ended for every reader: see `settled`. */
  readNew(tx: Tx, after: Standing, limit: number): Promise<readonly LogEntry[]>;
  read(tx: Tx, names: readonly EntryName[]): Promise<readonly LogEntry[]>;
  /** Rows, of these transactions. */
  count(tx: Tx, until: Standing): Promise<number>;
}

/**
 * The condition that makes `readNew` miss nothing: rows appear when their transaction commits, not when they are written, so
 * only what lies below the oldest running transaction is final.
 */
export const settled = (after: Standing, id: string) =>
  sql<boolean>`(tx, ${sql.ref(id)}) > (${after.tx}::xid8, ${after.entryId}::uuid)
    and tx < pg_snapshot_xmin(pg_current_snapshot())`;
export const upTo = (until: Standing, id: string) =>
  sql<boolean>`(tx, ${sql.ref(id)}) <= (${until.tx}::xid8, ${until.entryId}::uuid)`;
