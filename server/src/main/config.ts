import { isAbsolute, join, relative, resolve } from "node:path";
import { type App, apps } from "@liangzheng/contract";
import type { KeyStoreSettings } from "../platform/key-store/open-key-stores.ts";
import { keyStoreSettings, readKeyStore } from "./key-store-settings.ts";

export type Mode = "demo" | "production";

/** Everything that can be set, parsed once and frozen. `docs/operations/configuration.md` is generated from `settings`. */
export interface Config {
  readonly mode: Mode;
  readonly title: string;
  readonly host: string;
  readonly port: number;
  readonly origins: Readonly<Record<App, string>>;
  /** The origin of the public pages where somebody has set it: only then may it stand in certificates. */
  readonly publicOrigin: string | undefined;
  /** Undefined: no metrics are served. */
  readonly metricsPort: number | undefined;
  readonly dataFolder: string;
  /** Undefined: the embedded PostgreSQL in the data folder. */
  readonly database: { readonly url: string; readonly migratorUrl: string } | undefined;
  readonly keyFile: string;
  /** Where the keys that sign live. */
  readonly keyStore: KeyStoreSettings;
  /** Undefined: the embedded provider of demonstrations. */
  readonly provider:
    | { readonly url: string; readonly clientId: string; readonly clientSecret: string }
    | undefined;
  /** Who dates what is sealed here. */
  readonly timeStamps: { readonly by: "own" | "nobody" } | { readonly by: "outside"; readonly url: URL };
  /** Whether the platform's time-stamp authority answers to anybody who asks, at /tsa. */
  readonly answersTimeStamps: boolean;
  /** Hosts that may be called although they lie in a private network. */
  readonly privateHosts: readonly string[];
  readonly logLevel: (typeof logLevels)[number];
}

const logLevels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

/** Name, what it means, and what holds when it is not set. */
export const settings = {
  LIANGZHENG_MODE: ["`demo` or `production`", "demo"],
  LIANGZHENG_TITLE: ["Whose platform this is, as certificates and pages say it", "演示省电子证照平台"],
  LIANGZHENG_HOST: ["Address to listen on", "127.0.0.1"],
  LIANGZHENG_PORT: ["Port to listen on", "8080"],
  LIANGZHENG_METRICS_PORT: [
    "Port of Prometheus metrics (`/metrics`), on 127.0.0.1 only whatever LIANGZHENG_HOST says",
    "no metrics",
  ],
  LIANGZHENG_ORIGIN: ["Public origin of all apps, where they share one", "http://127.0.0.1:<port>"],
  LIANGZHENG_ORIGIN_WALLET: [
    "Public origin of the wallet; production wants a host name for each app",
    "LIANGZHENG_ORIGIN",
  ],
  LIANGZHENG_ORIGIN_CONSOLE: ["Public origin of the console", "LIANGZHENG_ORIGIN"],
  LIANGZHENG_ORIGIN_OFFICER: ["Public origin of the officers' app", "LIANGZHENG_ORIGIN"],
  LIANGZHENG_ORIGIN_PUBLIC: ["Public origin of the public pages", "LIANGZHENG_ORIGIN"],
  LIANGZHENG_DATA: ["Folder of files and of the embedded database", "./data"],
  LIANGZHENG_DATABASE_URL: ["PostgreSQL 15 or later, as the role liangzheng_app", "the embedded PostgreSQL"],
  LIANGZHENG_DATABASE_MIGRATOR_URL: [
    "The same database, as the role liangzheng_migrator",
    "required with LIANGZHENG_DATABASE_URL",
  ],
  LIANGZHENG_KEY_FILE: [
    "File of the key-encryption key and the index key, mode 0600, outside the data folder",
    "<data>/keys.json in demo mode",
  ],
  ...keyStoreSettings,
  LIANGZHENG_OIDC_ISSUER: ["OpenID Connect provider", "the embedded provider in demo mode"],
  LIANGZHENG_OIDC_CLIENT_ID: ["Client id at that provider", "required with LIANGZHENG_OIDC_ISSUER"],
  LIANGZHENG_OIDC_CLIENT_SECRET: ["Client secret at that provider", "required with LIANGZHENG_OIDC_ISSUER"],
  LIANGZHENG_TSA: [
    "Who puts time stamps on what is sealed: `own` (the platform's authority), `none`, or the address of an RFC 3161 service of SM2 with SM3",
    "own",
  ],
  LIANGZHENG_TSA_ANSWERS: [
    "Whether the platform's authority answers anybody at `/tsa`: `yes` or `no`",
    "yes in demo mode, no in production",
  ],
  LIANGZHENG_PRIVATE_HOSTS: [
    "Host names, separated by commas, that may be called although their address is of a private network",
    "none: private addresses are refused",
  ],
  LIANGZHENG_LOG_LEVEL: [logLevels.join(", "), "info"],
} as const;
type Setting = keyof typeof settings;

/** Every fault of the configuration at once. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `the configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

/** @throws ConfigError with all faults. Unknown names that begin with LIANGZHENG_ are faults: they are misspellings. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Config {
  const faults: string[] = [];
  const fault = (name: Setting, what: string): void => void faults.push(`${name} ${what}`);
  const value = (name: Setting): string | undefined => environment[name] || undefined;
  const choice = <T extends string>(name: Setting, among: readonly T[], otherwise: T): T => {
    const text = value(name) ?? otherwise;
    const found = among.find((one) => one === text);
    if (found === undefined) fault(name, `must be one of: ${among.join(", ")}`);
    return found ?? otherwise;
  };
  for (const name of Object.keys(environment)) {
    if (name.startsWith("LIANGZHENG_") && !(name in settings))
      faults.push(`${name} is no setting: is it misspelt?`);
  }

  const mode = choice<Mode>("LIANGZHENG_MODE", ["demo", "production"], "demo");
  const port = Number(value("LIANGZHENG_PORT") ?? 8080);
  const isPort = isPortNumber(port);
  if (!isPort) fault("LIANGZHENG_PORT", "must be a port number");
  const metricsText = value("LIANGZHENG_METRICS_PORT");
  const metricsPort = metricsText === undefined ? undefined : Number(metricsText);
  if (metricsPort !== undefined && !isPortNumber(metricsPort))
    fault("LIANGZHENG_METRICS_PORT", "must be a port number");
  else if (metricsPort !== undefined && metricsPort !== 0 && metricsPort === port)
    fault("LIANGZHENG_METRICS_PORT", "must be another port than LIANGZHENG_PORT");
  const origins = readOrigins(mode, isPort ? port : 8080, value, fault);
  const dataFolder = resolve(folder, value("LIANGZHENG_DATA") ?? "data");
  const url = value("LIANGZHENG_DATABASE_URL");
  const migratorUrl = value("LIANGZHENG_DATABASE_MIGRATOR_URL");
  if ((url === undefined) !== (migratorUrl === undefined)) {
    fault(
      url === undefined ? "LIANGZHENG_DATABASE_URL" : "LIANGZHENG_DATABASE_MIGRATOR_URL",
      "is missing: the two come together",
    );
  }
  const keyFile = resolve(folder, value("LIANGZHENG_KEY_FILE") ?? join(dataFolder, "keys.json"));
  const keyStore = readKeyStore(value, fault, folder);
  const inData = relative(dataFolder, keyFile);
  const issuer = value("LIANGZHENG_OIDC_ISSUER");
  const clientId = value("LIANGZHENG_OIDC_CLIENT_ID");
  const clientSecret = value("LIANGZHENG_OIDC_CLIENT_SECRET");
  if (issuer !== undefined && clientId === undefined) fault("LIANGZHENG_OIDC_CLIENT_ID", "is missing");
  if (issuer !== undefined && clientSecret === undefined)
    fault("LIANGZHENG_OIDC_CLIENT_SECRET", "is missing");
  if (mode === "production") {
    if (issuer === undefined)
      fault(
        "LIANGZHENG_OIDC_ISSUER",
        "is missing: the demonstration provider has no passwords and never runs in production",
      );
    else if (!issuer.startsWith("https:"))
      fault("LIANGZHENG_OIDC_ISSUER", "must begin with https: in production");
    if (clientSecret !== undefined && (clientSecret.length < 16 || clientSecret === clientId))
      fault(
        "LIANGZHENG_OIDC_CLIENT_SECRET",
        "is no secret: production wants 16 characters or more, not the client id",
      );
    for (const [name, text] of [
      ["LIANGZHENG_DATABASE_URL", url],
      ["LIANGZHENG_DATABASE_MIGRATOR_URL", migratorUrl],
    ] as const)
      if (text !== undefined && hasDefaultPassword(text)) fault(name, "has a password that everybody knows");
    if (value("LIANGZHENG_TITLE") === undefined)
      fault("LIANGZHENG_TITLE", "is missing: certificates would carry the name of the demonstration");
    if (!inData.startsWith("..") && !isAbsolute(inData)) {
      fault(
        "LIANGZHENG_KEY_FILE",
        "must lie outside the data folder: a backup of the data must not carry the key to it",
      );
    }
  }
  const timeStamps = readTimeStamps(value("LIANGZHENG_TSA") ?? "own");
  if (timeStamps === undefined)
    fault("LIANGZHENG_TSA", "must be own, none, or an http or https address without a user name");
  const answers = choice("LIANGZHENG_TSA_ANSWERS", ["yes", "no"], mode === "demo" ? "yes" : "no");
  const logLevel = choice("LIANGZHENG_LOG_LEVEL", logLevels, "info");
  if (faults.length > 0) throw new ConfigError(faults);
  return Object.freeze({
    mode,
    title: value("LIANGZHENG_TITLE") ?? settings.LIANGZHENG_TITLE[1],
    host: value("LIANGZHENG_HOST") ?? "127.0.0.1",
    port,
    origins,
    publicOrigin: value("LIANGZHENG_ORIGIN_PUBLIC") ?? value("LIANGZHENG_ORIGIN"),
    metricsPort,
    dataFolder,
    database: url === undefined || migratorUrl === undefined ? undefined : { url, migratorUrl },
    keyFile,
    keyStore,
    provider:
      issuer === undefined
        ? undefined
        : { url: issuer, clientId: clientId ?? "", clientSecret: clientSecret ?? "" },
    timeStamps: timeStamps ?? ({ by: "own" } as const),
    answersTimeStamps: answers === "yes",
    privateHosts: (value("LIANGZHENG_PRIVATE_HOSTS") ?? "")
      .split(",")
      .map((host) => host.trim())
      .filter((host) => host !== ""),
    logLevel,
  });
}

function readTimeStamps(text: string): Config["timeStamps"] | undefined {
  if (text === "own") return { by: "own" };
  if (text === "none") return { by: "nobody" };
  if (!/^https?:/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username === "" && url.password === "" ? { by: "outside", url } : undefined;
}

const passwordsKnown: readonly string[] = [
  "postgres",
  "password",
  "liangzheng",
  "changeme",
  "123456",
  "admin",
];

/** A password that stands in examples, or that is the role's own name. */
function hasDefaultPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return password !== "" && (password === username || passwordsKnown.includes(password));
}

const isPortNumber = (port: number): boolean => Number.isInteger(port) && port >= 0 && port <= 65_535;

const originSettings = {
  wallet: "LIANGZHENG_ORIGIN_WALLET",
  console: "LIANGZHENG_ORIGIN_CONSOLE",
  officer: "LIANGZHENG_ORIGIN_OFFICER",
  public: "LIANGZHENG_ORIGIN_PUBLIC",
} as const satisfies Record<App, Setting>;

function readOrigins(
  mode: Mode,
  port: number,
  value: (name: Setting) => string | undefined,
  fault: (name: Setting, what: string) => void,
): Record<App, string> {
  const shared = value("LIANGZHENG_ORIGIN") ?? `http://127.0.0.1:${port}`;
  const origins = Object.fromEntries(
    apps.map((app) => [app, value(originSettings[app]) ?? shared]),
  ) as Record<App, string>;
  for (const app of apps) {
    const origin = origins[app];
    const name = originSettings[app];
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      fault(name, "must be an origin: scheme, host and port, nothing after");
    else if (mode === "production" && !origin.startsWith("https:"))
      fault(name, "must begin with https: in production");
  }
  if (mode === "production" && new Set(Object.values(origins)).size < apps.length) {
    fault(
      "LIANGZHENG_ORIGIN",
      "one origin for several apps shares their cookies: give each a host name of its own",
    );
  }
  return origins;
}
