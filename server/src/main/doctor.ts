import { access, constants, statfs } from "node:fs/promises";
import { doubtAfter } from "../platform/clock.ts";
import { type ChosenGm, chooseGm } from "../platform/gm/choose.ts";
import { type KeyStore, KeyStoreError } from "../platform/key-store/key-store.ts";
import { openKeyStores } from "../platform/key-store/open-key-stores.ts";
import { listPending } from "../platform/postgres/migrate.ts";
import { connect, type Pool } from "../platform/postgres/pool.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { embeddedUrls } from "./embedded-urls.ts";
import { refuseKeyPlace } from "./key-place.ts";
import { KeyFileError, loadKeys, random } from "./keys.ts";

export interface Finding {
  readonly name: string;
  readonly result: "pass" | "fail" | "unknown";
  readonly detail: string;
  readonly remedy?: string;
}

const leastFree = 1024 ** 3;
/** A clock further off than this makes seals and codes of the wrong time. */
const clockTolerance = 2_000;

/** What is looked at: this machine, unless a test says another. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly node: string;
  readonly choose: () => Pick<ChosenGm, "refused" | "name">;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly clock: () => number;
}

export const thisHost = (): Host => ({
  environment: process.env,
  folder: process.cwd(),
  node: process.versions.node,
  choose: () => chooseGm(random),
  async freeBytes(folder) {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
  clock: Date.now,
});

/** Looks at everything a start needs, and at what a running server stands on; changes nothing. */
export async function diagnose(host: Host = thisHost()): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig(host.environment, host.folder);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((detail) => ({
      name: "configuration",
      result: "fail",
      detail,
      remedy: "set it, see docs/operations/configuration.md",
    }));
  }
  return [
    { name: "configuration", result: "pass", detail: `${config.mode} mode, ${config.host}:${config.port}` },
    runtime(host.node),
    cryptography(host.choose()),
    await keyFile(config),
    ...(await keyStores(config)),
    await disk(config, host.freeBytes),
    ...(await database(config, host.clock)),
  ];
}

function runtime(node: string): Finding {
  const major = Number(node.split(".")[0]);
  return major >= 24
    ? { name: "runtime", result: "pass", detail: `Node ${node}` }
    : {
        name: "runtime",
        result: "fail",
        detail: `Node ${node}`,
        remedy: "start it with `npm start` or `npx liangzheng`, which bring their own Node 24",
      };
}

function cryptography({ refused, name }: Pick<ChosenGm, "refused" | "name">): Finding {
  return refused.length === 0
    ? {
        name: "cryptography",
        result: "pass",
        detail: `${name} SM2, SM3 and SM4 agree with the reference`,
      }
    : {
        name: "cryptography",
        result: "unknown",
        detail: `a faster backend differs, ${name} is used: ${refused.join("; ")}`,
        remedy: "use the pinned Node; until then seals are made more slowly",
      };
}

async function keyFile(config: Config): Promise<Finding> {
  const name = "keys";
  try {
    await access(config.keyFile, constants.R_OK);
  } catch {
    return config.mode === "demo"
      ? { name, result: "unknown", detail: `${config.keyFile} will be made at the first start` }
      : {
          name,
          result: "fail",
          detail: `${config.keyFile} is missing`,
          remedy: `bring back the copy kept apart, or make a new one: liangzheng keys new ${config.keyFile}`,
        };
  }
  try {
    await loadKeys(config.keyFile, false, random);
    if (config.mode === "production") await refuseKeyPlace(config);
    return { name, result: "pass", detail: config.keyFile };
  } catch (error) {
    if (!(error instanceof KeyFileError)) throw error;
    return { name, result: "fail", detail: error.message, remedy: "do as it says" };
  }
}

/** Each store that is set up, and whether what it signs verifies. */
async function keyStores({ keyStore }: Config): Promise<Finding[]> {
  try {
    const stores = await openKeyStores(keyStore, chooseGm(random), random);
    try {
      const others = (["sdf", "pkcs11"] as const).filter(
        (name) => keyStore[name] !== undefined && keyStore.store !== name,
      );
      return await Promise.all([stores.current, ...others.map(stores.get)].map(provenStore));
    } finally {
      await stores.close();
    }
  } catch (error) {
    return [unprovenStore("key store", error)];
  }
}

async function provenStore(store: KeyStore): Promise<Finding> {
  const name = `key store (${store.name})`;
  try {
    const { description, warnings } = await store.prove();
    return { name, result: "pass", detail: [description, ...warnings].join("; ") };
  } catch (error) {
    return unprovenStore(name, error);
  }
}

function unprovenStore(name: string, error: unknown): Finding {
  if (!(error instanceof KeyStoreError)) throw error;
  const remedy = "nothing can be sealed with its keys until then: see docs/operations/keys.md";
  return { name, result: "fail", detail: error.message, remedy };
}

async function disk(config: Config, freeBytes: Host["freeBytes"]): Promise<Finding> {
  const name = "disk";
  try {
    const free = await freeBytes(config.dataFolder);
    const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free for ${config.dataFolder}`;
    return free >= leastFree
      ? { name, result: "pass", detail }
      : {
          name,
          result: "fail",
          detail,
          remedy: "free at least 1 GiB, or set LIANGZHENG_DATA to a larger disk",
        };
  } catch {
    return { name, result: "unknown", detail: `${config.dataFolder} does not exist yet` };
  }
}

async function database(config: Config, clock: () => number): Promise<Finding[]> {
  const url = (config.database ?? (await embeddedUrls(config)))?.migratorUrl;
  if (url === undefined)
    return [
      { name: "database", result: "unknown", detail: "the embedded PostgreSQL has not been started yet" },
    ];
  const { pool, close } = connect(url, { max: 1 });
  try {
    const asked = clock();
    const { rows } = await pool.query<{ version: string; now: Date }>(
      "select current_setting('server_version') as version, clock_timestamp() as now",
    );
    const [row] = rows;
    const half = (clock() - asked) / 2;
    const drift = Math.abs((row?.now.getTime() ?? 0) - asked - half);
    const pending = await listPending(url);
    return [
      { name: "database", result: "pass", detail: `PostgreSQL ${row?.version}` },
      clockFinding(
        drift,
        doubtAfter(pending.length === 0 ? await newestStamp(pool) : undefined, new Date(clock())),
      ),
      pending.length === 0
        ? { name: "migrations", result: "pass", detail: "all applied" }
        : {
            name: "migrations",
            result: "unknown",
            detail: `waiting for the next start: ${pending.join(", ")}`,
          },
    ];
  } catch (error) {
    const detail = error instanceof Error ? error.message : "no answer";
    return [
      {
        name: "database",
        result: config.database === undefined ? "unknown" : "fail",
        detail,
        remedy:
          config.database === undefined
            ? "it runs while the platform runs: npm start"
            : "check LIANGZHENG_DATABASE_URL and that the server accepts connections",
      },
    ];
  } finally {
    await close();
  }
}

/** As the time-stamp authority doubts it, besides jumps, which only a running process can see. */
function clockFinding(drift: number, doubt: string | undefined): Finding {
  const [name, detail] = ["clock", `${Math.round(drift)} ms from the database's`];
  if (drift > clockTolerance)
    return { name, result: "fail", detail, remedy: "set both by NTP: seals and codes carry this time" };
  return doubt === undefined
    ? { name, result: "pass", detail }
    : {
        name,
        result: "fail",
        detail: doubt,
        remedy: "nothing is stamped until then: docs/operations/incident.md",
      };
}

async function newestStamp(pool: Pool): Promise<Date | undefined> {
  const { rows } = await pool.query<{ at: Date | null }>("select max(at) as at from sealing.time_stamp");
  return rows[0]?.at ?? undefined;
}
