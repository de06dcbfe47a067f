import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../testing/database.ts";
import { runOnce } from "./pool.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query(
    "insert into platform.event (key, room, kind, payload) values (gen_random_uuid(), 'room', 'kind', '{}')",
  );
});
afterAll(() => database.drop());

const denied = { code: "42501" };
const asApp = (statement: string): Promise<unknown> => database.pool.query(statement);

test.each([
  "update platform.event set kind = 'other'",
  "delete from platform.event",
  "truncate platform.event",
  "update platform.file set size = 1",
])("the application role cannot rewrite history: %s", async (statement) => {
  await expect(asApp(statement)).rejects.toMatchObject(denied);
});

test.each([
  "create schema mine",
  "create table platform.mine (x int)",
  "create table public.mine (x int)",
  "create temporary table mine (x int)",
  "alter table platform.event add column x int",
  "alter table platform.event disable trigger all",
  "drop table platform.event",
  "insert into migration.checksum values ('x', 'y')",
  "create role more",
  "set role liangzheng_migrator",
  "copy platform.event to program 'cat'",
])("the application role cannot alter what there is: %s", async (statement) => {
  await expect(asApp(statement)).rejects.toMatchObject({ code: expect.stringMatching(/^42/) });
});

test("an event cannot choose its own sequence number", async () => {
  await expect(
    asApp(
      "insert into platform.event (seq, key, room, kind, payload) values (1, gen_random_uuid(), '', '', '{}')",
    ),
  ).rejects.toMatchObject({ code: "428C9" });
});

test("the migrator owns the schemas, and is no superuser", async () => {
  const [row] = await runOnce(
    database.migratorUrl,
    `select nspowner::regrole::text as owner, (select rolsuper from pg_roles where rolname = current_user) as super
     from pg_namespace where nspname = 'platform'`,
  );
  expect(row).toEqual({ owner: "liangzheng_migrator", super: false });
});
