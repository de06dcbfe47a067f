import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLicenceTypes } from "../../seeds/types.ts";
import { anEmptyDeployment, anInstallation, type EmptyDeployment } from "../../testing/installation.ts";
import { apply } from "./apply.ts";
import { readConfig } from "./config.ts";
import { backupManifest } from "./key-place.ts";
import { makeKeys, random } from "./keys.ts";
import { start } from "./start.ts";

let bureau: EmptyDeployment;
let environment: Record<string, string>;
beforeAll(async () => {
  bureau = await anEmptyDeployment();
  environment = {
    ...bureau.environment,
    LIANGZHENG_MODE: "production",
    LIANGZHENG_ORIGIN: "",
    LIANGZHENG_ORIGIN_WALLET: "https://wallet.example",
    LIANGZHENG_ORIGIN_CONSOLE: "https://console.example",
    LIANGZHENG_ORIGIN_OFFICER: "https://officer.example",
    LIANGZHENG_ORIGIN_PUBLIC: "https://public.example",
    LIANGZHENG_OIDC_ISSUER: "https://id.example",
    LIANGZHENG_OIDC_CLIENT_ID: "liangzheng",
    LIANGZHENG_OIDC_CLIENT_SECRET: "0123456789abcdef",
    LIANGZHENG_TITLE: "示例市电子证照平台",
  };
});
afterAll(() => bureau.remove());

const tell = (): void => undefined;
const outcome = async (settings: Record<string, string> = environment): Promise<string> => {
  try {
    const running = await start({ config: readConfig(settings, bureau.folder), tell });
    await running.stop();
    return "started";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};
const applied = async (mode: "demo" | "production", installation = anInstallation()): Promise<string> => {
  await bureau.write(installation);
  const settings = mode === "demo" ? bureau.environment : environment;
  return apply({ file: bureau.file, dryRun: false, environment: settings, tell }).then(
    () => "applied",
    (error: Error) => `${error.name}: ${error.message}`,
  );
};

test("production starts without a key file only when somebody has made one", async () => {
  expect(await outcome()).toMatch(/^KeyFileError: .*liangzheng keys new/);
  await makeKeys(join(bureau.folder, "keys.json"), random);
  expect(await outcome()).toBe("started");
});

test("production refuses a key file that only a link keeps outside the data folder", async () => {
  const inside = join(bureau.folder, "data", "hidden.json");
  await makeKeys(inside, random);
  const link = join(bureau.folder, "link.json");
  await symlink(inside, link);
  expect(await outcome({ ...environment, LIANGZHENG_KEY_FILE: link })).toMatch(
    /^KeyFileError: .*lies in the data folder/,
  );
});

test("production refuses a key file in the folder of the embedded database, wherever that lies", async () => {
  const cluster = join(bureau.folder, "cluster");
  await mkdir(join(bureau.folder, "data", "postgres"), { recursive: true });
  const state = join(bureau.folder, "data", "postgres", "state.json");
  await writeFile(state, JSON.stringify({ cluster }));
  const inside = join(cluster, "keys.json");
  await makeKeys(inside, random);
  expect(await outcome({ ...environment, LIANGZHENG_KEY_FILE: inside })).toMatch(
    /^KeyFileError: .*lies in the folder of the database/,
  );
  await rename(state, `${state}.away`);
});

test("production refuses a key file that lies in a backup", async () => {
  const backup = join(bureau.folder, "backup");
  const inside = join(backup, "deep", "keys.json");
  await makeKeys(inside, random);
  expect(await outcome({ ...environment, LIANGZHENG_KEY_FILE: inside })).toBe("started");
  await writeFile(join(backup, backupManifest), "{}");
  expect(await outcome({ ...environment, LIANGZHENG_KEY_FILE: inside })).toMatch(
    /^KeyFileError: .*lies in the backup/,
  );
});

test("production takes no fictitious body, person or made-up type from a file", async () => {
  const refused = await applied("production");
  for (const path of ["/organs/0/code", "/organs/0/division", "/accounts/0/citizenNumber"])
    expect(refused).toContain(`${path} is of a division 99xxxx`);
  const definition = readLicenceTypes().get("law-enforcement-officer-card");
  await writeFile(join(bureau.folder, "made-up.json"), JSON.stringify(definition));
  const types = { "law-enforcement-officer-card": "made-up.json" };
  expect(await applied("production", { ...anInstallation(), types })).toContain(
    "/types/law-enforcement-officer-card has a code that is made up",
  );
});

test("production refuses a database with a body of a division that does not exist, and names it", async () => {
  expect(await applied("demo")).toBe("applied");
  expect(await outcome()).toMatch(
    /^DemonstrationData: .*\n.*the body 演示市住房和城乡建设局 of division 990100/,
  );
});

test("production refuses a database with a type whose code is made up, and names it", async () => {
  const definition = readLicenceTypes().get("law-enforcement-officer-card");
  await writeFile(join(bureau.folder, "made-up.json"), JSON.stringify(definition));
  const types = { "law-enforcement-officer-card": "made-up.json" };
  expect(await applied("demo", { ...anInstallation(), types, adoptions: [] })).toBe("applied");
  expect(await outcome()).toMatch(/the licence type law-enforcement-officer-card, whose code is made up/);
});
