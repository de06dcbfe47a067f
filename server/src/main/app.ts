import { readFile } from "node:fs/promises";
import { join } from "node:path";
import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import { decodeUtf8 } from "@liangzheng/bytes";
import { apps, type OperationId, operations, problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { createSessions } from "../modules/access/index.ts";
import { accessRoutes } from "../modules/access/routes.ts";
import { auditRoutes } from "../modules/audit/routes.ts";
import { catalogueRoutes } from "../modules/catalogue/routes.ts";
import type { CheckFile } from "../modules/checks/index.ts";
import { checksRoutes } from "../modules/checks/routes.ts";
import { consentRoutes } from "../modules/consent/routes.ts";
import { issuanceRoutes } from "../modules/issuance/routes.ts";
import { sealingTaskRoutes } from "../modules/issuance/sealing-routes.ts";
import { ledgerRoutes } from "../modules/ledger/routes.ts";
import { noticesRoutes } from "../modules/notices/routes.ts";
import { partiesRoutes } from "../modules/parties/routes.ts";
import { presentationRoutes } from "../modules/presentation/routes.ts";
import { sealingRoutes } from "../modules/sealing/routes.ts";
import { trustRoutes } from "../modules/sealing/trust-routes.ts";
import { copyRoutes } from "../modules/use/copy-routes.ts";
import { twinRoutes } from "../modules/use/licence-twin.ts";
import { authorisedRoutes } from "../modules/use/read-authorised.ts";
import { receiptRoutes } from "../modules/use/receipt-document.ts";
import { useRoutes } from "../modules/use/routes.ts";
import type { Actor } from "../platform/actor.ts";
import type { Ctx } from "../platform/context.ts";
import { type Handler, mount, type OwnHandler } from "../platform/http.ts";
import { installSecurityHeaders } from "../platform/http-headers.ts";
import { recordedAnswers } from "../platform/idempotency.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Tx } from "../platform/postgres/pool.ts";
import { installProblemDocuments } from "../platform/problem-documents.ts";
import type { Config } from "./config.ts";
import { mountSignIn } from "./mount-sign-in.ts";
import { mountTimeStamps } from "./mount-time-stamps.ts";
import type { Services } from "./services.ts";

export interface AppDeps {
  readonly config: Config;
  readonly services: Services;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly webFolder: string;
  readonly checkFile: CheckFile;
  readonly enqueueBatch: (tx: Tx, batchId: string) => Promise<void>;
  /** Whether the process may take requests: false while it starts and while it stops. */
  readonly ready: () => boolean;
}

/** Size of a file that anybody may send to be judged, bytes. */
const fileLimit = 20 * 1024 * 1024;
/** Requests a minute: from one session, and from one address without one. */
const limits = { session: 1200, address: 300 };

/** The composition of the web server: one list from the first header to the last route. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, services, logger, webFolder } = deps;
  const secure = config.origins.wallet.startsWith("https:");
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => services.id(),
    trustProxy: false,
    bodyLimit: 2 * 1024 * 1024,
    // JSON says what it means: "false" is no false. And one fault is enough: whoever sends a million should not get a list.
    ajv: {
      customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false, useDefaults: false },
    },
  });
  installProblemDocuments(app);
  await installSecurityHeaders(app, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "blob:", "data:"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie);
  const sessions = createSessions({
    db: services.db,
    gm: services.gm,
    now: services.now,
    id: services.id,
    random: services.random,
    secure,
  });
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    // A cookie counts only when it is a session's: an invented one must not buy a fresh allowance.
    keyGenerator: async (request) => {
      const actor = await sessions.actorOf(request);
      return actor.kind === "account" ? `session ${actor.sessionId}` : `address ${request.ip}`;
    },
    max: (_request, key) => (key.startsWith("session ") ? limits.session : limits.address),
    addHeaders: { "x-ratelimit-limit": false, "x-ratelimit-remaining": false, "x-ratelimit-reset": false },
  });
  deps.metrics.watch(app);
  // A connection that a proxy keeps open for more would hold a stop until it times out.
  app.addHook("onSend", async (_request, reply) => {
    if (!deps.ready()) reply.header("connection", "close");
  });
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const answers = await services.connection.pool.query("select 1").then(
      () => true,
      () => false,
    );
    const ready = deps.ready() && answers;
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", database: answers });
  });

  await mountSignIn(app, { config, services, sessions, secure });
  if (config.answersTimeStamps)
    await app.register((tsa, _options, done) => {
      mountTimeStamps(tsa, services);
      done();
    });
  await app.register(
    (api, _options, done) => {
      mountApi(api, deps, sessions);
      done();
    },
    { prefix: "/api/v1" },
  );
  await serveApps(app, webFolder, config);
  return app;
}

type Handlers = {
  readonly [K in OperationId]: Handler<(typeof operations)[K]> | OwnHandler<(typeof operations)[K]>;
};

function mountApi(api: FastifyInstance, deps: AppDeps, sessions: ReturnType<typeof createSessions>): void {
  const { services, config, checkFile, enqueueBatch } = deps;
  const {
    access,
    audit,
    authorisedDeps,
    catalogue,
    checks,
    consentDeps,
    copyDeps,
    twinDeps,
    draw,
    gm,
    issuanceDeps,
    ledger,
    notices,
    parties,
    presentation,
    sealing,
    use,
    useDeps,
  } = services;
  // RFC 8259 §8.1: JSON is UTF-8. What is not is refused, rather than repaired into something nobody wrote.
  const parseJson = api.getDefaultJsonParser("error", "error");
  api.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    const text = textOf(body as Buffer);
    if (text === undefined) done(new ProblemError(problems.InvalidInput, "the body is no UTF-8"));
    else void parseJson(request, text, done);
  });
  api.addContentTypeParser(
    "application/octet-stream",
    { parseAs: "buffer", bodyLimit: fileLimit },
    (_request, body, done) => done(null, body),
  );
  const inTransaction = <T>(actor: Actor, run: (ctx: Ctx<Actor>) => Promise<T>): Promise<T> =>
    services.db.transaction().execute((tx) => run(services.context(tx, actor)));
  const handlers: Handlers = {
    ...accessRoutes({ access, parties, sessions, mode: config.mode }),
    ...partiesRoutes(parties),
    ...catalogueRoutes({ catalogue, access, parties, sealsOf: sealing.namesOf }),
    ...sealingRoutes({ sealing, access, parties }),
    ...checksRoutes({
      checks,
      checkFile,
      inTransaction,
    }),
    ...trustRoutes,
    ...issuanceRoutes({ issuance: issuanceDeps, access, enqueueBatch, draw, writing: copyDeps }),
    ...sealingTaskRoutes(issuanceDeps, draw),
    ...useRoutes(useDeps, draw),
    ...copyRoutes(copyDeps, draw),
    ...twinRoutes(twinDeps),
    ...receiptRoutes({ box: useDeps.box, ledger, sealing }),
    ...consentRoutes(consentDeps),
    ...authorisedRoutes(authorisedDeps, inTransaction),
    ...presentationRoutes({ presentation, gm, access, parties, use, catalogue }),
    ...ledgerRoutes(ledger, async (ctx) => (await sealing.takeLogSigner(ctx)).certificates),
    ...noticesRoutes(notices),
    ...auditRoutes(audit, parties, access.accountNames),
  };
  const mounting = {
    db: services.db,
    answers: recordedAnswers(gm, services.vault.box("answer")),
    now: services.now,
    context: services.context,
    actorOf: sessions.actorOf,
  };
  for (const op of Object.values(operations)) mount(api, op, handlers[op.id] as Handler, mounting);
  // Whoever follows events need not wait for the next look when this process has just written some.
  api.addHook("onResponse", async (request) => {
    if (request.method !== "GET") for (const wake of services.wakers) wake();
  });
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return decodeUtf8(body);
  } catch {
    return undefined;
  }
}

/** Each app is its own build; an unknown path inside it is one of its screens. */
async function serveApps(app: FastifyInstance, webFolder: string, config: Config): Promise<void> {
  for (const name of apps) {
    const root = join(webFolder, name);
    await app.register(fastifyStatic, {
      root: join(root, "assets"),
      prefix: `/${name}/assets/`,
      decorateReply: false,
      // Every name carries a digest of its content.
      immutable: true,
      maxAge: "1y",
    });
    const page = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
      reply
        .type("text/html; charset=utf-8")
        .header("cache-control", "no-cache")
        .send(await readFile(join(root, "index.html")));
    app.get(`/${name}`, (_request, reply) => reply.redirect(`/${name}/`));
    app.get(`/${name}/`, page);
    app.get(`/${name}/*`, page);
  }
  // Each host name serves its own app, so that a cookie of one never meets the pages of another.
  const hosts = new Map(apps.map((name) => [new URL(config.origins[name]).host, name]));
  app.get("/", (request, reply) =>
    reply.redirect(hosts.size === apps.length ? `/${hosts.get(request.host) ?? "public"}/` : "/public/"),
  );
  if (hosts.size < apps.length) return;
  app.addHook("onRequest", async (request, reply) => {
    const wanted = apps.find((name) => request.url.startsWith(`/${name}/`));
    if (wanted !== undefined && hosts.get(request.host) !== wanted)
      return reply.redirect(`${config.origins[wanted]}${request.url}`);
    return undefined;
  });
}
