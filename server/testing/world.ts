import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeUtf8 } from "@liangzheng/bytes";
import { type App, type DraftContent, type OperationId, operations, type Role } from "@liangzheng/contract";
import { foreignAlgorithms } from "@liangzheng/gm";
import { openTrustList, trustOf } from "@liangzheng/seal";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { buildApp } from "../src/main/app.ts";
import { readConfig } from "../src/main/config.ts";
import { createServices, type Services } from "../src/main/services.ts";
import * as accessStore from "../src/modules/access/store.ts";
import { checkFile } from "../src/modules/checks/check-file.ts";
import type { TimeStamping } from "../src/modules/sealing/index.ts";
import type { Account } from "../src/platform/actor.ts";
import type { Ctx } from "../src/platform/context.ts";
import { openFileFolder } from "../src/platform/files.ts";
import { chooseGm } from "../src/platform/gm/choose.ts";
import type { KeyStores } from "../src/platform/key-store/key-ring.ts";
import { createMetrics } from "../src/platform/metrics.ts";
import type { Tx } from "../src/platform/postgres/pool.ts";
import type { VaultKeys } from "../src/platform/vault.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { anOperator, aRelayedDrivingLicence, type PersonName, people } from "./people.ts";
import { layGround } from "./world-ground.ts";

/** What a call may carry; whatever is not named is empty. */
export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly file?: Uint8Array;
  /** The Idempotency-Key; a fresh one where none is given, and no header at all for `null`. */
  readonly key?: string | null;
  readonly app?: App;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every operation
  readonly body: any;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Two units, their people, their seals, three holders; one licence made here and one relayed. */
export interface World {
  readonly database: TestDatabase;
  readonly services: Services;
  readonly app: FastifyInstance;
  readonly filesFolder: string;
  /** What it says, and what speaks against going by it. */
  readonly clock: { now: Date; doubt: string | undefined };
  /** Batches put into the queue, which nobody works off by itself. */
  readonly queued: string[];
  readonly accounts: Readonly<Record<PersonName, Account>>;
  readonly organIds: { readonly issuer: string; readonly other: string; readonly province: string };
  readonly sealIds: { readonly issuer: string; readonly other: string };
  readonly enterpriseId: string;
  readonly licences: { readonly made: string; readonly relayed: string };
  /** Calls an operation as somebody, or as nobody. */
  call(who: PersonName | undefined, operationId: OperationId, input?: CallInput): Promise<Answer>;
  /** The cookie of a session in one's own app, which any process on the same database knows. */
  cookie(who: PersonName): Promise<string>;
  /** Runs in one transaction as this person. */
  as<T>(who: PersonName, run: (ctx: Ctx<Account>) => Promise<T>): Promise<T>;
  inTransaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /** Drafts and submits as the issuer's clerk; types that want no second person. */
  issue(typeKey: string, content: DraftContent): Promise<string>;
  workOff(batchId: string): Promise<void>;
  close(): Promise<void>;
}

export const start = new Date("2026-03-02T02:00:00Z");
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export const newKey = (): string => randomBytes(16).toString("hex");

export const appOf = (role: Role): App =>
  role === "holder" ? "wallet" : role === "officer" ? "officer" : "console";

export interface WorldOptions {
  /** What the clock says while the ground is laid, and until it is set. */
  readonly now?: Date;
  /** Keys that another process knows too. */
  readonly keys?: VaultKeys;
  /** Where keys that sign live, where it is not the software. */
  readonly stores?: KeyStores;
  /** Who dates what is sealed, where it is not the platform. */
  readonly timeStamping?: TimeStamping;
  /** Where files are kept; not removed with the world. */
  readonly filesFolder?: string;
}

export async function aWorld(options: WorldOptions = {}): Promise<World> {
  const database = await testDatabase({ max: 24 });
  const filesFolder = options.filesFolder ?? (await mkdtemp(join(tmpdir(), "liangzheng-world-")));
  const clock: World["clock"] = { now: options.now ?? start, doubt: undefined };
  const log = pino({ level: process.env["WORLD_LOG"] ?? "silent" });
  const services = createServices({
    connection: { db: database.db, pool: database.pool, close: async () => undefined },
    gm: chooseGm(random),
    keys: options.keys ?? { keyEncryption: random(32), blindIndex: random(32) },
    files: await openFileFolder(filesFolder),
    log,
    now: () => clock.now,
    clock: { now: () => clock.now, doubt: () => clock.doubt },
    ...(options.stores && { stores: options.stores }),
    ...(options.timeStamping && { timeStamping: options.timeStamping }),
  });
  const queued: string[] = [];
  const app = await buildApp({
    config: readConfig(
      {
        LIANGZHENG_OIDC_ISSUER: "https://id.example",
        LIANGZHENG_OIDC_CLIENT_ID: "test",
        LIANGZHENG_OIDC_CLIENT_SECRET: "test",
      },
      filesFolder,
    ),
    services,
    logger: log,
    metrics: createMetrics(),
    webFolder: filesFolder,
    checkFile: async (file, list, now) =>
      checkFile(file, {
        gm: { ...services.gm, foreign: foreignAlgorithms },
        trust: trustOf(openTrustList(encodeUtf8(list), { gm: services.gm, now })),
        now,
      }),
    enqueueBatch: async (_tx, batchId) => void queued.push(batchId),
    ready: () => true,
  });
  const inTransaction = <T>(run: (tx: Tx) => Promise<T>): Promise<T> =>
    database.db.transaction().execute(run);
  const ground = await inTransaction((tx) => layGround(services, tx));
  const { accounts } = ground;
  const as: World["as"] = (who, run) =>
    inTransaction((tx) => run({ ...services.context(tx, accounts[who]), actor: accounts[who] }));
  const issue: World["issue"] = (typeKey, content) =>
    as("clerk", async (ctx) => {
      const draftId = await services.issuance.createDraft(ctx, typeKey, content);
      const licenceKey = await services.issuance.submitDraft(ctx, draftId);
      if (licenceKey === null) throw new Error(`${typeKey} wants a second person`);
      return licenceKey;
    });
  const sessions = sessionsOf(services, accounts, clock);

  return {
    database,
    services,
    app,
    filesFolder,
    clock,
    queued,
    ...ground,
    licences: {
      made: await issue("construction-special-operator", anOperator("owner")),
      relayed: await as("clerk", (ctx) =>
        services.issuance.recordRelayed(
          ctx,
          "driving-licence",
          ground.organIds.issuer,
          aRelayedDrivingLicence("owner"),
        ),
      ),
    },
    cookie: (who) => sessions.cookie(who, appOf(people[who].role ?? "holder")),
    as,
    inTransaction,
    issue,
    async call(who, operationId, input = {}) {
      const op = operations[operationId];
      const { params = {}, query = {}, body, file, key = newKey() } = input;
      const path = op.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
      const search = new URLSearchParams(query).toString();
      const app_ = input.app ?? (who === undefined ? "wallet" : appOf(people[who].role ?? "holder"));
      const response = await app.inject({
        method: op.method,
        url: `/api/v1${path}${search === "" ? "" : `?${search}`}`,
        remoteAddress: `10.${randomBytes(3).join(".")}`,
        headers: {
          "liangzheng-app": app_,
          ...(key === null ? {} : { "idempotency-key": key }),
          ...(who === undefined ? {} : { cookie: await sessions.cookie(who, app_) }),
          ...(op.method === "GET"
            ? {}
            : { "content-type": file === undefined ? "application/json" : "application/octet-stream" }),
        },
        ...(op.method === "GET"
          ? {}
          : { payload: file === undefined ? JSON.stringify(body ?? {}) : Buffer.from(file) }),
      });
      if (who !== undefined && operationId === "endSession") sessions.forget(who, app_);
      const json = String(response.headers["content-type"]).includes("json");
      return {
        status: response.statusCode,
        text: response.payload,
        bytes: new Uint8Array(response.rawPayload),
        body: json ? JSON.parse(response.payload) : undefined,
      };
    },
    async workOff(batchId) {
      await services.issuance.workOffBatch(database.db, batchId, async (tx, accountId) => {
        const actor = await services.access.actorFor(tx, accountId);
        return { ...services.context(tx, actor), actor };
      });
    },
    async close() {
      await app.close();
      await database.drop();
      if (options.filesFolder === undefined) await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

/** Sessions as sign-in leaves them behind; a new one when the clock has run over the old, or the rate limit is near. */
function sessionsOf(
  services: Services,
  accounts: Readonly<Record<PersonName, Account>>,
  clock: { readonly now: Date },
): { cookie(who: PersonName, app: App): Promise<string>; forget(who: PersonName, app: App): void } {
  interface Open {
    readonly cookie: Promise<string>;
    readonly until: number;
    calls: number;
  }
  const open = new Map<string, Open>();
  const start = async (who: PersonName, app: App, at: Date, until: number): Promise<string> => {
    const token = newKey();
    await accessStore.insertSession(services.db, {
      tokenDigest: services.gm.sm3(encodeUtf8(token)),
      sessionId: services.id(),
      accountId: accounts[who].accountId,
      app,
      at,
      expiresAt: new Date(until),
    });
    return `liangzheng-${app}=${token}`;
  };
  const cookie = (who: PersonName, app: App): Promise<string> => {
    const at = clock.now;
    let session = open.get(`${who}/${app}`);
    if (session === undefined || session.until <= at.getTime() || session.calls > 1000) {
      const until = at.getTime() + 3_600_000;
      session = { cookie: start(who, app, at, until), until, calls: 0 };
      open.set(`${who}/${app}`, session);
    }
    session.calls++;
    return session.cookie;
  };
  return { cookie, forget: (who, app) => void open.delete(`${who}/${app}`) };
}

export {
  anOperator,
  aPractitioner,
  aTitle,
  enterprise,
  holderOf,
  type PersonName,
  people,
} from "./people.ts";
