import { type Kysely, sql } from "kysely";
import type { NewEvent } from "../context.ts";
import type { DB } from "../schema.gen.ts";
import { named } from "./named.ts";

export interface StoredEvent {
  /** Order within a key; across keys no promise. A decimal number, beyond what a `number` holds exactly. */
  readonly seq: string;
  readonly at: Date;
  readonly room: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
}

/** Appends in the caller's transaction: the events become facts when, and only when, the change they report does. */
export async function appendEvents(tx: Kysely<DB>, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await append.runIn(tx, [JSON.stringify(events)]);
}

/**
 * The head of the insert, for hot paths that write change and event in one statement:
 * `with changed as (update … returning …) ${eventInsert()} select 'use', 'use.recorded', key, jsonb_build_object(…) from changed`.
 */
export const eventInsert = (tail = ""): string =>
  `insert into platform.event (room, kind, key, payload)${tail}`;

const append = named(
  "platform.append-events",
  `${eventInsert()} select room, kind, key, payload
  from json_to_recordset($1::json) as k (room text, kind text, key uuid, payload jsonb)`,
);

interface Standing {
  readonly done: string;
  readonly window: string;
  readonly seq: string;
}

/** One step of a consumer: the events to handle, and where it stands once they are. */
export interface Batch {
  readonly events: readonly StoredEvent[];
  /** There may be more at once. */
  readonly more: boolean;
  /** Stores the new standing, in the transaction that the events were read in. */
  commit(): Promise<void>;
}

/**
 * Reads what a consumer has not handled, in a transaction of the caller's.
 *
 * Invariant: nothing is skipped. A sequence number is taken before its transaction commits, so a reader that remembers
 * only a number passes by rows that appear later below it. Here a window of *transactions* is opened, up to the oldest
 * one still running: all below it have ended, so the rows of the window are final. Within the window rows come by `seq`,
 * which under a row lock is the order of causes: of two changes to one licence neither window nor `seq` turns the order.
 *
 * @returns undefined while another process has this consumer.
 * @throws Error when the cursor is ahead of the cluster, as after a restore into a new one: see `rebaseEvents`.
 */
export async function readBatch(
  tx: Kysely<DB>,
  consumer: string,
  kinds: readonly string[] | undefined,
  size: number,
): Promise<Batch | undefined> {
  // An advisory lock takes no transaction number: a slow handler that writes nothing holds no other reader back.
  const locked = await sql<{ mine: boolean; next: string }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`consumer ${consumer}`}, 0)) as mine,
           pg_snapshot_xmin(pg_current_snapshot())::text as next`.execute(tx);
  if (!locked.rows[0]?.mine) return undefined;
  const stored = await sql<Standing>`select done_tx::text as done, window_tx::text as window, seq::text as seq
    from platform.cursor where consumer = ${consumer}`.execute(tx);
  const next = BigInt(locked.rows[0].next);
  let at = stored.rows[0] ?? { done: "0", window: "0", seq: "0" };
  if (BigInt(at.done) > next) {
    throw new Error(
      `consumer ${consumer} stands at transaction ${at.done}, the cluster only at ${next}: rebase it`,
    );
  }
  // The former window is used up: everything below its end is done, and the next begins there.
  if (at.done === at.window) at = { done: at.window, window: String(next), seq: "0" };

  const kind = kinds === undefined ? sql`` : sql`and kind = any(${kinds}::text[])`;
  const { rows: events } = await sql<StoredEvent>`
    select seq::text as seq, at, room, kind, key, payload from platform.event
    where tx >= ${at.done}::xid8 and tx < ${at.window}::xid8 and seq > ${at.seq}::bigint ${kind}
    order by platform.event.seq limit ${size}`.execute(tx);
  const full = events.length === size;
  const after: Standing = full
    ? { ...at, seq: events.at(-1)?.seq ?? at.seq }
    : { done: at.window, window: at.window, seq: "0" };
  return {
    events,
    more: full,
    commit: async () => {
      // An idle consumer writes nothing; where it stands is then as good as where it would.
      if (events.length === 0 && !isLongAgo(stored.rows[0], after)) return;
      await sql`insert into platform.cursor (consumer, done_tx, window_tx, seq)
        values (${consumer}, ${after.done}::xid8, ${after.window}::xid8, ${after.seq}::bigint)
        on conflict (consumer) do update set done_tx = excluded.done_tx, window_tx = excluded.window_tx,
          seq = excluded.seq, updated_at = now()`.execute(tx);
    },
  };
}

/** An idle consumer of rare kinds still moves on now and then, or its window would grow without end. */
const isLongAgo = (before: Standing | undefined, after: Standing): boolean =>
  before?.done !== before?.window || BigInt(after.done) - BigInt(before?.done ?? 0) > 1000n;

/**
 * After a restore into a new cluster, whose transaction numbers begin again: the old numbers mean nothing there. Every
 * event becomes part of the past, and each consumer goes back to the first event it may not have handled (so some come
 * twice, none is lost). Run by the migrator, before any consumer.
 */
export async function rebaseEvents(migrator: Kysely<DB>): Promise<void> {
  await migrator.transaction().execute(async (tx) => {
    await sql`lock table platform.event, platform.cursor in access exclusive mode`.execute(tx);
    await sql`update platform.cursor c set
      seq = coalesce((select min(e.seq) - 1 from platform.event e
                      where e.tx >= c.done_tx and (e.tx >= c.window_tx or e.seq > c.seq)),
                     (select max(e.seq) from platform.event e), 0),
      done_tx = '0', window_tx = '4', updated_at = now()`.execute(tx);
    await sql`update platform.event set tx = '3'`.execute(tx);
  });
}
