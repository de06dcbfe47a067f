import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generatePrivateKey } from "@liangzheng/gm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEmptyDeployment, type EmptyDeployment } from "../../testing/installation.ts";
import { buildSoftToken } from "../../testing/pkcs11/soft-token.ts";
import { buildSoftDevice, hasCompiler } from "../../testing/sdf/soft-device.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { connect } from "../platform/postgres/pool.ts";
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
    [
      "configuration",
      "runtime",
      "cryptography",
      "keys",
      "key store (software)",
      "disk",
      "database",
      "clock",
      "migrations",
    ].map((name) => [name, "pass"]),
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

test("a clock that stands before the newest time stamp is found: nothing could be sealed", async () => {
  const { pool, close } = connect(bureau.migratorUrl, { max: 1 });
  await pool.query(
    `insert into sealing.time_stamp (serial, imprint, at, policy)
    values (substring(sha256('serial') from 1 for 16), sha256('imprint'), now() + interval '1 day', '1.2')`,
  );
  const found = (await findings()).get("clock");
  await pool.query("delete from sealing.time_stamp");
  await close();
  expect(found).toMatchObject({
    result: "fail",
    detail: expect.stringContaining("before the newest time stamp"),
    remedy: expect.stringContaining("incident.md"),
  });
  expect((await findings()).get("clock")).toMatchObject({ result: "pass" });
});

test("a data folder that is not there yet is no failure", async () => {
  const missing = async (): Promise<number> => {
    throw new Error("ENOENT");
  };
  expect((await findings({ freeBytes: missing })).get("disk")).toMatchObject({ result: "unknown" });
});

test("the software store says that it is no certified product", async () => {
  expect((await findings()).get("key store (software)")).toMatchObject({
    result: "pass",
    detail: expect.stringContaining("no certified cryptographic product (商用密码产品)"),
  });
});

test("a device that is set up is asked; what is wrong with it is told, and the software store is not asked in its place", async () => {
  const device = (more: Record<string, string> = {}) =>
    set({
      LIANGZHENG_KEYSTORE: "sdf",
      LIANGZHENG_SDF_LIBRARY: join(bureau.folder, "absent.so"),
      LIANGZHENG_SDF_PASSWORD_FILE: join(bureau.folder, "access-code"),
      ...more,
    });
  await writeFile(join(bureau.folder, "access-code"), "correct horse", { mode: 0o600 });
  const broken = await findings(device());
  expect(broken.get("key store")).toMatchObject({
    result: "fail",
    detail: expect.stringContaining("LIANGZHENG_SDF_LIBRARY"),
    remedy: expect.stringContaining("docs/operations/keys.md"),
  });
  expect([...broken.keys()].filter((name) => name.startsWith("key store"))).toEqual(["key store"]);
});

test.skipIf(!hasCompiler)(
  "a device signs and verifies for the doctor (skipped without a C compiler)",
  async () => {
    const soft = await buildSoftDevice();
    await soft.makeKey(3, generatePrivateKey(random));
    const device = (store: string) =>
      set({
        LIANGZHENG_KEYSTORE: store,
        LIANGZHENG_SDF_LIBRARY: soft.library,
        LIANGZHENG_SDF_SLOTS: "2-5",
        LIANGZHENG_SDF_PASSWORD_FILE: soft.passwordFile,
      });
    expect((await findings(device("sdf"))).get("key store (sdf)")).toMatchObject({
      result: "pass",
      detail: expect.stringContaining("SM2 keys in 1 of the slots 2 to 5; slot 3 signs and verifies"),
    });
    await soft.fail("dead");
    const found = await findings(device("software"));
    expect(found.get("key store (software)")?.result).toBe("pass");
    expect(found.get("key store (sdf)")).toMatchObject({
      result: "fail",
      detail: expect.stringContaining("SDR_COMMFAIL"),
    });
    await soft.remove();
  },
);

test.skipIf(!hasCompiler)(
  "a token of PKCS #11 is named, and its PIN is not told (skipped without a C compiler)",
  async () => {
    const soft = await buildSoftToken();
    await soft.setKeys([["0a01", "ours", generatePrivateKey(random)]]);
    const token = (more: Record<string, string> = {}) =>
      set({
        LIANGZHENG_KEYSTORE: "pkcs11",
        LIANGZHENG_PKCS11_LIBRARY: soft.settings.library,
        LIANGZHENG_PKCS11_TOKEN: soft.settings.token,
        LIANGZHENG_PKCS11_PIN_FILE: soft.settings.pinFile,
        LIANGZHENG_PKCS11_KEY_LABEL: "ours",
        LIANGZHENG_PKCS11_SM2_SIGN: `0x${soft.settings.sign.toString(16)}`,
        ...more,
      });
    expect((await findings(token())).get("key store (pkcs11)")).toMatchObject({
      result: "pass",
      detail: expect.stringContaining(
        'token "test token", Liangzheng software, serial 0001; 1 SM2 keys; 0a01',
      ),
    });
    await writeFile(soft.settings.pinFile, "battery staple");
    const found = (await findings(token({ LIANGZHENG_KEYSTORE: "software" }))).get("key store (pkcs11)");
    expect(found).toMatchObject({ result: "fail", detail: expect.stringContaining("CKR_PIN_INCORRECT") });
    expect(JSON.stringify(found)).not.toContain("battery");
    await soft.remove();
  },
);

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
