import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { batcher } from "./batcher.ts";
import { describeSchema } from "./describe-schema.ts";
import { named } from "./named.ts";
import { connect, createPool, runOnce, withLogin } from "./pool.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const echo = named<{ x: number }>("test.echo", "select $1::int as x");

test("a named statement is prepared once on a connection and used again", async () => {
  const client = await database.pool.connect();
  try {
    expect(await echo.run(client, [1])).toEqual([{ x: 1 }]);
    expect(await echo.run(client, [2])).toEqual([{ x: 2 }]);
    const { rows } = await client.query(
      "select name, (generic_plans + custom_plans)::int as uses from pg_prepared_statements",
    );
    expect(rows).toEqual([{ name: "test.echo", uses: 2 }]);
  } finally {
    client.release();
  }
});

test("a statement of Kysely's is prepared by itself at the third time, and answers as before", async () => {
  await database.db.transaction().execute(async (tx) => {
    for (const x of [1, 2, 3, 4]) {
      const { rows } = await sql<{ x: number }>`select ${x}::int + 7000 as x`.execute(tx);
      expect(rows).toEqual([{ x: x + 7000 }]);
    }
    const { rows } = await sql`select (generic_plans + custom_plans)::int as uses from pg_prepared_statements
      where statement like '%7000 as x'`.execute(tx);
    expect(rows).toEqual([{ uses: 2 }]);
  });
});

test("one name cannot mean two statements", () => {
  expect(() => named("test.echo", "select 2")).toThrow(/another text/);
  expect(() => named("x".repeat(64), "select 1")).toThrow(/not a statement name/);
});

test("a hundred concurrent look-ups become few statements, and each gets its own row", async () => {
  let statements = 0;
  const square = batcher({
    run: async (inputs: readonly number[]) => {
      statements++;
      const { rows } = await database.pool.query<{ x: number }>(
        "select v * v as x from unnest($1::int[]) with ordinality as t(v, n) order by n",
        [inputs],
      );
      return rows.map(({ x }) => x);
    },
    maxBatch: 64,
    maxInFlight: 2,
  });
  const inputs = Array.from({ length: 100 }, (_, at) => at);
  expect(await Promise.all(inputs.map(square))).toEqual(inputs.map((input) => input * input));
  expect(statements).toBe(2);
});

test("a calendar day stays a day, a large number stays exact, bytes are bytes", async () => {
  const { rows } = await database.pool.query(
    "select date '1999-12-31' as day, 9007199254740993::bigint as big, '\\x00ff'::bytea as bytes, timestamptz '2026-01-02 00:00+08' as at",
  );
  expect(rows[0]).toEqual({
    day: "1999-12-31",
    big: "9007199254740993",
    bytes: Buffer.from([0, 255]),
    at: new Date("2026-01-01T16:00:00Z"),
  });
});

test("the database finds trigrams in Chinese text, and the migrator may install what needs them", async () => {
  const [row] = await runOnce(
    database.migratorUrl,
    "create extension if not exists pg_trgm; select array_length(show_trgm('食品经营'), 1) as n",
  );
  expect(row).toEqual({ n: 5 });
});

test("a connection that is cut while idle is told, and replaced", async () => {
  const told: Error[] = [];
  const { pool, close } = connect(database.appUrl, { max: 1, onError: (error) => told.push(error) });
  const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
  await runOnce(database.superuserUrl, `select pg_terminate_backend(${rows[0]?.pid})`);
  await expect.poll(() => told.length).toBe(1);
  expect((await pool.query("select 1 as x")).rows).toEqual([{ x: 1 }]);
  await close();
});

test("a login with any characters survives the making of its URL", () => {
  const url = new URL(
    withLogin("postgres://a:b@h:1/c", { user: "u@x", password: "p/:@?#%", database: "d e" }),
  );
  expect(decodeURIComponent(url.password)).toBe("p/:@?#%");
  expect(decodeURIComponent(url.username)).toBe("u@x");
  expect(decodeURIComponent(url.pathname)).toBe("/d e");
});

test("the types of a table say what may be left out, what may be null and what only the database writes", async () => {
  await runOnce(
    database.migratorUrl,
    `create schema sample; create type sample.colour as enum ('red', 'green');
     create domain sample.code as text not null;
     create table sample.thing (id bigint generated always as identity, made timestamptz not null default now(),
       name sample.code, colour sample.colour not null, colours sample.colour[] not null, note text, body bytea not null,
       payload jsonb, sizes bigint[] not null, half numeric generated always as (1) stored);`,
  );
  const pool = createPool(database.migratorUrl, { max: 1 });
  const text = await describeSchema(pool);
  await pool.end();
  expect(
    /export interface SampleThing \{\n([^}]*)\}/
      .exec(text)?.[1]
      ?.split("\n")
      .map((line) => line.trim()),
  ).toEqual([
    "id: DatabaseOnly<Int8>;",
    "made: Defaulted<Instant>;",
    "name: string;",
    'colour: "red" | "green";',
    'colours: ("red" | "green")[];',
    "note: Nullable<string>;",
    "body: Bytes;",
    "payload: Nullable<Json>;",
    "sizes: string[];",
    "half: DatabaseOnly<Nullable<Numeric>>;",
    "",
  ]);
  expect(text).toContain('"sample.thing": SampleThing;');
});
