import { runMigrations } from "graphile-worker";
import { createPool } from "./postgres/pool.ts";
import { appRole, quoteName } from "./postgres/roles.ts";

/**
 * Makes the queue's own schema, as the migrator, and lets the application work in it and nowhere else: the library puts
 * row security on its tables, which shuts out everybody but their owner.
 */
export async function migrateJobs(migratorUrl: string): Promise<void> {
  const pool = createPool(migratorUrl, { max: 2 });
  try {
    await runMigrations({ pgPool: pool, noHandleSignals: true });
    const role = quoteName(appRole);
    await pool.query(`grant usage on schema graphile_worker to ${role};
      grant select, insert, update, delete on all tables in schema graphile_worker to ${role};
      grant usage, select on all sequences in schema graphile_worker to ${role};
      grant execute on all functions in schema graphile_worker to ${role};`);
    const { rows } = await pool.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
         and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'application')`,
    );
    for (const { name } of rows) {
      await pool.query(
        `create policy application on graphile_worker.${quoteName(name)} to ${role} using (true) with check (true)`,
      );
    }
  } finally {
    await pool.end();
  }
}
