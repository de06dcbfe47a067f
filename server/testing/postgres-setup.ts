import { randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Embedded, startEmbedded } from "../src/platform/postgres/embedded.ts";
import { migrate } from "../src/platform/postgres/migrate.ts";
import { findPostmaster, stopPostmaster } from "../src/platform/postgres/postmaster.ts";
import { isLockHeld } from "../src/platform/postgres/process-lock.ts";
import { dropDatabase, ensureRoles } from "../src/platform/postgres/roles.ts";
import { readStateFile } from "../src/platform/postgres/state-file.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** TEST_DATABASE_URL, or empty: then a server of npm's is started for the run. */
    readonly givenServerUrl: string;
    /** Superuser on the server of this run. */
    readonly serverUrl: string;
    /** The database, migrated once, that every test file clones. */
    readonly templateDatabase: string;
  }
}

/** Tests may share a given server with another run, so the roles' passwords are the same everywhere. */
export const testPasswords = { migrator: "migrator-in-tests", app: "app-in-tests" } as const;

const prefix = "liangzheng-test-";

/** Nothing in a test run must outlive a power cut. */
const fastSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "64MB",
  max_connections: "200",
  autovacuum: "off",
};

/** Runs once before all `*.db.test.ts` (vitest `globalSetup`), and returns what runs after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = project.getProvidedContext().givenServerUrl;
  const server = given === "" ? await startServer() : undefined;
  const url = server?.url ?? given;
  const template = `${prefix}${randomBytes(6).toString("hex")}`.replaceAll("-", "_");
  const { migratorUrl } = await ensureRoles(url, { database: template, passwords: testPasswords });
  await migrate(migratorUrl);
  project.provide("serverUrl", url);
  project.provide("templateDatabase", template);
  return async () => {
    if (server === undefined) await dropDatabase(url, template);
    else await server.stop();
  };
}

async function startServer(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  await sweep();
  const folder = join(tmpdir(), `${prefix}${process.pid}-${randomBytes(3).toString("hex")}`);
  await mkdir(folder);
  await chmod(folder, 0o711);
  const log: string[] = [];
  let server: Embedded;
  try {
    server = await startEmbedded({
      dataFolder: folder,
      log: (line) => log.push(line),
      settings: fastSettings,
    });
  } catch (error) {
    throw new Error(`no database for the tests: ${log.join("; ")}`, { cause: error });
  }
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await removeFolder(folder, server.cluster);
    },
  };
}

/** A run that was killed leaves its server behind: the next one clears it. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(tmpdir(), name);
    const state = await readStateFile<{ cluster: string }>(join(folder, "state.json")).catch(() => undefined);
    if (state === undefined || (await isLockHeld(join(folder, "server.lock")))) continue;
    const left = await findPostmaster(state.cluster).catch(() => undefined);
    if (left !== undefined) await stopPostmaster(left.pid);
    await removeFolder(folder, state.cluster);
  }
}

async function removeFolder(folder: string, cluster: string): Promise<void> {
  await rm(cluster, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}
