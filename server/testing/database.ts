import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Db, type Pool, runOnce, withLogin } from "../src/platform/postgres/pool.ts";
import {
  appRole,
  closeDatabase,
  dropDatabase,
  migratorRole,
  quoteName,
} from "../src/platform/postgres/roles.ts";
import { testPasswords } from "./postgres-setup.ts";

export interface TestDatabase {
  /** As the server signs in: the application role. */
  readonly db: Db;
  readonly pool: Pool;
  readonly appUrl: string;
  readonly migratorUrl: string;
  /** Superuser on this database. */
  readonly superuserUrl: string;
  /** Ends the pool and removes the database. */
  drop(): Promise<void>;
}

/** A database of one's own, cloned from the migrated template; for `beforeAll` of a `*.db.test.ts`. */
export async function testDatabase(options: { readonly max?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject("serverUrl");
  const database = await createDatabase(`template ${quoteName(inject("templateDatabase"))}`);
  const appUrl = withLogin(serverUrl, { user: appRole, password: testPasswords.app, database });
  const { db, pool, close } = connect(appUrl, { max: options.max ?? 10, applicationName: "test" });
  return {
    db,
    pool,
    appUrl,
    migratorUrl: migratorUrlOf(database),
    superuserUrl: withLogin(serverUrl, { database }),
    drop: async () => {
      await close();
      await dropDatabase(serverUrl, database);
    },
  };
}

/** A database with nothing in it, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ readonly migratorUrl: string; drop(): Promise<void> }> {
  const database = await createDatabase("template template0 encoding 'UTF8'");
  return { migratorUrl: migratorUrlOf(database), drop: () => dropDatabase(inject("serverUrl"), database) };
}

async function createDatabase(from: string): Promise<string> {
  const serverUrl = inject("serverUrl");
  const database = `lz_${randomBytes(8).toString("hex")}`;
  await runOnce(serverUrl, `create database ${quoteName(database)} owner ${migratorRole} ${from}`);
  const { pool, close } = connect(serverUrl, { max: 1 });
  try {
    await closeDatabase(pool, database);
  } finally {
    await close();
  }
  return database;
}

const migratorUrlOf = (database: string): string =>
  withLogin(inject("serverUrl"), { user: migratorRole, password: testPasswords.migrator, database });
