import type { Pool } from "./pool.ts";

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly labels: readonly string[] | null;
  readonly isArray: boolean;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
  readonly isAlways: boolean;
}

/** Domains count as what they are made of; views are read-only to the types as they are to us. */
const columnsQuery = `
  select n.nspname || '.' || c.relname as "table", a.attname as "column",
    (case when base.typtype = 'e' then 'enum' else base.typname end)::text as type,
    (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e where e.enumtypid = base.oid) as labels,
    coalesce(flat.typelem <> 0 and flat.typlen = -1 and flat.typcategory = 'A', false) as "isArray",
    not (a.attnotnull or t.typnotnull) and c.relkind <> 'v' as "isNullable",
    (a.atthasdef and a.attgenerated = '') or a.attidentity = 'd' as "hasDefault",
    a.attidentity = 'a' or a.attgenerated <> '' or c.relkind in ('v', 'm') as "isAlways"
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  join pg_type flat on flat.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
  join pg_type base on base.oid = case when flat.typcategory = 'A' then flat.typelem else flat.oid end
  where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and a.attnum > 0 and not a.attisdropped
    and n.nspname not in ('pg_catalog', 'information_schema', 'migration', 'public', 'graphile_worker')
    and n.nspname not like 'pg\\_%'
  order by n.nspname collate "C", c.relname collate "C", a.attnum`;

const plainTypes: Readonly<Record<string, string>> = {
  bool: "boolean",
  int2: "number",
  int4: "number",
  float4: "number",
  float8: "number",
  text: "string",
  varchar: "string",
  bpchar: "string",
  uuid: "string",
  date: "string",
  time: "string",
  xid8: "string",
  inet: "string",
  cidr: "string",
  tsvector: "string",
  int8: "Int8",
  numeric: "Numeric",
  bytea: "Bytes",
  timestamptz: "Instant",
  json: "Json",
  jsonb: "Json",
};

/** The words the generated interfaces use, each told only where it is used. */
const words: Readonly<Record<string, string>> = {
  Int8: `/** Exact beyond 2^53: read as decimal text. */
type Int8 = ColumnType<string, string | number | bigint, string | number | bigint>;`,
  Numeric: "type Numeric = ColumnType<string, string | number, string | number>;",
  Bytes: "type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;",
  Instant: "type Instant = ColumnType<Date, Date | string, Date | string>;",
  Json: `/** Written as JSON text: the driver would make a PostgreSQL array of a JavaScript one. */
type Json = ColumnType<unknown, string, string>;`,
  Defaulted: `type Defaulted<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;`,
  Nullable: `type Nullable<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S | null, I | null | undefined, U | null>
    : ColumnType<T | null, T | null | undefined, T | null>;`,
  DatabaseOnly: `type DatabaseOnly<T> =
  T extends ColumnType<infer S, infer _I, infer _U> ? ColumnType<S, never, never> : ColumnType<T, never, never>;`,
};

/**
 * TypeScript for every table and view that a database has, as the Kysely interface `DB`.
 * @throws Error on a column type that has no entry here.
 */
export async function describeSchema(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Column>(columnsQuery);
  const tables = [...Map.groupBy(rows, ({ table }) => table)];
  const interfaces = tables.map(([table, columns]) => {
    const lines = columns.map((column) => `  ${propertyName(column.column)}: ${typeOf(column)};`);
    return `export interface ${interfaceName(table)} {\n${lines.join("\n")}\n}\n`;
  });
  const entries = tables.map(([table]) => `  "${table}": ${interfaceName(table)};`);
  const body = `${interfaces.join("\n")}\nexport interface DB {\n${entries.join("\n")}\n}\n`;
  const needed = Object.entries(words).filter(([word]) => new RegExp(`\\b${word}\\b`).test(body));
  return `// Generated from the migrations by scripts/generate-schema.ts: do not edit.
${needed.length > 0 ? 'import type { ColumnType } from "kysely";\n\n' : ""}${needed.map(([, text]) => text).join("\n")}

${body}`;
}

function typeOf(column: Column): string {
  const plain = column.labels?.map((label) => JSON.stringify(label)).join(" | ") ?? plainTypes[column.type];
  if (plain === undefined) throw new Error(`${column.table}.${column.column}: no type for ${column.type}`);
  const whole = column.isArray ? arrayOf(plain) : plain;
  const wrapped = (wrapper: string): string => `${wrapper}<${whole}>`;
  if (column.isAlways)
    return column.isNullable ? `DatabaseOnly<${wrapped("Nullable")}>` : wrapped("DatabaseOnly");
  if (column.isNullable) return wrapped("Nullable");
  return column.hasDefault ? wrapped("Defaulted") : whole;
}

/** Inside an array the write types of the elements do not fit; what is read is what is written. */
const arrayOf = (plain: string): string => {
  const read =
    { Int8: "string", Numeric: "string", Bytes: "Buffer", Instant: "Date", Json: "unknown" }[plain] ?? plain;
  return read.includes("|") ? `(${read})[]` : `${read}[]`;
};

const interfaceName = (table: string): string =>
  table.replaceAll(/(?:^|[._])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const propertyName = (column: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(column) ? column : JSON.stringify(column);
