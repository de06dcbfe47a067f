import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Embedded, EmbeddedBusy, startEmbedded } from "./embedded.ts";
import { runOnce, withLogin } from "./pool.ts";
import { readPostmaster, stopPostmaster } from "./postmaster.ts";
import { isAlive } from "./process-lock.ts";

const isRoot = process.getuid?.() === 0;
let folder: string;
let lines: string[];
const started: Embedded[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-embedded-"));
  await chmod(folder, 0o711);
  lines = [];
});

afterEach(async () => {
  for (const server of started.splice(0)) {
    await server.stop();
    await rm(server.cluster, { recursive: true, force: true });
  }
  const left = await readPostmaster(join(folder, "cluster"));
  if (left !== undefined) await stopPostmaster(left.pid);
  await rm(folder, { recursive: true, force: true });
});

const start = async (port?: number): Promise<Embedded> => {
  const server = await startEmbedded({
    dataFolder: folder,
    log: (line) => lines.push(line),
    settings: { shared_buffers: "16MB" },
    ...(port === undefined ? {} : { port }),
  });
  started.push(server);
  return server;
};

/** Another process of ours, which starts the server on the same folder and then waits to be killed. */
async function startElsewhere(): Promise<{ readonly pid: number; kill(): Promise<void> }> {
  const module = new URL("./embedded.ts", import.meta.url).href;
  const code = `import { startEmbedded } from ${JSON.stringify(module)};
    await startEmbedded({ dataFolder: ${JSON.stringify(folder)}, log: () => {}, settings: { shared_buffers: "16MB" } });
    console.log("up"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (exit) => reject(new Error(`the other process ended: ${exit}`)));
  });
  return {
    pid: child.pid ?? 0,
    kill: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
  };
}

test("a first start makes a database that answers, keeps its bytes on disk and knows Chinese letters", async () => {
  const server = await start();
  await runOnce(server.url, "create extension pg_trgm");
  const [row] = await runOnce(
    server.url,
    `select show_trgm('食品经营') as trigrams, current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
            current_setting('server_version_num')::int / 10000 as major, current_setting('password_encryption') as scram`,
  );
  expect(row).toMatchObject({ fsync: "on", encoding: "UTF8", major: 18, scram: "scram-sha-256" });
  expect(row?.["trigrams"]).toHaveLength(5);
  const [order] = await runOnce(
    server.url,
    "select string_agg(x, '' order by x) as x from unnest('{b,a,B,é}'::text[]) x",
  );
  expect(order?.["x"]).toBe("Babé");
});

test("nobody signs in without the password, and only its owner reads the file that has it", async () => {
  const server = await start();
  await expect(runOnce(withLogin(server.url, { password: "guess" }), "select 1")).rejects.toMatchObject({
    code: "28P01",
  });
  const secrets = join(folder, "secrets.json");
  expect((await stat(secrets)).mode & 0o777).toBe(0o600);
  expect(await readFile(secrets, "utf8")).toContain(server.password);
  expect(await readFile(join(folder, "postgres.log"), "utf8")).not.toContain(server.password);
});

test.runIf(isRoot)("started by root, the server and its files belong to nobody", async () => {
  const server = await start();
  const found = await readPostmaster(server.cluster);
  expect((await stat(`/proc/${found?.pid}`)).uid).toBe(65534);
  expect((await stat(server.cluster)).uid).toBe(65534);
});

test.runIf(isRoot)(
  "a folder that nobody may enter keeps the secrets, while the cluster goes to a place that is told",
  async () => {
    await chmod(folder, 0o700);
    const server = await start();
    expect(server.cluster.startsWith(folder)).toBe(false);
    expect(lines.join("\n")).toContain(server.cluster.replace(/\/cluster$/, ""));
    await server.stop();
    started.length = 0;
    const again = await start();
    expect(again.cluster).toBe(server.cluster);
    await again.stop();
    await rm(join(again.cluster, ".."), { recursive: true });
    started.length = 0;
  },
);

test("what was written is there after a stop and a second start, on the same port", async () => {
  const first = await start();
  await runOnce(first.url, "create table kept as select 7 as x");
  await first.stop();
  started.length = 0;
  await expect(runOnce(first.url, "select 1")).rejects.toThrow();
  const second = await start();
  expect(await runOnce(second.url, "select x from kept")).toEqual([{ x: 7 }]);
  expect(second).toMatchObject({ port: first.port, password: first.password, adopted: false });
});

test("a second start while the first process lives is refused and names it", async () => {
  const other = await startElsewhere();
  try {
    await expect(start()).rejects.toThrow(EmbeddedBusy);
    await expect(start()).rejects.toMatchObject({ pid: other.pid });
  } finally {
    await other.kill();
  }
});

test("two starts in one process are refused too, and the refusal does not disturb the first", async () => {
  const server = await start();
  await expect(start()).rejects.toThrow(EmbeddedBusy);
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
});

test("a server left behind by a killed process is adopted, with what it holds", async () => {
  const other = await startElsewhere();
  const before = await readPostmaster(join(folder, "cluster"));
  await other.kill();
  expect(isAlive(before?.pid ?? 0)).toBe(true);
  const server = await start();
  expect(server.adopted).toBe(true);
  expect(server.port).toBe(before?.port);
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
  await server.stop();
  started.length = 0;
  expect(isAlive(before?.pid ?? 0)).toBe(false);
});

test("a server left behind that does not answer is stopped, and another takes its place", async () => {
  const other = await startElsewhere();
  const before = await readPostmaster(join(folder, "cluster"));
  await other.kill();
  // A stopped process has its port and answers nobody; it wakes to take the order to end.
  process.kill(before?.pid ?? 0, "SIGSTOP");
  const wake = setTimeout(() => process.kill(before?.pid ?? 0, "SIGCONT"), 9000);
  const server = await start();
  clearTimeout(wake);
  expect(server.adopted).toBe(false);
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
});

test("when server and process were both killed, the next start recovers", async () => {
  const other = await startElsewhere();
  const before = await readPostmaster(join(folder, "cluster"));
  process.kill(before?.pid ?? 0, "SIGKILL");
  await other.kill();
  const server = await start();
  expect(server.adopted).toBe(false);
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
});

test("a stale postmaster.pid whose number now belongs to another program does not stop the start", async () => {
  const first = await start();
  await first.stop();
  started.length = 0;
  const innocent = spawn("sleep", ["60"], { cwd: "/", ...(isRoot ? { uid: 65534, gid: 65534 } : {}) });
  try {
    await writeFile(
      join(first.cluster, "postmaster.pid"),
      `${innocent.pid}\n${first.cluster}\n1\n${first.port}\n\n127.0.0.1\n\nready   \n`,
    );
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(isAlive(innocent.pid ?? 0)).toBe(true);
  } finally {
    innocent.kill("SIGKILL");
  }
});

test("an initdb that was cut short is thrown away and done again", async () => {
  const half = join(folder, "cluster.initdb", "data", "base");
  await mkdir(half, { recursive: true });
  await writeFile(join(half, "..", "PG_VERSION"), "18\n");
  const server = await start();
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
  expect(await readdir(folder)).not.toContain("cluster.initdb");
});

test("a cluster folder that is no whole database is moved aside, never deleted", async () => {
  await mkdir(join(folder, "cluster"));
  await writeFile(join(folder, "cluster", "precious"), "x");
  await writeFile(join(folder, "secrets.json"), JSON.stringify({ superuser: "s", migrator: "m", app: "a" }));
  if (isRoot) {
    const { chown } = await import("node:fs/promises");
    await chown(join(folder, "cluster"), 65534, 65534);
  }
  const server = await start();
  expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
  const aside = (await readdir(folder)).find((name) => name.startsWith("cluster.incomplete-"));
  expect(await readFile(join(folder, aside ?? "", "precious"), "utf8")).toBe("x");
});

test("a cluster of another major version is refused, untouched", async () => {
  const first = await start();
  await first.stop();
  started.length = 0;
  await writeFile(join(first.cluster, "PG_VERSION"), "17\n");
  await expect(start()).rejects.toThrow(/made by PostgreSQL 17, this is 18/);
  expect(await readdir(first.cluster)).toContain("global");
});

test("a port that is taken is left alone, another is used and told", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(0, "127.0.0.1", resolve));
  const address = squatter.address();
  const taken = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const server = await start(taken);
    expect(server.port).not.toBe(taken);
    expect(lines.join("\n")).toContain(`port ${taken} is not free`);
    expect(await runOnce(server.url, "select 1 as x")).toEqual([{ x: 1 }]);
  } finally {
    squatter.close();
  }
});

test("lost passwords are told as such, before anything is touched", async () => {
  const first = await start();
  await first.stop();
  started.length = 0;
  await rm(join(folder, "secrets.json"));
  await expect(start()).rejects.toThrow(/secrets\.json is missing/);
});
