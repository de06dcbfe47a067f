import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the seeded province answers. */
    origin: string;
  }
}

const repository = fileURLToPath(new URL("../..", import.meta.url));
/** The first start makes a database and seals some two thousand licences. */
const longestStartMs = 280_000;

/** Starts the product as a newcomer does, on nothing, and leaves nothing behind. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["JOURNEYS_ORIGIN"];
  if (given !== undefined) {
    await havePages(given);
    project.provide("origin", given);
    return async () => undefined;
  }
  const folder = await mkdtemp(join(tmpdir(), "liangzheng-journeys-"));
  await chmod(folder, 0o755);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(process.execPath, ["cli/src/main.ts", "start"], {
    cwd: repository,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      LIANGZHENG_PORT: String(port),
      LIANGZHENG_DATA: folder,
      LIANGZHENG_LOG_LEVEL: "error",
    },
  });
  await untilReady(server, origin);
  await havePages(origin);
  project.provide("origin", origin);
  return async () => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

/** Without the built pages every journey would wait for a page that never comes. */
async function havePages(origin: string): Promise<void> {
  const { status } = await fetch(`${origin}/wallet/`);
  if (status !== 200) throw new Error(`${origin}/wallet/ answers ${status}: run node web/build.ts first`);
}

async function untilReady(server: ChildProcess, origin: string): Promise<void> {
  const end = Date.now() + longestStartMs;
  while (Date.now() < end) {
    if (server.exitCode !== null)
      throw new Error(`the server ended with ${server.exitCode} before it was ready`);
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(500);
  }
  throw new Error("the server is not ready");
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
