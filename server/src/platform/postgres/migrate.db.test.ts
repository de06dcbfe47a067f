import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emptyDatabase } from "../../../testing/database.ts";
import { listPending, migrate } from "./migrate.ts";
import { runOnce } from "./pool.ts";

let folder: string;
let url: string;
let drop: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-migrate-"));
  await write("0001_one.sql", "create schema one; create table one.a (x int); create table one.b (x int);");
  await write("0002_two.sql", "alter table one.a add column y int;");
  const database = await emptyDatabase();
  url = database.migratorUrl;
  drop = database.drop;
});
afterEach(async () => {
  await drop();
  await rm(folder, { recursive: true });
});

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const tables = async (): Promise<unknown[]> =>
  (
    await runOnce(url, "select relname from pg_class where relnamespace = to_regnamespace('one') order by 1")
  ).map((row) => row["relname"]);

test("files are applied once, in order, and a second run finds nothing to do", async () => {
  expect(await listPending(url, folder)).toEqual(["0001_one", "0002_two"]);
  expect(await migrate(url, folder)).toEqual(["0001_one", "0002_two"]);
  expect(await migrate(url, folder)).toEqual([]);
  expect(await listPending(url, folder)).toEqual([]);
  expect(await tables()).toEqual(["a", "b"]);
});

test("an applied file that was edited since is refused by name", async () => {
  await migrate(url, folder);
  await write("0001_one.sql", "create schema one; create table one.a (x bigint);");
  await write("0003_three.sql", "create table one.c (x int)");
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: "edited", file: "0001_one.sql" });
  await expect(listPending(url, folder)).rejects.toMatchObject({ code: "edited" });
  expect(await tables()).toEqual(["a", "b"]);
});

test("Windows line ends are no edit", async () => {
  await write("0002_two.sql", "alter table one.a\n  add column y int;\n");
  await migrate(url, folder);
  await write("0002_two.sql", "alter table one.a\r\n  add column y int;\r\n");
  expect(await migrate(url, folder)).toEqual([]);
});

test("an applied file that is gone is refused by name: the version is older than the data", async () => {
  await migrate(url, folder);
  await rm(join(folder, "0002_two.sql"));
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: "missing", file: "0002_two.sql" });
});

test("a file that comes late with a lower number is refused by name", async () => {
  await rm(join(folder, "0001_one.sql"));
  await write("0002_two.sql", "create schema one");
  await migrate(url, folder);
  await write("0001_one.sql", "select 1");
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: "out-of-order", file: "0001_one.sql" });
});

test("a failing file leaves those before it applied and nothing of itself", async () => {
  await write("0003_three.sql", "create table one.c (x int); create table one.a (x int);");
  await write("0004_four.sql", "create table one.d (x int);");
  await expect(migrate(url, folder)).rejects.toMatchObject({ code: "failed", file: "0003_three.sql" });
  expect(await tables()).toEqual(["a", "b"]);
  expect(await listPending(url, folder)).toEqual(["0003_three", "0004_four"]);
  await write("0003_three.sql", "create table one.c (x int);");
  expect(await migrate(url, folder)).toEqual(["0003_three", "0004_four"]);
});

test("two processes that migrate at once apply each file once", async () => {
  const done = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
  expect(done.flat().sort()).toEqual(["0001_one", "0002_two"]);
});

test.each(["1_one.sql", "0002_more.sql", "0003-three.sql"])("%s is no name for a migration", async (name) => {
  await write(name, "select 1");
  await expect(migrate(url, folder)).rejects.toMatchObject({
    code: "bad-name",
    file: expect.stringMatching(/\.sql$/),
  });
});

test("our own platform migration stands alone on an empty database", async () => {
  await rm(join(folder, "0001_one.sql"));
  await rm(join(folder, "0002_two.sql"));
  const own = fileURLToPath(new URL("../../../migrations/0001_platform.sql", import.meta.url));
  await cp(own, join(folder, "0001_platform.sql"));
  expect(await readFile(own, "utf8")).not.toMatch(/\breferences\b/i);
  expect(await migrate(url, folder)).toEqual(["0001_platform"]);
});
