import { randomBytes } from "node:crypto";
import { chmod, mkdir, realpath, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findBinaries, isEnterable, nobody, openPlace, type RunAs } from "./binaries.ts";
import { initCluster } from "./init-cluster.ts";
import { answers, postgresUrl } from "./pool.ts";
import {
  findPostmaster,
  type Postmaster,
  PostmasterFailed,
  startPostmaster,
  stopPostmaster,
} from "./postmaster.ts";
import { takeProcessLock } from "./process-lock.ts";
import { readStateFile, writeStateFile } from "./state-file.ts";

export interface EmbeddedOptions {
  /** Holds the cluster, the passwords (0600), the port, the lock and the server's log. Made when absent. */
  readonly dataFolder: string;
  /** Wished for; another is taken, and told, when it is not free. */
  readonly port?: number;
  readonly log: (line: string) => void;
  /** PostgreSQL settings of this run, such as `shared_buffers`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Embedded {
  readonly host: string;
  readonly port: number;
  /** The superuser's connection, password included. */
  readonly url: string;
  readonly password: string;
  /** Where PostgreSQL's files really are: not in `dataFolder` when its user may not go there. */
  readonly cluster: string;
  /** True when the server was left running by a process that died. */
  readonly adopted: boolean;
  /** Passwords of the roles the application uses, kept beside the superuser's. */
  readonly rolePasswords: { readonly migrator: string; readonly app: string };
  /** Fast shutdown; frees the data folder for another process. */
  stop(): Promise<void>;
}

/** Another living process of ours uses this data folder. */
export class EmbeddedBusy extends Error {
  readonly pid: number;
  constructor(dataFolder: string, pid: number) {
    super(`the data folder ${dataFolder} is in use by process ${pid}: it is running already`);
    this.name = "EmbeddedBusy";
    this.pid = pid;
  }
}

interface State {
  readonly cluster: string;
  readonly port?: number;
}

const host = "127.0.0.1";

/**
 * Runs the PostgreSQL that npm installed on a folder of ours: made at the first start, adopted when it was left behind.
 * @throws EmbeddedBusy when another process has the folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const isRoot = process.getuid?.() === 0;
  await makeFolder(options.dataFolder, isRoot);
  const dataFolder = await realpath(options.dataFolder);
  const lock = await takeProcessLock(join(dataFolder, "server.lock"));
  if ("heldBy" in lock) throw new EmbeddedBusy(dataFolder, lock.heldBy);
  try {
    return await startLocked(dataFolder, isRoot, options, lock.release);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startLocked(
  dataFolder: string,
  isRoot: boolean,
  options: EmbeddedOptions,
  release: () => Promise<void>,
): Promise<Embedded> {
  const { log } = options;
  const stateFile = join(dataFolder, "state.json");
  let state = await readStateFile<State>(stateFile);
  if (state === undefined) {
    state = { cluster: await placeCluster(dataFolder, isRoot, log) };
    await writeStateFile(stateFile, state, 0o644);
  }
  const { cluster } = state;
  const secrets = await readSecrets(join(dataFolder, "secrets.json"), cluster);
  const runAs = isRoot ? await ownerOf(cluster) : undefined;
  const binaries = await findBinaries(runAs, log);
  await initCluster(binaries, { cluster, runAs, password: secrets.superuser, log });

  const urlAt = (port: number): string =>
    postgresUrl({ host, port, user: "postgres", password: secrets.superuser });
  const left = await adoptOrStop(cluster, urlAt, log);
  const running =
    left ??
    (await startOnFreePort(options.port ?? state.port, (port) =>
      startPostmaster(binaries, cluster, {
        port,
        runAs,
        logFile: join(dataFolder, "postgres.log"),
        settings: options.settings ?? {},
      }),
    ));
  const wished = options.port ?? running.port;
  if (running.port !== wished)
    log(`port ${wished} is not free: PostgreSQL listens on ${host}:${running.port}`);
  await writeStateFile(stateFile, { cluster, port: running.port }, 0o644);
  return {
    host,
    port: running.port,
    url: urlAt(running.port),
    password: secrets.superuser,
    cluster,
    adopted: left !== undefined,
    rolePasswords: { migrator: secrets.migrator, app: secrets.app },
    stop: async () => {
      await stopPostmaster(running.pid);
      await release();
    },
  };
}

async function adoptOrStop(
  cluster: string,
  urlAt: (port: number) => string,
  log: (line: string) => void,
): Promise<Postmaster | undefined> {
  const left = await findPostmaster(cluster);
  if (left === undefined) return undefined;
  if (left.port > 0 && (await answers(urlAt(left.port), { dataDirectory: cluster, withinMs: 5000 }))) {
    log(`PostgreSQL was left running (process ${left.pid}, port ${left.port}): adopted`);
    return left;
  }
  log(`PostgreSQL was left running (process ${left.pid}) and does not answer: stopping it`);
  await stopPostmaster(left.pid);
  return undefined;
}

async function startOnFreePort(
  wished: number | undefined,
  start: (port: number) => Promise<Postmaster>,
): Promise<Postmaster> {
  let port = wished !== undefined && (await isFree(wished)) ? wished : await freePort();
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(port);
    } catch (error) {
      if (!(error instanceof PostmasterFailed) || error.code === "other" || attempt === 10) throw error;
      // Between our look and its bind somebody else may have come.
      if (error.code === "port-taken") port = await freePort();
      else await sleep(500);
    }
  }
}

/** Root keeps the secrets, `nobody` gets the cluster: so the folder between them must let `nobody` pass. */
async function makeFolder(folder: string, isRoot: boolean): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, isRoot ? 0o711 : 0o700);
}

async function placeCluster(
  dataFolder: string,
  isRoot: boolean,
  log: (line: string) => void,
): Promise<string> {
  if (!isRoot || (await isEnterable(dataFolder, nobody))) return join(dataFolder, "cluster");
  // A name of its own for every data folder that ever was: deleting the folder means starting afresh.
  const place = join(await openPlace(), randomBytes(6).toString("hex"));
  await mkdir(place, { mode: 0o711 });
  await chmod(place, 0o711);
  log(
    `the database is kept in ${place}: PostgreSQL does not run as root, and its user cannot enter ${dataFolder}`,
  );
  return join(place, "cluster");
}

async function ownerOf(cluster: string): Promise<RunAs> {
  const found = await stat(cluster).catch(() => undefined);
  if (found === undefined) return nobody;
  if (found.uid === 0) throw new Error(`${cluster} belongs to root, as whom PostgreSQL does not run`);
  return { uid: found.uid, gid: found.gid };
}

interface Secrets {
  readonly superuser: string;
  readonly migrator: string;
  readonly app: string;
}

async function readSecrets(file: string, cluster: string): Promise<Secrets> {
  const kept = await readStateFile<Secrets>(file);
  if (kept !== undefined) return kept;
  if (await stat(cluster).catch(() => undefined)) {
    throw new Error(`${file} is missing: without it nobody can sign in to the database in ${cluster}`);
  }
  const fresh = (): string => randomBytes(24).toString("base64url");
  const secrets = { superuser: fresh(), migrator: fresh(), app: fresh() };
  await writeStateFile(file, secrets, 0o600);
  return secrets;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = createServer()
      .once("error", () => done(false))
      .listen(port, host, () => probe.close(() => done(true)));
  });

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer()
      .once("error", fail)
      .listen(0, host, () => {
        const address = probe.address();
        probe.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
      });
  });
