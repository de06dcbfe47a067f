import pg from "pg";
import { connect, runOnce, withLogin } from "./pool.ts";

/** Owns every schema and runs the migrations. */
export const migratorRole = "liangzheng_migrator";
/** What the server signs in as: reads and writes rows, and can alter nothing. */
export const appRole = "liangzheng_app";

export interface RoleOptions {
  readonly database: string;
  readonly passwords: { readonly migrator: string; readonly app: string };
}

export interface RoleUrls {
  readonly migratorUrl: string;
  readonly appUrl: string;
}

/** Makes the two roles and the database where absent, and sets their passwords. May run at every start. */
export async function ensureRoles(superuserUrl: string, options: RoleOptions): Promise<RoleUrls> {
  const database = quoteName(options.database);
  const { pool, close } = connect(superuserUrl, { max: 1 });
  try {
    for (const [role, password] of [
      [migratorRole, options.passwords.migrator],
      [appRole, options.passwords.app],
    ] as const) {
      const { rowCount } = await pool.query("select 1 from pg_roles where rolname = $1", [role]);
      if (rowCount === 0) await pool.query(`create role ${role}`);
      // Attributes are set anew each time: a role that somebody widened is narrowed.
      await pool.query(
        `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${quoteText(password)}`,
      );
    }
    const { rowCount } = await pool.query("select 1 from pg_database where datname = $1", [options.database]);
    if (rowCount === 0) {
      await pool.query(
        `create database ${database} owner ${migratorRole} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
      );
    }
    await closeDatabase(pool, options.database);
  } finally {
    await close();
  }
  const { database: name, passwords } = options;
  return {
    migratorUrl: withLogin(superuserUrl, {
      user: migratorRole,
      password: passwords.migrator,
      database: name,
    }),
    appUrl: withLogin(superuserUrl, { user: appRole, password: passwords.app, database: name }),
  };
}

/** A clone inherits no grant on the database itself: what a new database lets everybody do is taken back. */
export async function closeDatabase(pool: pg.Pool, database: string): Promise<void> {
  await pool.query(`revoke all on database ${quoteName(database)} from public`);
  await pool.query(`grant connect on database ${quoteName(database)} to ${appRole}`);
}

/** Drops a database with whoever is still connected. */
export async function dropDatabase(superuserUrl: string, database: string): Promise<void> {
  await runOnce(superuserUrl, `drop database if exists ${quoteName(database)} with (force)`);
}

export const quoteName = (name: string): string => pg.escapeIdentifier(name);
const quoteText = (text: string): string => pg.escapeLiteral(text);
