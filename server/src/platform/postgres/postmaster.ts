import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, cleanEnvironment, type RunAs } from "./binaries.ts";
import { isAlive } from "./process-lock.ts";

/** What a running server says of itself in `postmaster.pid` (PostgreSQL 10 and later). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export type PostmasterFailure = "port-taken" | "still-in-use" | "other";

/** A server did not come up; the message has the end of its log. */
export class PostmasterFailed extends Error {
  readonly code: PostmasterFailure;
  constructor(message: string, code: PostmasterFailure) {
    super(message);
    this.name = "PostmasterFailed";
    this.code = code;
  }
}

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => undefined);
  const lines = text?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]) || 0, ready: lines[7]?.trim() === "ready" };
}

/**
 * The server that runs on this cluster, whoever started it. The file alone proves nothing: its number may by now
 * belong to another process, and PostgreSQL itself would then refuse to start, so such a file is removed.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const found = await readPostmaster(cluster);
  if (found === undefined) return undefined;
  if (isAlive(found.pid) && (await worksIn(found.pid, cluster))) return found;
  await rm(join(cluster, "postmaster.pid"), { force: true });
  return undefined;
}

/** Starts a server that outlives us, and waits until it says that it is ready. */
export async function startPostmaster(
  binaries: Binaries,
  cluster: string,
  options: {
    readonly port: number;
    readonly runAs: RunAs | undefined;
    readonly logFile: string;
    readonly settings: Readonly<Record<string, string>>;
  },
): Promise<Postmaster> {
  const settings = {
    port: String(options.port),
    listen_addresses: "127.0.0.1",
    // No socket file: nothing but TCP with a password, and no path that could be too long.
    unix_socket_directories: "",
    log_timezone: "UTC",
    timezone: "UTC",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A file, not a pipe: the server must survive us. Its own session: Ctrl-C in our terminal is ours to handle.
  const output = openSync(options.logFile, "a", 0o600);
  const before = await readFile(options.logFile, "utf8").then((text) => text.length);
  const child = spawn(binaries.postgres, ["-D", cluster, ...flags], {
    ...options.runAs,
    cwd: "/",
    env: cleanEnvironment,
    detached: true,
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended ??= `exit ${code ?? signal}`;
  });
  child.unref();
  const deadline = Date.now() + 120_000;
  while (ended === undefined && Date.now() < deadline) {
    const found = await readPostmaster(cluster);
    if (found?.pid === child.pid && found?.ready) return found;
    await sleep(10);
  }
  if (ended === undefined && child.pid !== undefined) await stopPostmaster(child.pid);
  const said = (await readFile(options.logFile, "utf8").catch(() => "")).slice(before).trim();
  throw new PostmasterFailed(
    `PostgreSQL did not start (${ended ?? "not ready in 120 s"}); its log ${options.logFile} says:\n${said.slice(-1500)}`,
    failureIn(said),
  );
}

function failureIn(log: string): PostmasterFailure {
  if (log.includes("could not create any TCP/IP sockets")) return "port-taken";
  // Sessions of a server that was killed go on to the end of what they are doing.
  return log.includes("shared memory block") ? "still-in-use" : "other";
}

/** Fast shutdown: clients are cut, nothing is lost. Harsher after 30 s, when recovery at the next start does the rest. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGINT", 30],
    ["SIGQUIT", 5],
    ["SIGKILL", 5],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return;
      await sleep(10);
    }
  }
}

/** A postmaster's working folder is its data folder. Where that cannot be seen (no /proc), the living number is believed. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === cluster;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES";
  }
}
