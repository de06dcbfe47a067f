import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment, "/srv/liangzheng");
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};
const namesOf = (environment: Record<string, string>): string[] =>
  faultsOf(environment).map((fault) => fault.split(" ")[0] ?? "");

const production = {
  LIANGZHENG_MODE: "production",
  LIANGZHENG_ORIGIN_WALLET: "https://wallet.example",
  LIANGZHENG_ORIGIN_CONSOLE: "https://console.example",
  LIANGZHENG_ORIGIN_OFFICER: "https://officer.example",
  LIANGZHENG_ORIGIN_PUBLIC: "https://public.example",
  LIANGZHENG_OIDC_ISSUER: "https://id.example",
  LIANGZHENG_OIDC_CLIENT_ID: "liangzheng",
  LIANGZHENG_OIDC_CLIENT_SECRET: "0123456789abcdef",
  LIANGZHENG_TITLE: "演示市电子证照平台",
  LIANGZHENG_KEY_FILE: "/etc/liangzheng/keys.json",
};

test("nothing set is a demonstration on this machine alone", () => {
  const config = readConfig({}, "/srv/liangzheng");
  expect(config).toMatchObject({
    mode: "demo",
    host: "127.0.0.1",
    port: 8080,
    dataFolder: "/srv/liangzheng/data",
    keyFile: "/srv/liangzheng/data/keys.json",
    provider: undefined,
    database: undefined,
  });
  expect(config.origins.wallet).toBe("http://127.0.0.1:8080");
  expect(Object.isFrozen(config)).toBe(true);
});

test("an empty setting is as good as none", () => {
  expect(readConfig({ LIANGZHENG_PORT: "", LIANGZHENG_MODE: "" }, "/srv").port).toBe(8080);
});

test("every fault is told at once", () => {
  const faults = namesOf({
    LIANGZHENG_MODE: "prod",
    LIANGZHENG_PORT: "70000",
    LIANGZHENG_ORIGIN_WALLET: "https://wallet.example/path",
    LIANGZHENG_DATABASE_URL: "postgres://liangzheng_app@localhost/x",
    LIANGZHENG_OIDC_ISSUER: "https://id.example",
    LIANGZHENG_LOG_LEVEL: "loud",
    LIANGZHENG_PROT: "1",
  });
  expect(new Set(faults)).toEqual(
    new Set([
      "LIANGZHENG_MODE",
      "LIANGZHENG_PORT",
      "LIANGZHENG_ORIGIN_WALLET",
      "LIANGZHENG_DATABASE_MIGRATOR_URL",
      "LIANGZHENG_OIDC_CLIENT_ID",
      "LIANGZHENG_OIDC_CLIENT_SECRET",
      "LIANGZHENG_LOG_LEVEL",
      "LIANGZHENG_PROT",
    ]),
  );
});

test("a fault never repeats the value, which may be a secret", () => {
  const text = faultsOf({
    LIANGZHENG_PORT: "hunter2",
    LIANGZHENG_ORIGIN: "hunter2",
    LIANGZHENG_MODE: "hunter2",
  });
  expect(text.length).toBeGreaterThan(2);
  expect(text.join()).not.toContain("hunter2");
});

test("a whole production configuration is accepted", () => {
  expect(faultsOf(production)).toEqual([]);
  expect(readConfig(production, "/srv").provider?.url).toBe("https://id.example");
});

const without = (name: keyof typeof production): Record<string, string> =>
  Object.fromEntries(Object.entries(production).filter(([key]) => key !== name));

test.each<[string, Record<string, string>, string]>([
  [
    "the embedded provider, which has no passwords",
    without("LIANGZHENG_OIDC_ISSUER"),
    "LIANGZHENG_OIDC_ISSUER",
  ],
  [
    "an app without TLS",
    { ...production, LIANGZHENG_ORIGIN_WALLET: "http://wallet.example" },
    "LIANGZHENG_ORIGIN_WALLET",
  ],
  [
    "two apps of one origin",
    { ...production, LIANGZHENG_ORIGIN_OFFICER: "https://console.example" },
    "LIANGZHENG_ORIGIN",
  ],
  ["a key file in the data folder", without("LIANGZHENG_KEY_FILE"), "LIANGZHENG_KEY_FILE"],
  [
    "a key file deep in the data folder",
    { ...production, LIANGZHENG_DATA: "/data", LIANGZHENG_KEY_FILE: "/data/a/b/../keys.json" },
    "LIANGZHENG_KEY_FILE",
  ],
  [
    "a provider without TLS",
    { ...production, LIANGZHENG_OIDC_ISSUER: "http://id.example" },
    "LIANGZHENG_OIDC_ISSUER",
  ],
  [
    "a client secret that is the client id",
    { ...production, LIANGZHENG_OIDC_CLIENT_ID: "0123456789abcdef" },
    "LIANGZHENG_OIDC_CLIENT_SECRET",
  ],
  [
    "a client secret of a few characters",
    { ...production, LIANGZHENG_OIDC_CLIENT_SECRET: "changeme" },
    "LIANGZHENG_OIDC_CLIENT_SECRET",
  ],
  [
    "a database password that is the role's name",
    {
      ...production,
      LIANGZHENG_DATABASE_URL: "postgres://liangzheng_app:liangzheng_app@db/liangzheng",
      LIANGZHENG_DATABASE_MIGRATOR_URL: "postgres://liangzheng_migrator:b1Zq@db/liangzheng",
    },
    "LIANGZHENG_DATABASE_URL",
  ],
  [
    "a database password that stands in every example",
    {
      ...production,
      LIANGZHENG_DATABASE_URL: "postgres://liangzheng_app:b1Zq@db/liangzheng",
      LIANGZHENG_DATABASE_MIGRATOR_URL: "postgres://liangzheng_migrator:postgres@db/liangzheng",
    },
    "LIANGZHENG_DATABASE_MIGRATOR_URL",
  ],
  ["the title of the demonstration", without("LIANGZHENG_TITLE"), "LIANGZHENG_TITLE"],
])("production refuses %s", (_, environment, name) => {
  expect(namesOf(environment)).toContain(name);
});

test("metrics have a port of their own, or none", () => {
  expect(readConfig({}, "/srv").metricsPort).toBeUndefined();
  expect(readConfig({ LIANGZHENG_METRICS_PORT: "9400" }, "/srv").metricsPort).toBe(9400);
  expect(namesOf({ LIANGZHENG_METRICS_PORT: "8080" })).toEqual(["LIANGZHENG_METRICS_PORT"]);
  expect(namesOf({ LIANGZHENG_METRICS_PORT: "many" })).toEqual(["LIANGZHENG_METRICS_PORT"]);
});

test("only an origin that somebody has set may stand in certificates", () => {
  expect(readConfig({}, "/srv").publicOrigin).toBeUndefined();
  expect(readConfig(production, "/srv").publicOrigin).toBe("https://public.example");
});

test("a key file beside a data folder of a like name is outside of it", () => {
  expect(
    faultsOf({ ...production, LIANGZHENG_DATA: "/data", LIANGZHENG_KEY_FILE: "/data-keys/keys.json" }),
  ).toEqual([]);
});
