import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { watchClock } from "../platform/clock.ts";
import { openFileFolder } from "../platform/files.ts";
import { chooseGm } from "../platform/gm/choose.ts";
import { migrateJobs } from "../platform/jobs-schema.ts";
import { type KeyStore, KeyStoreError } from "../platform/key-store/key-store.ts";
import { openKeyStores } from "../platform/key-store/open-key-stores.ts";
import { createLogger } from "../platform/log.ts";
import { type Embedded, startEmbedded } from "../platform/postgres/embedded.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { connect } from "../platform/postgres/pool.ts";
import { ensureRoles } from "../platform/postgres/roles.ts";
import type { Config } from "./config.ts";
import { loadKeys, random } from "./keys.ts";
import { createServices, type Services } from "./services.ts";
import { timeStampingBy } from "./time-stamping.ts";

interface OpenOptions {
  readonly config: Config;
  /** A line for whoever watches. */
  readonly tell: (line: string) => void;
  readonly now: () => Date;
  /** What is opened is put here, to be closed in the reverse order, also when opening fails half-way. */
  readonly closing: (() => Promise<unknown>)[];
}

/** Keys, cryptography, a migrated database, files, and the rooms on top of them: a server without its ears. */
export async function openServices({
  config,
  tell,
  now,
  closing,
}: OpenOptions): Promise<{ readonly services: Services; readonly logger: FastifyBaseLogger }> {
  const logger = createLogger(config.logLevel);
  const keys = await loadKeys(config.keyFile, config.mode === "demo", random);
  const gm = chooseGm(random);
  if (gm.refused.length > 0)
    tell(
      `national cryptography: a faster backend is refused (${gm.refused.join("; ")}); ${gm.name} is in use`,
    );
  const stores = await openKeyStores(config.keyStore, gm, random);
  closing.push(() => stores.close());
  tell(await describeStore(stores.current));
  const urls = await openDatabase(config, tell, closing);
  for (const name of await migrate(urls.migratorUrl)) tell(`database: ${name}`);
  await migrateJobs(urls.migratorUrl);
  const connection = connect(urls.appUrl, {
    max: 16,
    onError: (error) => logger.warn({ reason: error.message }, "database connection lost"),
  });
  closing.push(() => connection.close());
  const files = await openFileFolder(join(config.dataFolder, "files"));
  const { publicOrigin } = config;
  const clock = watchClock({ now, steady: () => performance.now() });
  const looking = setInterval(clock.look, 5_000).unref();
  closing.push(async () => clearInterval(looking));
  const timeStamping = timeStampingBy(config);
  const services = createServices({
    connection,
    gm,
    keys,
    stores,
    files,
    log: logger,
    now,
    clock,
    timeStamping,
    publicOrigin,
  });
  await services.db.transaction().execute((tx) => services.access.sealPlainCards(tx));
  return { services, logger };
}

/** One line for whoever watches the start. A device that does not answer holds up what is signed, and nothing else. */
async function describeStore(store: KeyStore): Promise<string> {
  try {
    const { description, warnings } = await store.prove();
    return `keys: ${[description, ...warnings].join("; ")}`;
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    return `keys: nothing can be sealed until this is mended: ${error.message}`;
  }
}

async function openDatabase(
  config: Config,
  tell: (line: string) => void,
  closing: (() => Promise<unknown>)[],
): Promise<{ readonly migratorUrl: string; readonly appUrl: string }> {
  if (config.database !== undefined)
    return { migratorUrl: config.database.migratorUrl, appUrl: config.database.url };
  const embedded: Embedded = await startEmbedded({
    dataFolder: join(config.dataFolder, "postgres"),
    log: tell,
  });
  closing.push(() => embedded.stop());
  tell(`PostgreSQL 18 on ${embedded.host}:${embedded.port}, files in ${embedded.cluster}`);
  return ensureRoles(embedded.url, { database: "liangzheng", passwords: embedded.rolePasswords });
}

/** Closes in the reverse order of opening; what is closed is not closed again. */
export async function closeAll(closing: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}
