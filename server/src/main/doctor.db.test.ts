import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEmptyDeployment, type EmptyDeployment } from "../../testing/installation.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { diagnose, type Host } from "./doctor.ts";
import { makeKeys, random } from "./keys.ts";

let bureau: EmptyDeployment;
beforeAll(async () => {
  bureau = await anEmptyDeployment();
  await makeKeys(join(bureau.folder, "keys.json"), random);
});
afterAll(() => bureau.remove());

/** What the doctor finds on a host that is well but for what is said. */
async function findings(host: Partial<Host> = {}) {
  const found = await diagnose({
    environment: bureau.environment,
    folder: bureau.folder,
    node: "24.21.0",
    choose: () => ({ refused: [], name: "native" }),
    freeBytes: async () => 50 * 1024 ** 3,
    clock: Date.now,
    ...host,
  });
  return new Map(found.map((finding) => [finding.name, finding]));
}
const set = (settings: Record<string, string>): Partial<Host> => ({
  environment: { ...bureau.environment, ...settings },
});

test("before the first start nothing fails, and what is to come is named", async () => {
  const found = await findings();
  expect([...found.values()].filter(({ result }) => result === "fail")).toEqual([]);
  expect(found.get("migrations")).toMatchObject({
    result: "unknown",
    detail: expect.stringContaining("waiting for the next start: 0001_platform"),
  });
});

test("a host that is well passes every check", async () => {
  await migrate(bureau.migratorUrl);
  const found = await findings();
  expect([...found].map(([name, { result }]) => [name, result])).toEqual(
    ["configuration", "runtime", "cryptography", "keys", "disk", "database", "clock", "migrations"].map(
      (name) => [name, "pass"],
    ),
  );
  expect(found.get("database")?.detail).toMatch(/^PostgreSQL \d+/);
});

test("faults of the configuration are told alone, each with where to read about it", async () => {
  const found = await diagnose({
    environment: { LIANGZHENG_MODE: "production" },
    folder: bureau.folder,
    node: "24.21.0",
    choose: () => ({ refused: [], name: "native" }),
    freeBytes: async () => 0,
    clock: Date.now,
  });
  expect(found.length).toBeGreaterThan(5);
  for (const { name, result, remedy } of found)
    expect([name, result, remedy]).toEqual([
      "configuration",
      "fail",
      "set it, see docs/operations/configuration.md",
    ]);
});

test.each<[string, () => Partial<Host>, string, string, string]>([
  ["an old Node", () => ({ node: "20.19.2" }), "runtime", "fail", "bring their own Node 24"],
  [
    "cryptography that differs",
    () => ({ choose: () => ({ refused: ["SM2 differs"], name: "pure" }) }),
    "cryptography",
    "unknown",
    "use the pinned Node",
  ],
  ["a full disk", () => ({ freeBytes: async () => 1024 ** 2 }), "disk", "fail", "free at least 1 GiB"],
  [
    "a clock that is wrong",
    () => ({ clock: () => Date.now() - 3_600_000 }),
    "clock",
    "fail",
    "set both by NTP",
  ],
  [
    "a database that is not there",
    () => set({ LIANGZHENG_DATABASE_MIGRATOR_URL: "postgres://liangzheng_migrator:x@127.0.0.1:1/none" }),
    "database",
    "fail",
    "check LIANGZHENG_DATABASE_URL",
  ],
])("%s is found, and what to do is said", async (_, host, name, result, remedy) => {
  expect((await findings(host())).get(name)).toMatchObject({
    result,
    remedy: expect.stringContaining(remedy),
  });
});

test("a data folder that is not there yet is no failure", async () => {
  const missing = async (): Promise<number> => {
    throw new Error("ENOENT");
  };
  expect((await findings({ freeBytes: missing })).get("disk")).toMatchObject({ result: "unknown" });
});

test("an embedded database that has not been started is no failure", async () => {
  const none = set({ LIANGZHENG_DATABASE_URL: "", LIANGZHENG_DATABASE_MIGRATOR_URL: "" });
  expect((await findings(none)).get("database")).toMatchObject({ result: "unknown" });
});

test("a key file that is missing, readable by others or damaged is found, and no byte of it is told", async () => {
  const missing = join(bureau.folder, "absent.json");
  expect((await findings(set({ LIANGZHENG_KEY_FILE: missing }))).get("keys")).toMatchObject({
    result: "unknown",
    detail: expect.stringContaining("will be made at the first start"),
  });
  const open = join(bureau.folder, "open.json");
  await makeKeys(open, random);
  await chmod(open, 0o644);
  expect((await findings(set({ LIANGZHENG_KEY_FILE: open }))).get("keys")).toMatchObject({
    result: "fail",
    detail: expect.stringContaining("chmod 600"),
  });
  const damaged = join(bureau.folder, "damaged.json");
  await writeFile(damaged, '{"keyEncryption":"00ff', { mode: 0o600 });
  const finding = (await findings(set({ LIANGZHENG_KEY_FILE: damaged }))).get("keys");
  expect(finding).toMatchObject({ result: "fail", detail: expect.stringContaining("bring back the copy") });
  expect(JSON.stringify(finding)).not.toContain("00ff");
});
