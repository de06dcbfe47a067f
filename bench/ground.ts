import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TypeDefinition } from "@liangzheng/contract";
import { dateInShanghai } from "@liangzheng/ident";
import pino from "pino";
import type { DrawPortrait } from "../server/seeds/province/planned-licence.ts";
import { type ProvincePlan, planProvince } from "../server/seeds/province.ts";
import { type Ground, layFoundations } from "../server/seeds/run/foundations.ts";
import { readLicenceTypes } from "../server/seeds/types.ts";
import { makeKeys } from "../server/src/main/keys.ts";
import { createServices, type Services } from "../server/src/main/services.ts";
import { openFileFolder } from "../server/src/platform/files.ts";
import { chooseGm } from "../server/src/platform/gm/choose.ts";
import { migrateJobs } from "../server/src/platform/jobs-schema.ts";
import { startEmbedded } from "../server/src/platform/postgres/embedded.ts";
import { migrate } from "../server/src/platform/postgres/migrate.ts";
import { connect, runOnce } from "../server/src/platform/postgres/pool.ts";
import { ensureRoles, type RoleUrls } from "../server/src/platform/postgres/roles.ts";

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

/** A database of one's own with the bodies, people, seals and types of the demonstration, and no licence yet. */
export interface BenchGround {
  readonly services: Services;
  readonly urls: RoleUrls;
  readonly superuserUrl: string;
  readonly folder: string;
  readonly keyFile: string;
  readonly postmaster: number;
  readonly plan: ProvincePlan;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  readonly ground: Ground;
  /** `PostgreSQL 18.4, fsync on, synchronous_commit on`. */
  readonly database: string;
  close(): Promise<void>;
}

export async function layGround(draw?: DrawPortrait): Promise<BenchGround> {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  // PostgreSQL runs as another user when we are root, and then its cluster lies in here too.
  await chmod(folder, 0o711);
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).reverse()) await one();
  };
  try {
    const embedded = await startEmbedded({ dataFolder: join(folder, "postgres"), log: () => undefined });
    closing.push(() => embedded.stop());
    const urls = await ensureRoles(embedded.url, {
      database: "liangzheng",
      passwords: embedded.rolePasswords,
    });
    await migrate(urls.migratorUrl);
    await migrateJobs(urls.migratorUrl);
    const connection = connect(urls.appUrl, { max: 16 });
    closing.push(() => connection.close());
    const keyFile = join(folder, "keys.json");
    const services = createServices({
      connection,
      gm: chooseGm(random),
      keys: await makeKeys(keyFile, random),
      files: await openFileFolder(join(folder, "files")),
      log: pino({ level: "silent" }),
      now: () => new Date(),
    });
    const types = readLicenceTypes();
    const plan = planProvince({
      seed: "演示省",
      today: dateInShanghai(new Date()),
      types,
      ...(draw === undefined ? {} : { draw }),
    });
    const ground = await services.db.transaction().execute((tx) => layFoundations(services, tx, plan, types));
    const superuserUrl = embedded.url.replace(/\/postgres$/, "/liangzheng");
    const pidFile = await readFile(join(embedded.cluster, "postmaster.pid"), "utf8");
    return {
      services,
      urls,
      superuserUrl,
      folder,
      keyFile,
      postmaster: Number.parseInt(pidFile, 10),
      plan,
      types,
      ground,
      database: await describeDatabase(superuserUrl),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function describeDatabase(url: string): Promise<string> {
  const [row] = await runOnce(
    url,
    `select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit, current_setting('shared_buffers') as buffers`,
  );
  return `PostgreSQL ${row?.["version"]} (fsync ${row?.["fsync"]}, synchronous_commit ${row?.["commit"]}, shared_buffers ${row?.["buffers"]})`;
}

/** CPU seconds that a process and its children have used, those that ended included; `NaN` where there is no /proc. */
export async function treeCpuSeconds(root: number): Promise<number> {
  let ticks = 0;
  for (const name of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "latin1").catch(() => "");
    const field = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(name) !== root && Number(field[1]) !== root) continue;
    // utime and stime, and of the root those of children that ended (proc(5), fields 14 to 17).
    ticks += Number(field[11]) + Number(field[12]);
    if (Number(name) === root) ticks += Number(field[13]) + Number(field[14]);
  }
  return ticks === 0 ? Number.NaN : ticks / 100;
}
