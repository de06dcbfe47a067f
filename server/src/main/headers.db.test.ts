import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance } from "fastify";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../testing/database.ts";
import { openFileFolder } from "../platform/files.ts";
import { chooseGm } from "../platform/gm/choose.ts";
import { createMetrics } from "../platform/metrics.ts";
import { buildApp } from "./app.ts";
import { readConfig } from "./config.ts";
import { createServices } from "./services.ts";

let database: TestDatabase;
let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), "liangzheng-headers-"));
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const log = pino({ level: "silent" });
  const services = createServices({
    connection: { db: database.db, pool: database.pool, close: async () => undefined },
    gm: chooseGm(random),
    keys: { keyEncryption: random(32), blindIndex: random(32) },
    files: await openFileFolder(folder),
    log,
    now: () => new Date(),
  });
  app = await buildApp({
    config: readConfig({}, folder),
    services,
    logger: log,
    metrics: createMetrics(),
    webFolder: folder,
    checkFile: () => Promise.reject(new Error("no file is sent")),
    enqueueBatch: async () => undefined,
    ready: () => true,
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Those that helmet sets when it works on each answer by itself. */
async function namesByHelmet(): Promise<string[]> {
  const plain = Fastify();
  await plain.register(helmet, { strictTransportSecurity: false, crossOriginEmbedderPolicy: false });
  plain.get("/", async () => "");
  const bare = Fastify();
  bare.get("/", async () => "");
  const [with_, without] = [await plain.inject("/"), await bare.inject("/")];
  return Object.keys(with_.headers).filter((name) => !(name in without.headers));
}

test.each([
  ["an answer of the API", "/api/v1/session", 200],
  ["a problem", "/api/v1/nothing", 404],
  ["a sign of life", "/healthz", 200],
  [
    "an answer of the embedded provider, which writes it by itself",
    "/oidc/.well-known/openid-configuration",
    200,
  ],
])("%s carries every header that helmet sets, once", async (_, url, status) => {
  const answer = await app.inject({ url, headers: { "liangzheng-app": "public" } });
  expect(answer.statusCode).toBe(status);
  const names = await namesByHelmet();
  expect(names.length).toBeGreaterThan(9);
  for (const name of names) expect([name, typeof answer.headers[name]]).toEqual([name, "string"]);
  expect(answer.headers["content-security-policy"]).toContain("default-src 'self'");
  expect(answer.headers["x-frame-options"]).toBe("SAMEORIGIN");
});
