import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { consume, drainOnce } from "./consumer.ts";
import { appendEvents, eventInsert, rebaseEvents, type StoredEvent } from "./events.ts";
import { connect, inTransaction, runOnce } from "./pool.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 20 });
});
afterAll(() => database.drop());
beforeEach(() => runOnce(database.superuserUrl, "truncate platform.event, platform.cursor restart identity"));

const key = randomUUID();
const insert = (on: PoolClient, name: string): Promise<unknown> =>
  on.query(`${eventInsert()} values ('room', 'kind', $1, $2)`, [key, JSON.stringify({ name })]);
const nameOf = ({ payload }: StoredEvent): string => (payload as { name: string }).name;

/** All that a consumer gets until there is no more, in batches of a size. */
async function drain(consumer: string, batch = 100): Promise<string[]> {
  const seen: string[] = [];
  for (;;) {
    const { more } = await drainOnce(database.db, {
      consumer,
      batch,
      handle: async (events) => {
        seen.push(...events.map(nameOf));
      },
    });
    if (!more) return seen;
  }
}

/** What everybody writes first: remember the highest number seen. */
function naiveReader(condition = "true"): () => Promise<string[]> {
  let last = "0";
  return async () => {
    const { rows } = await database.pool.query<StoredEvent>(
      `select seq, payload from platform.event where seq > $1 and ${condition} order by seq`,
      [last],
    );
    last = rows.at(-1)?.seq ?? last;
    return rows.map(nameOf);
  };
}

test("a row that commits late under a lower number is not skipped, though a naive reader skips it", async () => {
  const naive = naiveReader();
  const slow = await database.pool.connect();
  const quick = await database.pool.connect();
  const seen: string[] = [];
  const naivelySeen: string[] = [];
  try {
    await slow.query("begin");
    await insert(slow, "first number, late commit");
    await insert(quick, "second number, early commit");
    naivelySeen.push(...(await naive()));
    seen.push(...(await drain("careful")));
    await slow.query("commit");
  } finally {
    slow.release();
    quick.release();
  }
  naivelySeen.push(...(await naive()));
  // Other databases of the server have transactions of their own, which the horizon waits for too.
  await expect.poll(async () => seen.push(...(await drain("careful")))).toBe(2);
  expect(seen).toEqual(["first number, late commit", "second number, early commit"]);
  expect(naivelySeen).toEqual(["second number, early commit"]);
});

test("a lower number of a younger transaction is not skipped, though a reader that remembers only numbers skips it", async () => {
  const older = await database.pool.connect();
  const younger = await database.pool.connect();
  const halfCareful = naiveReader("tx < pg_snapshot_xmin(pg_current_snapshot())");
  const seen: string[] = [];
  const halfSeen: string[] = [];
  try {
    await older.query("begin");
    await older.query("select pg_current_xact_id()");
    await younger.query("begin");
    await insert(younger, "lower number");
    await insert(older, "higher number");
    await older.query("commit");
    await expect.poll(async () => seen.push(...(await drain("careful")))).toBe(1);
    await expect.poll(async () => halfSeen.push(...(await halfCareful()))).toBe(1);
    await younger.query("commit");
  } finally {
    older.release();
    younger.release();
  }
  await expect.poll(async () => seen.push(...(await drain("careful")))).toBe(2);
  halfSeen.push(...(await halfCareful()));
  expect(seen).toEqual(["higher number", "lower number"]);
  expect(halfSeen).toEqual(["higher number"]);
});

test("two changes to one licence come in the order in which they happened, whichever transaction is older", async () => {
  const older = await database.pool.connect();
  const younger = await database.pool.connect();
  try {
    await older.query("begin");
    await older.query("select pg_current_xact_id()");
    await younger.query("begin");
    await insert(younger, "happened first");
    await younger.query("commit");
    // As after waiting for the row lock that `younger` held.
    await insert(older, "happened second");
    await older.query("commit");
  } finally {
    older.release();
    younger.release();
  }
  const seen: string[] = [];
  await expect.poll(async () => seen.push(...(await drain("careful", 1)))).toBe(2);
  expect(seen).toEqual(["happened first", "happened second"]);
});

const sorted = (names: readonly string[]): string[] => names.toSorted((a, b) => (a < b ? -1 : 1));

interface Writer {
  readonly aborts: boolean;
  readonly rows: number;
}

test("whatever the interleaving of writers, commits, aborts and reads, each committed row comes exactly once", async () => {
  const writer = fc.record({ aborts: fc.boolean(), rows: fc.integer({ min: 1, max: 3 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(writer, { minLength: 2, maxLength: 5 }),
      fc.array(fc.nat(), { minLength: 10, maxLength: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (writers, choices, batch) => {
        await runOnce(database.superuserUrl, "truncate platform.event, platform.cursor");
        const { seen, committed } = await interleave(writers, choices, batch);
        await expect
          .poll(async () => seen.push(...(await drain("careful", batch))))
          .toBeGreaterThanOrEqual(committed.length);
        expect(sorted(seen)).toEqual(sorted(committed));
        for (let at = 0; at < writers.length; at++) {
          const own = seen.filter((name) => name.startsWith(`${at}/`));
          expect(own).toEqual(sorted(own));
        }
      },
    ),
    { numRuns: 25, seed: 20261122 },
  );
});

/** Each choice lets one of the writers, or the reader, take its next step. */
async function interleave(
  writers: readonly Writer[],
  choices: readonly number[],
  batch: number,
): Promise<{ seen: string[]; committed: string[] }> {
  const clients = await Promise.all(writers.map(() => database.pool.connect()));
  const steps = writers.map(() => 0);
  const seen: string[] = [];
  const committed: string[] = [];
  const advance = async (at: number): Promise<void> => {
    const { rows, aborts } = writers[at]!;
    const step = steps[at]!++;
    if (step === 0) await clients[at]!.query("begin");
    else if (step <= rows) await insert(clients[at]!, `${at}/${step}`);
    else if (step === rows + 1) {
      await clients[at]!.query(aborts ? "rollback" : "commit");
      if (!aborts) for (let row = 1; row <= rows; row++) committed.push(`${at}/${row}`);
    }
  };
  try {
    for (const choice of choices) {
      const at = choice % (writers.length + 1);
      if (at === writers.length) seen.push(...(await drain("careful", batch)));
      else await advance(at);
    }
    for (let at = 0; at < writers.length; at++) while (steps[at]! < writers[at]!.rows + 2) await advance(at);
  } finally {
    for (const client of clients) client.release();
  }
  return { seen, committed };
}

test("a batch whose handler fails comes again, and nothing it wrote stays", async () => {
  await inTransaction(database.db, (tx) =>
    appendEvents(tx, [{ room: "room", kind: "kind", key, payload: { name: "once" } }]),
  );
  // Until the horizon has passed the event, the handler has nothing to fail on.
  await expect.poll(async () => (await drain("warm-up")).length).toBe(1);
  const failing = drainOnce(database.db, {
    consumer: "careful",
    handle: async (_events, tx) => {
      await appendEvents(tx, [{ room: "room", kind: "echo", key, payload: { name: "echo" } }]);
      throw new Error("handler failed");
    },
  });
  await expect(failing).rejects.toThrow("handler failed");
  expect(await drain("careful")).toEqual(["once"]);
  expect(await drain("careful")).toEqual([]);
});

test("an event rolls back with the change it reports", async () => {
  const work = inTransaction(database.db, async (tx) => {
    await appendEvents(tx, [{ room: "room", kind: "kind", key, payload: { name: "never" } }]);
    throw new Error("the change failed");
  });
  await expect(work).rejects.toThrow("the change failed");
  expect(await drain("careful")).toEqual([]);
});

test("while one process has a consumer, another stands by", async () => {
  await inTransaction(database.db, (tx) =>
    appendEvents(tx, [{ room: "room", kind: "kind", key, payload: { name: "a" } }]),
  );
  await expect.poll(async () => (await drain("warm-up")).length).toBe(1);
  let nested: string[] | undefined;
  await drainOnce(database.db, {
    consumer: "careful",
    handle: async () => {
      nested = await drain("careful");
    },
  });
  expect(nested).toEqual([]);
});

test("a consumer runs by itself, takes only its kinds, retries what failed, and stops in good order", async () => {
  const seen: string[] = [];
  const errors: unknown[] = [];
  const consumer = consume(database.db, {
    consumer: "picky",
    kinds: ["wanted"],
    batch: 3,
    pollMs: 10,
    onError: (error) => errors.push(error),
    handle: async (events) => {
      if (errors.length === 0) throw new Error("not today");
      seen.push(...events.map(nameOf));
    },
  });
  const names = Array.from({ length: 20 }, (_, at) => `n${String(at).padStart(2, "0")}`);
  for (const name of names) {
    await inTransaction(database.db, (tx) =>
      appendEvents(tx, [
        { room: "room", kind: "wanted", key, payload: { name } },
        { room: "room", kind: "other", key, payload: { name: "no" } },
      ]),
    );
    consumer.wake();
  }
  await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(20);
  await consumer.stop();
  expect(seen).toEqual(names);
  expect(errors).toHaveLength(1);
});

test("payloads come back as they were written, arrays and quotes included", async () => {
  const payload = { name: "x", list: [1, "two", null], text: `" \\ ' {} 食品` };
  await inTransaction(database.db, (tx) => appendEvents(tx, [{ room: "r", kind: "k", key, payload }]));
  const seen: unknown[] = [];
  const step = async (): Promise<number> => {
    await drainOnce(database.db, {
      consumer: "careful",
      handle: async (events) => {
        seen.push(...events.map((event) => event.payload));
      },
    });
    return seen.length;
  };
  await expect.poll(step).toBe(1);
  expect(seen).toEqual([payload]);
});

test("after a restore into a cluster whose transactions began again, consumers refuse, and once rebased lose nothing", async () => {
  for (const name of ["a", "b", "c"]) {
    await inTransaction(database.db, (tx) =>
      appendEvents(tx, [{ room: "room", kind: "kind", key, payload: { name } }]),
    );
  }
  await expect.poll(async () => (await drain("careful")).length).toBe(3);
  await inTransaction(database.db, (tx) =>
    appendEvents(tx, [{ room: "room", kind: "kind", key, payload: { name: "d" } }]),
  );
  // As rows from a cluster that had run much longer than this one.
  await runOnce(
    database.superuserUrl,
    `update platform.event set tx = (tx::text::bigint + 900000000)::text::xid8;
     update platform.cursor set done_tx = (done_tx::text::bigint + 900000000)::text::xid8,
       window_tx = (window_tx::text::bigint + 900000000)::text::xid8`,
  );
  await expect(drain("careful")).rejects.toThrow(/rebase/);
  const migrator = connect(database.migratorUrl, { max: 1 });
  await rebaseEvents(migrator.db);
  await migrator.close();
  expect(await drain("careful")).toEqual(["d"]);
  expect(await drain("newcomer")).toEqual(["a", "b", "c", "d"]);
});
