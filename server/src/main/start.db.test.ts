import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort } from "../../testing/free-port.ts";
import { anEmptyDeployment, type EmptyDeployment } from "../../testing/installation.ts";
import { connect } from "../platform/postgres/pool.ts";
import { readConfig } from "./config.ts";
import { start } from "./start.ts";

let bureau: EmptyDeployment;
beforeAll(async () => {
  bureau = await anEmptyDeployment();
});
afterAll(() => bureau.remove());

const begin = (settings: Record<string, string> = {}) =>
  start({
    config: readConfig({ ...bureau.environment, ...settings }, bureau.folder),
    tell: () => undefined,
  });
const answers = (address: string): Promise<number> =>
  fetch(address).then(
    ({ status }) => status,
    () => 0,
  );

test("a stop answers the request in hand, takes no other, and leaves no connection to the database", async () => {
  const running = await begin();
  expect(await answers(`${bureau.origin}/readyz`)).toBe(200);
  const { pool, close } = connect(bureau.migratorUrl, { max: 2 });
  const holder = await pool.connect();
  await holder.query("begin; lock table sealing.authority");
  const inHand = fetch(`${bureau.origin}/api/v1/trust/certificates`);
  while (!(await someoneWaits(pool))) await new Promise((resolve) => setTimeout(resolve, 20));
  const stopped = running.stop();
  while ((await answers(`${bureau.origin}/healthz`)) === 200)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await holder.query("commit");
  expect((await inHand).status).toBe(200);
  await stopped;
  holder.release();
  // A backend outlives its connection for a moment.
  await vi.waitFor(async () => expect(await connections(pool)).toBe(0), { timeout: 20_000, interval: 50 });
  await close();
});

const connections = async (pool: ReturnType<typeof connect>["pool"]): Promise<number> =>
  (
    await pool.query(
      "select 1 from pg_stat_activity where usename = 'liangzheng_app' and datname = current_database()",
    )
  ).rows.length;

const someoneWaits = async (pool: ReturnType<typeof connect>["pool"]): Promise<boolean> =>
  (await pool.query("select 1 from pg_locks where not granted")).rows.length > 0;

test("a stop may be asked twice, and what has stopped can be started again", async () => {
  const running = await begin();
  await Promise.all([running.stop(), running.stop()]);
  expect(await answers(`${bureau.origin}/healthz`)).toBe(0);
  const again = await begin();
  expect(await answers(`${bureau.origin}/healthz`)).toBe(200);
  await again.stop();
});

test("a start that fails closes what it had opened", async () => {
  const running = await begin();
  await expect(begin()).rejects.toMatchObject({ code: "EADDRINUSE" });
  await running.stop();
  const { pool, close } = connect(bureau.migratorUrl, { max: 1 });
  // A backend outlives its connection for a moment.
  await vi.waitFor(async () => expect(await connections(pool)).toBe(0), { timeout: 20_000, interval: 50 });
  await close();
});

test("metrics are on a port of their own, and nowhere on the port that a proxy passes on", async () => {
  const port = await freePort();
  const running = await begin({ LIANGZHENG_METRICS_PORT: String(port) });
  await fetch(`${bureau.origin}/api/v1/session`);
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toContain('liangzheng_request_seconds_count{operation="getSession",status="200"} 1');
  expect(await answers(`http://127.0.0.1:${port}/`)).toBe(404);
  for (const path of ["/internal/metrics", "/metrics", "/internal/"])
    expect([path, await answers(`${bureau.origin}${path}`)]).toEqual([path, 404]);
  await running.stop();
  expect(await answers(`http://127.0.0.1:${port}/metrics`)).toBe(0);
});
