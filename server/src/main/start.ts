import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { createCheckDesk } from "../modules/checks/check-desk.ts";
import { anonymous } from "../platform/actor.ts";
import { KeyStoreError } from "../platform/key-store/key-store.ts";
import { createMetrics } from "../platform/metrics.ts";
import { buildApp } from "./app.ts";
import type { Config } from "./config.ts";
import { followEvents } from "./follow-events.ts";
import { enqueueBatch, runJobs } from "./jobs.ts";
import { keepLog } from "./keep-log.ts";
import { refuseKeyPlace } from "./key-place.ts";
import { closeAll, openServices } from "./open-services.ts";
import { refuseInProduction } from "./refuse-in-production.ts";
import type { Services } from "./services.ts";

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
  /** What has to be there before the first request: called once. */
  readonly prepare?: (services: Services) => Promise<void>;
  readonly now?: () => Date;
}

/** From nothing to a listening server. What fails on the way closes what was opened before it. */
export async function start({
  config,
  tell,
  prepare,
  now = () => new Date(),
}: StartOptions): Promise<Running> {
  const closing: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= closeAll(closing);
    return stopped;
  };
  try {
    if (config.mode === "production") await refuseKeyPlace(config);
    const { services, logger } = await openServices({ config, tell, now, closing });
    if (config.mode === "production") await refuseInProduction(services);
    await prepare?.(services);
    await services.db
      .transaction()
      .execute(async (tx) => {
        const ctx = services.context(tx, anonymous);
        await services.sealing.ensureUnderRoot(ctx);
        await services.sealing.publishLists(ctx);
      })
      .catch((error: unknown) => {
        // Files are read and codes are scanned without a key: a device that is away stops no start. The job asks it again.
        if (!(error instanceof KeyStoreError)) throw error;
        logger.error({ fault: error.code, reason: error.message }, "no list could be signed at the start");
      });

    let ready = false;
    const desk = createCheckDesk();
    closing.push(() => desk.close());
    const metrics = createMetrics();
    const app = await buildApp({
      config,
      services,
      logger,
      metrics,
      webFolder: fileURLToPath(new URL("../../../web/dist", import.meta.url)),
      checkFile: desk.check,
      enqueueBatch,
      ready: () => ready,
    });
    const jobs = await runJobs(services);
    closing.push(() => jobs.stop());
    const follower = followEvents(services);
    closing.push(() => follower.stop());
    const log = keepLog(services);
    closing.push(() => log.stop());
    if (config.metricsPort !== undefined) {
      const served = await metrics.serve(config.metricsPort);
      closing.push(() => served.close());
    }
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
