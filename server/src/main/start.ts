import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { createCheckDesk } from "../modules/sealing/check-desk.ts";
import { openFileFolder } from "../platform/files.ts";
import { chooseGm } from "../platform/gm/choose.ts";
import { migrateJobs } from "../platform/jobs-schema.ts";
import { createLogger } from "../platform/log.ts";
import { type Embedded, startEmbedded } from "../platform/postgres/embedded.ts";
import { migrate } from "../platform/postgres/migrate.ts";
import { connect } from "../platform/postgres/pool.ts";
import { ensureRoles } from "../platform/postgres/roles.ts";
import { buildApp } from "./app.ts";
import type { Config } from "./config.ts";
import { followEvents } from "./follow-events.ts";
import { enqueueBatch, runJobs } from "./jobs.ts";
import { loadKeys, random } from "./keys.ts";
import { refuseInProduction } from "./refuse-in-production.ts";
import { createServices, type Services } from "./services.ts";

export interface Running {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** Takes no more requests, lets those in hand finish, then closes everything in the reverse order of its opening. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  /** A line for whoever watches the start. */
  readonly tell: (line: string) => void;
  /** Fills an empty demonstration; called once, before the first request. */
  readonly seed?: (services: Services) => Promise<void>;
  readonly now?: () => Date;
}

/** From nothing to a listening server. What fails on the way closes what was opened before it. */
export async function start({ config, tell, seed, now = () => new Date() }: StartOptions): Promise<Running> {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const logger = createLogger(config.logLevel);
    const keys = await loadKeys(config.keyFile, config.mode === "demo", random);
    const gm = chooseGm(random);
    if (gm.refused.length > 0)
      tell(
        `national cryptography: the native backend is refused (${gm.refused.join("; ")}); the pure one is in use`,
      );
    const urls = await openDatabase(config, tell, closing);
    for (const name of await migrate(urls.migratorUrl)) tell(`database: ${name}`);
    await migrateJobs(urls.migratorUrl);
    const connection = connect(urls.appUrl, {
      max: 16,
      onError: (error) => logger.warn({ reason: error.message }, "database connection lost"),
    });
    closing.push(() => connection.close());
    const files = await openFileFolder(join(config.dataFolder, "files"));
    const services = createServices({ connection, gm, keys, files, log: logger, now });
    if (config.mode === "production") await refuseInProduction(services);
    await seed?.(services);

    let ready = false;
    const desk = createCheckDesk();
    closing.push(() => desk.close());
    const webFolder = fileURLToPath(new URL("../../../web/dist", import.meta.url));
    const app = await buildApp({
      config,
      services,
      logger,
      webFolder,
      checkFile: desk.check,
      enqueueBatch,
      ready: () => ready,
    });
    const jobs = await runJobs(services);
    closing.push(() => jobs.stop());
    const follower = followEvents(services);
    closing.push(() => follower.stop());
    closing.push(() => app.close());
    await app.listen({ host: config.host, port: config.port });
    ready = true;
    closing.push(async () => {
      ready = false;
    });
    return { app, services, stop };
  } catch (error) {
    await stop();
    throw error;
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
