import { spawn } from "node:child_process";
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Binaries, cleanEnvironment, type RunAs } from "./binaries.ts";
import { syncFolder } from "./state-file.ts";

/**
 * Makes the cluster unless it is there. initdb works in a folder beside it, which takes its place only when whole:
 * what an interrupted run left is thrown away at the next.
 * @throws Error when the cluster is of another major version.
 */
export async function initCluster(
  binaries: Binaries,
  options: {
    readonly cluster: string;
    readonly runAs: RunAs | undefined;
    readonly password: string;
    readonly log: (line: string) => void;
  },
): Promise<void> {
  const { cluster, runAs, log } = options;
  const half = `${cluster}.initdb`;
  await rm(half, { recursive: true, force: true });
  const kept = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  const isWhole = kept !== undefined && (await isThere(join(cluster, "global", "pg_control")));
  if (isWhole) {
    const major = binaries.version.split(".")[0];
    if (kept.trim() === major) return;
    throw new Error(
      `${cluster} was made by PostgreSQL ${kept.trim()}, this is ${major}: back up with the old one, restore here`,
    );
  }
  if (await isThere(cluster)) {
    // Never deleted: it may be what is left of somebody's data.
    const aside = `${cluster}.incomplete-${Date.now()}`;
    await rename(cluster, aside);
    log(`${cluster} is not a whole database: moved to ${aside}, making a new one`);
  }
  await mkdir(half, { mode: 0o700 });
  const passwordFile = join(half, "password");
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  if (runAs !== undefined) for (const path of [half, passwordFile]) await chown(path, runAs.uid, runAs.gid);
  await run(
    binaries.initdb,
    [`--pgdata=${join(half, "data")}`, ...initFlags, `--pwfile=${passwordFile}`],
    runAs,
  );
  await rename(join(half, "data"), cluster);
  await syncFolder(dirname(cluster));
  await rm(half, { recursive: true, force: true });
}

/**
 * The built-in provider sorts by code point, the same for ever and everywhere; the libc locale beside it is needed too,
 * because pg_trgm asks it what a letter is: with C it finds no trigram in Chinese.
 */
const initFlags = [
  "--username=postgres",
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale-provider=builtin",
  "--builtin-locale=C.UTF-8",
  "--locale=C.UTF-8",
  "--lc-messages=C",
];

function run(program: string, flags: readonly string[], runAs: RunAs | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, flags, {
      ...runAs,
      cwd: "/",
      env: cleanEnvironment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
    });
    child.stderr.on("data", (part) => {
      said += part;
    });
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`initdb failed (exit ${code}): ${said.trim().slice(-1500)}`));
    });
  });
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
