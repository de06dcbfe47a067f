import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "../schema.gen.ts";
import { NamingClient } from "./named.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;
export type Pool = pg.Pool;

export interface PoolOptions {
  /** Connections at most. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** An idle connection that breaks is replaced silently by the pool; this is where it is told. */
  readonly onError?: (error: Error) => void;
}

export interface Connection {
  readonly db: Db;
  /** For named statements on hot paths; the same connections as `db`. */
  readonly pool: Pool;
  close(): Promise<void>;
}

/** A pool on any PostgreSQL: the embedded one's, or that of DATABASE_URL. Connects when first asked. */
export function connect(url: string, options: PoolOptions = {}): Connection {
  const pool = createPool(url, options);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}

const dateOid = 1082;
const asText = (value: string): string => value;

export function createPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new pg.Pool({
    Client: NamingClient,
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? "liangzheng",
    connectionTimeoutMillis: 10_000,
    types: {
      // A calendar day has no instant: as a Date it would shift with the time zone of the machine.
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        oid === dateOid
          ? asText
          : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
    },
  });
  // Without a listener a connection cut while idle would end the process. The pool tells of idle connections; one in
  // use tells its own query, and must only not be left without a listener.
  pool.on("error", (error) => options.onError?.(error));
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return pool;
}

/** Runs a piece of work whole or not at all. */
export const inTransaction = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().execute(work);

export function postgresUrl(parts: {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database?: string;
}): string {
  const login = `${encodeURIComponent(parts.user)}:${encodeURIComponent(parts.password)}`;
  return `postgres://${login}@${parts.host}:${parts.port}/${encodeURIComponent(parts.database ?? "postgres")}`;
}

/** The same server under another login or database. */
export function withLogin(
  url: string,
  change: { readonly user?: string; readonly password?: string; readonly database?: string },
): string {
  const changed = new URL(url);
  if (change.user !== undefined) changed.username = encodeURIComponent(change.user);
  if (change.password !== undefined) changed.password = encodeURIComponent(change.password);
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`;
  return changed.toString();
}

/** One statement, or several without parameters, on a connection of its own. */
export async function runOnce(
  url: string,
  sql: string,
  timeoutMs = 10_000,
): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [];
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether a server takes our login and is the one of this data folder, tried until the time is over. */
export async function answers(
  url: string,
  expected: { readonly dataDirectory: string; readonly withinMs: number },
): Promise<boolean> {
  const deadline = Date.now() + expected.withinMs;
  do {
    try {
      const [row] = await runOnce(url, "select current_setting('data_directory') as folder", 2000);
      return row?.["folder"] === expected.dataDirectory;
    } catch (error) {
      // 28P01: it is another server that has this port.
      if ((error as { code?: string }).code === "28P01") return false;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < deadline);
  return false;
}
