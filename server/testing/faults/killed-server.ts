import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** The product's own process, which is killed without warning and started again on what it left behind. */
export interface KilledServer {
  readonly origin: string;
  /** Settles when it answers. */
  start(): Promise<void>;
  /** SIGKILL: no handler runs, no buffer is written, no connection is closed in order. */
  kill(): Promise<void>;
}

export interface Place {
  readonly dataFolder: string;
  readonly appUrl: string;
  readonly migratorUrl: string;
}

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const longestStartMs = 60_000;

export async function killedServer({ dataFolder, appUrl, migratorUrl }: Place): Promise<KilledServer> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let running: ChildProcess | undefined;

  const untilReady = async (server: ChildProcess): Promise<void> => {
    const end = Date.now() + longestStartMs;
    while (Date.now() < end) {
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
      const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(50);
    }
    throw new Error("the server is not ready");
  };

  return {
    origin,
    async start() {
      running = spawn(process.execPath, ["cli/src/main.ts", "start"], {
        cwd: repository,
        stdio: ["ignore", "ignore", "inherit"],
        env: {
          ...process.env,
          LIANGZHENG_PORT: String(port),
          LIANGZHENG_DATA: dataFolder,
          LIANGZHENG_DATABASE_URL: appUrl,
          LIANGZHENG_DATABASE_MIGRATOR_URL: migratorUrl,
          LIANGZHENG_LOG_LEVEL: "fatal",
        },
      });
      await untilReady(running);
    },
    async kill() {
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, "exit");
      running.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
