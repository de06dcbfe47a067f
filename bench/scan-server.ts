import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Fastify from "fastify";
import { buildApp } from "../server/src/main/app.ts";
import { readConfig } from "../server/src/main/config.ts";
import { followEvents } from "../server/src/main/follow-events.ts";
import { loadKeys, random } from "../server/src/main/keys.ts";
import { createServices } from "../server/src/main/services.ts";
import { openFileFolder } from "../server/src/platform/files.ts";
import { chooseGm } from "../server/src/platform/gm/choose.ts";
import { createLogger } from "../server/src/platform/log.ts";
import { createMetrics } from "../server/src/platform/metrics.ts";
import type { Consumer } from "../server/src/platform/postgres/consumer.ts";
import { named } from "../server/src/platform/postgres/named.ts";
import { connect, createPool } from "../server/src/platform/postgres/pool.ts";
import { sharesOf, startProfile } from "./profile.ts";
import { scanStep } from "./scan-step.ts";

/** The measured side: `shipped`, the application as `start` composes it; `bare`, one route and one prepared SELECT. */
const [kind, url = "", folder = "", keyFile = ""] = process.argv.slice(2);

async function listenBare(): Promise<number> {
  const pool = createPool(url, { max: 8 });
  const byKey = named(
    "bench.licence",
    `select licence_key, type_key, type_version, origin, organ_id, issuer_name, current_version, stored_status,
      previous_status, status_reason, flags, status_from, issued_on, valid_from, valid_to, created_at
    from licences.licence where licence_key = $1`,
  );
  const app = Fastify();
  app.get<{ Params: { key: string } }>("/licences/:key", async (request) => {
    const [row] = await byKey.run(pool, [request.params.key]);
    return row;
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return portOf(app.server.address());
}

async function listenShipped(): Promise<number> {
  const config = readConfig({ LIANGZHENG_DATA: folder, LIANGZHENG_KEY_FILE: keyFile }, folder);
  const logger = createLogger(config.logLevel);
  const services = createServices({
    connection: connect(url, { max: 16 }),
    gm: chooseGm(random),
    keys: await loadKeys(keyFile, false, random),
    files: await openFileFolder(join(folder, "files")),
    log: logger,
    now: () => new Date(),
  });
  const app = await buildApp({
    config,
    services,
    logger,
    metrics: createMetrics(),
    webFolder: fileURLToPath(new URL("../web/dist", import.meta.url)),
    checkFile: () => Promise.reject(new Error("no files are checked here")),
    enqueueBatch: async () => undefined,
    ready: () => true,
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  let follower: Consumer | undefined;
  answering["follow"] = async (on) => {
    if (on === true) follower ??= followEvents(services);
    else {
      await follower?.stop();
      follower = undefined;
    }
  };
  return portOf(app.server.address());
}

let endProfile: Awaited<ReturnType<typeof startProfile>> | undefined;
const answering: Record<string, (argument: unknown) => unknown> = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  "start-profile": async () => {
    endProfile = await startProfile();
  },
  "end-profile": async () => endProfile && sharesOf(await endProfile(), scanStep),
};

process.on("message", async ({ ask, argument }: { ask: string; argument: unknown }) => {
  process.send?.({ answer: await answering[ask]?.(argument) });
});
process.on("disconnect", () => process.exit());

const portOf = (address: unknown): number => (address as { port: number }).port;
process.send?.({ answer: await (kind === "bare" ? listenBare() : listenShipped()) });
