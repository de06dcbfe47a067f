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

test("time stamps are of the platform's own authority, of nobody, or of an address", () => {
  const of = (text: string) => readConfig({ LIANGZHENG_TSA: text }, "/srv").timeStamps;
  expect([of(""), of("own"), of("none")]).toEqual([{ by: "own" }, { by: "own" }, { by: "nobody" }]);
  const url = "https://tsa.example/stamp";
  expect(of(url)).toEqual({ by: "outside", url: new URL(url) });
  for (const wrong of ["yes", "ftp://tsa.example", "https://me:secret@tsa.example", "https://"])
    expect(namesOf({ LIANGZHENG_TSA: wrong })).toEqual(["LIANGZHENG_TSA"]);
});

test("the authority answers strangers in a demonstration, and in production only where that is set", () => {
  expect(readConfig({}, "/srv").answersTimeStamps).toBe(true);
  expect(readConfig(production, "/srv").answersTimeStamps).toBe(false);
  expect(readConfig({ ...production, LIANGZHENG_TSA_ANSWERS: "yes" }, "/srv").answersTimeStamps).toBe(true);
  expect(namesOf({ LIANGZHENG_TSA_ANSWERS: "perhaps" })).toEqual(["LIANGZHENG_TSA_ANSWERS"]);
});

test("private hosts are a list, and none unless they are named", () => {
  expect(readConfig({}, "/srv").privateHosts).toEqual([]);
  const named = readConfig({ LIANGZHENG_PRIVATE_HOSTS: "tsa.gov.internal, 10.1.2.3" }, "/srv");
  expect(named.privateHosts).toEqual(["tsa.gov.internal", "10.1.2.3"]);
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

test("keys are made in software unless a device is named, with its library and its access code", () => {
  expect(readConfig({}, "/srv").keyStore).toEqual({ store: "software", sdf: undefined });
  const device = { LIANGZHENG_SDF_LIBRARY: "sdf.so", LIANGZHENG_SDF_PASSWORD_FILE: "/etc/code" };
  const sdf = { library: "/srv/sdf.so", slots: [1, 64], passwordFile: "/etc/code" };
  expect(readConfig({ ...device, LIANGZHENG_KEYSTORE: "sdf" }, "/srv").keyStore).toEqual({
    store: "sdf",
    sdf,
  });
  expect(readConfig(device, "/srv").keyStore).toEqual({ store: "software", sdf });
  expect(namesOf({ LIANGZHENG_KEYSTORE: "sdf" })).toEqual(["LIANGZHENG_SDF_LIBRARY"]);
  expect(namesOf({ LIANGZHENG_KEYSTORE: "hsm" })).toEqual(["LIANGZHENG_KEYSTORE"]);
  expect(namesOf({ LIANGZHENG_SDF_LIBRARY: "/a.so" })).toEqual(["LIANGZHENG_SDF_PASSWORD_FILE"]);
  for (const slots of ["0-3", "5-4", "1", "1-9999", "a-b"])
    expect(namesOf({ LIANGZHENG_SDF_SLOTS: slots })).toEqual(["LIANGZHENG_SDF_SLOTS"]);
});

test("a token is named with its module, its label, the file of its PIN and the vendor's number for SM2", () => {
  const token = {
    LIANGZHENG_PKCS11_LIBRARY: "token.so",
    LIANGZHENG_PKCS11_TOKEN: "seals",
    LIANGZHENG_PKCS11_PIN_FILE: "/etc/pin",
    LIANGZHENG_PKCS11_SM2_SIGN: "0x80000001",
  };
  const pkcs11 = {
    ...{ library: "/srv/token.so", token: "seals", pinFile: "/etc/pin", keyLabel: "liangzheng" },
    ...{ sign: 0x8000_0001, generate: undefined, keyType: 3 },
  };
  expect(readConfig(token, "/srv").keyStore).toEqual({ store: "software", pkcs11 });
  const more = {
    LIANGZHENG_KEYSTORE: "pkcs11",
    LIANGZHENG_PKCS11_KEY_LABEL: "ours",
    LIANGZHENG_PKCS11_SM2_GENERATE: "0x80000002",
    LIANGZHENG_PKCS11_SM2_KEY_TYPE: "0x8000000A",
  };
  expect(readConfig({ ...token, ...more }, "/srv").keyStore).toEqual({
    store: "pkcs11",
    pkcs11: { ...pkcs11, keyLabel: "ours", generate: 0x8000_0002, keyType: 0x8000_000a },
  });
  expect(namesOf({ LIANGZHENG_KEYSTORE: "pkcs11" })).toEqual(["LIANGZHENG_PKCS11_LIBRARY"]);
  expect(namesOf({ LIANGZHENG_PKCS11_LIBRARY: "/a.so" })).toEqual([
    "LIANGZHENG_PKCS11_TOKEN",
    "LIANGZHENG_PKCS11_PIN_FILE",
    "LIANGZHENG_PKCS11_SM2_SIGN",
  ]);
  for (const number of ["1", "CKM_SM2", "0x", "0x100000000"])
    expect(namesOf({ LIANGZHENG_PKCS11_SM2_SIGN: number })).toEqual(["LIANGZHENG_PKCS11_SM2_SIGN"]);
});

test("a key file beside a data folder of a like name is outside of it", () => {
  expect(
    faultsOf({ ...production, LIANGZHENG_DATA: "/data", LIANGZHENG_KEY_FILE: "/data-keys/keys.json" }),
  ).toEqual([]);
});
