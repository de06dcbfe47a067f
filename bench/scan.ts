import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { encodeUtf8, toBase64Url } from "@liangzheng/bytes";
import { operations } from "@liangzheng/contract";
import { encodeShowCode, makeShowCode } from "@liangzheng/showcode";
import pg from "pg";
import { recordLicence } from "../server/seeds/run/record-licence.ts";
import { insertSession } from "../server/src/modules/access/store.ts";
import { anonymous } from "../server/src/platform/actor.ts";
import { type BenchGround, layGround, random, treeCpuSeconds } from "./ground.ts";
import type { LoadReport, LoadTask } from "./load-task.ts";
import type { sharesOf } from "./profile.ts";
import { type BenchTable, median } from "./table.ts";

// Method: in each round the bare route and the scans take turns over the same requests' number; the server alone on core
// 0, PostgreSQL and the load generator on core 1. The first round warms up and does not count.
const rounds = 5;
const perRound = 3_000;
const connections = 64;
const officers = 200;
const licences = 300;

interface Turn {
  readonly report: LoadReport;
  readonly serverCpu: number;
  readonly databaseCpu: number;
  /** Scans in one transaction, on average. */
  readonly batch: number;
}

interface Officer {
  readonly accountId: string;
  readonly cookie: string;
}

interface Shown {
  readonly licenceKey: string;
  readonly partyId: string;
}

type Shares = ReturnType<typeof sharesOf>;

export async function benchScan(): Promise<BenchTable[]> {
  const base = await layGround(() => new Uint8Array(64));
  const children: Peer[] = [];
  const superuser = new pg.Client({ connectionString: base.superuserUrl });
  try {
    await superuser.connect();
    tell("scan: issuing licences to be shown");
    const shown = await issueLicences(base, superuser);
    const cookies = await openSessions(base);
    const pinned = pin(base.postmaster);
    const server = (kind: string): Peer => {
      const peer = startPeer(
        "scan-server.ts",
        [kind, base.urls.appUrl, base.folder, base.keyFile],
        pinned ? 0 : undefined,
      );
      children.push(peer);
      return peer;
    };
    const load = startPeer("load.ts", [], pinned ? 1 : undefined);
    children.push(load);
    const bare = server("bare");
    const shipped = server("shipped");
    const ports = { bare: await bare.hear<number>(), shipped: await shipped.hear<number>() };

    const measure = async (peer: Peer, task: Omit<LoadTask, "connections">): Promise<Omit<Turn, "batch">> => {
      const before = [await peer.ask<number>("cpu"), await treeCpuSeconds(base.postmaster)] as const;
      const report = await load.send<LoadReport & { fault?: string }>({ ...task, connections });
      if (report.fault !== undefined) throw new Error(`load: ${report.fault}`);
      if (report.wrong > 0) throw new Error(`${report.wrong} wrong answers, such as: ${report.sample}`);
      const after = [await peer.ask<number>("cpu"), await treeCpuSeconds(base.postmaster)] as const;
      return { report, serverCpu: after[0] - before[0], databaseCpu: after[1] - before[1] };
    };
    const bareTurn = async (): Promise<Turn> => ({
      ...(await measure(bare, { port: ports.bare, requests: lookUps(shown), expect: '"licence_key":"' })),
      batch: 1,
    });
    const scanTurn = async (): Promise<Turn> => {
      await superuser.query("delete from platform.event");
      const requests = await scans(superuser, base, shown, cookies);
      const before = await receipts(superuser);
      const turn = await measure(shipped, { port: ports.shipped, requests, expect: '"outcome":"answered"' });
      const grown = (await receipts(superuser)) - before;
      if (grown !== perRound) throw new Error(`${perRound} scans left ${grown} receipts`);
      return { ...turn, batch: await meanBatch(superuser) };
    };

    const turns = { bare: [] as Turn[], scan: [] as Turn[], followed: [] as Turn[] };
    for (let round = 0; round <= rounds; round++) {
      const one = await bareTurn();
      const two = await scanTurn();
      await shipped.ask("follow", true);
      const three = await scanTurn();
      const each = [one, two, three].map((turn) => Math.round(perRound / turn.serverCpu)).join(", ");
      tell(`scan: round ${round} of ${rounds}; per CPU-second of the server: ${each}`);
      await shipped.ask("follow", false);
      if (round === 0) continue;
      turns.bare.push(one);
      turns.scan.push(two);
      turns.followed.push(three);
    }
    await shipped.ask("start-profile");
    await scanTurn();
    const shares = await shipped.ask<Shares>("end-profile");
    return [rateTable(turns, base.database, pinned), profileTable(shares)];
  } finally {
    for (const child of children) child.close();
    await superuser.end();
    await base.close();
  }
}

/** Licences of every type that is made here and has no photo, with their later versions and acts. */
async function issueLicences(base: BenchGround, superuser: pg.Client): Promise<readonly Shown[]> {
  const { services, plan, ground, types } = base;
  const plain = plan.licences.filter(
    ({ typeKey, origin }) =>
      origin !== "relayed" && types.get(typeKey)?.fields.every(({ kind }) => kind !== "photo"),
  );
  await services.db.transaction().execute(async (tx) => {
    for (const licence of plain.slice(0, licences)) await recordLicence(services, tx, ground, licence);
  });
  const { rows } = await superuser.query<Shown>(
    `select licence_key as "licenceKey", party_id as "partyId" from licences.holder where ordinal = 0`,
  );
  await superuser.query("analyze");
  return rows;
}

async function openSessions({ services, plan, ground }: BenchGround): Promise<readonly Officer[]> {
  const { db, access, context, gm, id } = services;
  const model = ground.actor(plan.officers[0]?.subject ?? "");
  return db.transaction().execute(async (tx) => {
    const made: Officer[] = [];
    for (let i = 0; i < officers; i++) {
      const accountId = id();
      const { personId, organId } = model;
      const cardNumber = `9901${String(i).padStart(7, "0")}`;
      const account = {
        accountId,
        subject: `bench-${i}`,
        personId,
        organId,
        roles: ["officer"],
        cardNumber,
      } as const;
      await access.createAccount(context(tx, anonymous), account);
      const token = toBase64Url(random(32));
      const at = new Date();
      await insertSession(tx, {
        tokenDigest: gm.sm3(encodeUtf8(token)),
        sessionId: id(),
        accountId,
        app: "officer",
        at,
        expiresAt: new Date(at.getTime() + 8 * 3_600_000),
      });
      made.push({ accountId, cookie: `liangzheng-officer=${token}` });
    }
    return made;
  });
}

const lookUps = (shown: readonly Shown[]): string[] =>
  Array.from({ length: perRound }, (_, i) => {
    const key = shown[(i * 7) % shown.length]?.licenceKey;
    return `GET /licences/${key} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;
  });

/** Fresh codes, put into the table as the wallet's use case does, and one request for each. */
async function scans(
  superuser: pg.Client,
  { services }: BenchGround,
  shown: readonly Shown[],
  cookies: readonly Officer[],
): Promise<string[]> {
  const codes = Array.from({ length: perRound }, () => makeShowCode(random));
  const of = (i: number): Shown => shown[(i * 7) % shown.length] ?? { licenceKey: "", partyId: "" };
  await superuser.query(
    `insert into presentation.show_code
       (token_digest, show_code_id, licence_key, party_id, created_by, created_at, expires_at)
     select d, gen_random_uuid(), l, p, p, now(), now() + interval '10 minutes'
     from unnest($1::bytea[], $2::uuid[], $3::uuid[]) as k (d, l, p)`,
    [
      codes.map(({ token }) => Buffer.from(services.gm.sm3(token))),
      codes.map((_, i) => of(i).licenceKey),
      codes.map((_, i) => of(i).partyId),
    ],
  );
  return codes.map((code, i) => {
    const body = JSON.stringify({ code: encodeShowCode(code), purpose: "road-check", place: "演示大道" });
    return [
      `POST /api/v1${operations.redeemShowCode.path} HTTP/1.1`,
      "host: 127.0.0.1",
      `cookie: ${cookies[i % cookies.length]?.cookie}`,
      "liangzheng-app: officer",
      `idempotency-key: ${randomUUID()}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n");
  });
}

const receipts = async (superuser: pg.Client): Promise<number> =>
  Number((await superuser.query("select count(*) as n from use.receipt")).rows[0]?.n);

/** Each event carries the transaction it was written in. */
const meanBatch = async (superuser: pg.Client): Promise<number> =>
  Number(
    (
      await superuser.query(
        "select count(*)::float / count(distinct tx) as n from platform.event where kind = 'licence-verified'",
      )
    ).rows[0]?.n,
  );

function rateTable(
  turns: Record<"bare" | "scan" | "followed", Turn[]>,
  database: string,
  pinned: boolean,
): BenchTable {
  const rate = (turn: Turn): number => perRound / turn.report.seconds;
  const perCpu = (turn: Turn): number => perRound / turn.serverCpu;
  const middle = (list: Turn[], of: (turn: Turn) => number): number => median(list.map(of));
  /** Each round against the bare turn of the same round. */
  const against = (list: Turn[], of: (turn: Turn) => number): number =>
    median(list.map((turn, i) => of(turn) / of(turns.bare[i] as Turn)));
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const row = (name: string, list: Turn[]): (string | number)[] => [
    name,
    Math.round(middle(list, rate)),
    percent(against(list, rate)),
    Math.round(middle(list, perCpu)),
    percent(against(list, perCpu)),
    middle(list, (turn) => turn.report.p50),
    middle(list, (turn) => turn.report.p99),
    (middle(list, (turn) => turn.databaseCpu) * 1e6) / perRound,
    middle(list, (turn) => turn.batch),
  ];
  return {
    title: "Verify one licence by scan, over HTTP",
    columns: [
      "route",
      "per second",
      "of bare",
      "per CPU-second of the server",
      "of bare",
      "p50 ms",
      "p99 ms",
      "database CPU µs each",
      "scans a batch",
    ],
    rows: [
      row("bare Fastify route, one prepared SELECT", turns.bare),
      row("scan as shipped", turns.scan),
      row("scan as shipped, notices followed in the same process", turns.followed),
    ],
    notes: [
      `Median of ${rounds} interleaved rounds of ${perRound} requests, ${connections} connections; ${database}.`,
      pinned
        ? "Server on core 0, PostgreSQL and load generator on core 1."
        : "taskset was not found: nothing is pinned to a core, and server, database and load disturb each other.",
      `Scan: session cookie (${officers} officers), rate limit, log at info to a sink, redemption, decryption, digest check, receipt, verification and event, all durable before the answer. Every answer was checked, and every scan left its receipt.`,
      "Per CPU-second of the server: what one core would do had it nothing else to do; less sensitive to other work on the machine.",
    ],
  };
}

const profileTable = ({ steps, self, inclusive }: Shares): BenchTable => ({
  title: "Where a scan spends the server's time",
  columns: ["step", "share"],
  rows: [
    ...steps.slice(0, 16).map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]),
    ...(process.env["BENCH_FUNCTIONS"] === undefined
      ? []
      : [
          ["— self —", ""],
          ...self.slice(0, 45).map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]),
          ["— inclusive —", ""],
          ...inclusive.slice(0, 110).map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]),
        ]),
  ],
  notes: [
    "Sampling profile of one more round, idle time left out. BENCH_FUNCTIONS=1 lists functions with file and line.",
  ],
});

const tell = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);

interface Peer {
  hear<T>(): Promise<T>;
  send<T>(message: object): Promise<T>;
  ask<T>(what: string, argument?: unknown): Promise<T>;
  close(): void;
}

/** A process of ours that answers each message with one. */
function startPeer(file: string, argv: readonly string[], core: number | undefined): Peer {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const command = [process.execPath, script, ...argv];
  const [program = "", ...rest] = core === undefined ? command : ["taskset", "-c", String(core), ...command];
  const child: ChildProcess = spawn(program, rest, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const heard: unknown[] = [];
  const waiting: { readonly done: (message: unknown) => void; readonly fail: (error: Error) => void }[] = [];
  child.on("message", (message) => {
    const first = waiting.shift();
    if (first === undefined) heard.push(message);
    else first.done(message);
  });
  child.on("exit", (code) => {
    for (const { fail } of waiting.splice(0)) fail(new Error(`${file} ended (exit ${code})`));
  });
  const hear = <T>(): Promise<T> =>
    new Promise((done, fail) => {
      if (heard.length > 0) done(heard.shift() as T);
      else waiting.push({ done: done as (message: unknown) => void, fail });
    });
  const send = <T>(message: object): Promise<T> => {
    const answer = hear<T>();
    child.send(message);
    return answer;
  };
  const ask = async <T>(what: string, argument?: unknown): Promise<T> =>
    (await send<{ answer: T }>({ ask: what, argument })).answer;
  return {
    send,
    ask,
    hear: async <T>() => (await hear<{ answer: T }>()).answer,
    close: () => child.connected && child.disconnect(),
  };
}

/** Puts the database on core 1. @returns false where there is no taskset, or one core. */
function pin(postmaster: number): boolean {
  try {
    execFileSync("taskset", ["-cp", "1", String(postmaster)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
