import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { connect } from "./pool.ts";

export type MigrationFault = "edited" | "missing" | "out-of-order" | "bad-name" | "failed";

/** The files and the database do not fit together. `file` names the one at fault. */
class MigrationError extends Error {
  readonly code: MigrationFault;
  readonly file: string;
  constructor(code: MigrationFault, file: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MigrationError";
    this.code = code;
    this.file = file;
  }
}

interface MigrationFile {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

// biome-ignore lint/suspicious/noExplicitAny: migrations run on a schema that is only coming into being.
type Unshaped = Kysely<any>;

const ownFolder = fileURLToPath(new URL("../../../migrations/", import.meta.url));

/**
 * Brings a database to the newest schema: the numbered SQL files in order, each in a transaction of its own, so that a
 * failure leaves all before it applied and nothing of itself. Two processes may try at once: one waits.
 * @returns the names applied now.
 * @throws MigrationError when an applied file was edited or removed, or one fails.
 */
export async function migrate(migratorUrl: string, folder: string = ownFolder): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  const { db, close } = connect(migratorUrl, { max: 2, applicationName: "liangzheng migrate" });
  try {
    await prepare(db);
    await verifyApplied(db, files);
    return await applyPending(db, files);
  } finally {
    await close();
  }
}

/** The files that a database has not seen yet; for a server that starts without the migrator's rights. */
export async function listPending(url: string, folder: string = ownFolder): Promise<readonly string[]> {
  const files = await readMigrations(folder);
  const { db, close } = connect(url, { max: 1 });
  try {
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('migration.checksum') is not null as there`.execute(db);
    if (!rows[0]?.there) return files.map(({ name }) => name);
    const applied = await verifyApplied(db, files);
    return files.map(({ name }) => name).filter((name) => !applied.has(name));
  } finally {
    await close();
  }
}

async function applyPending(db: Unshaped, files: readonly MigrationFile[]): Promise<readonly string[]> {
  const provider = {
    getMigrations: async () => Object.fromEntries(files.map((file) => [file.name, step(file)])),
  };
  const migrator = new Migrator({
    db,
    provider,
    migrationTableSchema: "migration",
    migrationTableName: "applied",
    migrationLockTableName: "lock",
  });
  const done: string[] = [];
  for (;;) {
    const { error, results = [] } = await migrator.migrateUp();
    const failed = results.find(({ status }) => status === "Error");
    if (error !== undefined) {
      const file = failed === undefined ? "" : `${failed.migrationName}.sql`;
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationError("failed", file, `migration ${file} failed: ${reason}`, { cause: error });
    }
    if (results.length === 0) return done;
    done.push(...results.map(({ migrationName }) => migrationName));
  }
}

const step = (file: MigrationFile): Migration => ({
  up: async (db: Unshaped) => {
    // Without parameters PostgreSQL takes several statements in one message.
    await sql.raw(file.sql).execute(db);
    await sql`insert into migration.checksum (name, checksum) values (${file.name}, ${file.checksum})`.execute(
      db,
    );
  },
});

/** The application role may see what has been applied; the role itself is made by `ensureRoles` or by an administrator. */
async function prepare(db: Unshaped): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Kysely's own lock comes too late for these.
    await sql`select pg_advisory_xact_lock(hashtext('liangzheng migrate'))`.execute(tx);
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('migration.checksum') is not null as there`.execute(tx);
    if (rows[0]?.there) return;
    await sql
      .raw(`create schema migration;
        create table migration.checksum (
          name text primary key, checksum text not null, applied_at timestamptz not null default now());
        grant usage on schema migration to liangzheng_app;
        grant select on migration.checksum to liangzheng_app;`)
      .execute(tx);
  });
}

async function verifyApplied(db: Unshaped, files: readonly MigrationFile[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string; checksum: string }>`
    select name, checksum from migration.checksum order by name`.execute(db);
  for (const { name, checksum } of rows) {
    const file = files.find((one) => one.name === name);
    if (file === undefined) {
      throw new MigrationError(
        "missing",
        `${name}.sql`,
        `the database has ${name}.sql, this version does not: is the version older than the data?`,
      );
    }
    if (file.checksum !== checksum) {
      throw new MigrationError(
        "edited",
        `${name}.sql`,
        `${name}.sql was changed after it was applied: put it back, and write the change as a new file`,
      );
    }
  }
  const newest = rows.at(-1)?.name ?? "";
  const applied = new Set(rows.map(({ name }) => name));
  const late = files.find(({ name }) => name < newest && !applied.has(name));
  if (late !== undefined) {
    throw new MigrationError(
      "out-of-order",
      `${late.name}.sql`,
      `${late.name}.sql comes before ${newest}.sql, which is applied`,
    );
  }
  return applied;
}

async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const seen = new Set<string>();
  const files: MigrationFile[] = [];
  for (const name of names) {
    const number = /^(\d{4})_[a-z0-9_-]+\.sql$/.exec(name)?.[1];
    if (number === undefined || seen.has(number)) {
      throw new MigrationError("bad-name", name, `${name}: expected NNNN_name.sql with a number of its own`);
    }
    seen.add(number);
    // Line ends are Git's business, not a change.
    const text = (await readFile(`${folder}/${name}`, "utf8")).replaceAll("\r\n", "\n");
    files.push({
      name: name.slice(0, -4),
      sql: text,
      checksum: createHash("sha256").update(text).digest("hex"),
    });
  }
  return files;
}
