import type { Tile, TileAddress } from "@liangzheng/tlog";
import { sql } from "kysely";
import type { Tx } from "../../platform/postgres/pool.ts";
import type { EntryName, Standing } from "./source.ts";

export interface CheckpointRow {
  readonly size: number;
  readonly note: string;
}

/** One process at a time adds leaves. @returns false while another does. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('ledger', 0)) as mine`.execute(tx);
  return rows[0]?.mine === true;
}

/** The oldest transaction that is still running: rows below it are final. */
export async function horizon(tx: Tx): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as at`.execute(tx);
  return rows[0]?.at ?? "0";
}

export async function newestCheckpoint(tx: Tx): Promise<CheckpointRow | undefined> {
  const row = await tx
    .selectFrom("ledger.checkpoint")
    .select(["size", "note"])
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : { size: Number(row.size), note: row.note };
}

/** In the order of their size. */
export async function listCheckpoints(
  tx: Tx,
  { after, to }: { readonly after: number; readonly to: number },
): Promise<readonly CheckpointRow[]> {
  const rows = await tx
    .selectFrom("ledger.checkpoint")
    .select(["size", "note"])
    .where("size", ">", String(after))
    .where("size", "<=", String(to))
    .orderBy("size")
    .execute();
  return rows.map(({ size, note }) => ({ size: Number(size), note }));
}

export async function insertCheckpoint(tx: Tx, row: CheckpointRow & { readonly at: Date }): Promise<void> {
  await tx
    .insertInto("ledger.checkpoint")
    .values({ size: String(row.size), at: row.at, note: row.note })
    .execute();
}

export async function readTiles(tx: Tx, wanted: readonly TileAddress[]): Promise<readonly Tile[]> {
  if (wanted.length === 0) return [];
  const rows = await tx
    .selectFrom("ledger.tile as t")
    .innerJoin(
      sql<{
        level: number;
        tile_index: string;
      }>`unnest(${wanted.map(({ level }) => level)}::smallint[], ${wanted.map(({ index }) =>
        String(index),
      )}::bigint[])`.as<"k">(sql`k(level, tile_index)`),
      (join) => join.onRef("k.level", "=", "t.level").onRef("k.tile_index", "=", "t.tile_index"),
    )
    .select(["t.level", "t.tile_index", "t.hashes"])
    .execute();
  return rows.map((row) => ({
    level: row.level,
    index: Number(row.tile_index),
    hashes: new Uint8Array(row.hashes),
  }));
}

export async function saveTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  if (tiles.length === 0) return;
  await tx
    .insertInto("ledger.tile")
    .values(
      tiles.map(({ level, index, hashes }) => ({
        level,
        tile_index: String(index),
        hashes: Buffer.from(hashes),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["level", "tile_index"]).doUpdateSet({ hashes: sql`excluded.hashes` }),
    )
    .execute();
}

export interface Leaf extends EntryName {
  readonly kind: string;
}

export async function insertLeaves(tx: Tx, from: number, leaves: readonly Leaf[]): Promise<void> {
  if (leaves.length === 0) return;
  await sql`insert into ledger.leaf (leaf_index, kind, entry_key, entry_id)
    select ${String(from)}::bigint + place - 1, kind, entry_key, entry_id
    from unnest(${leaves.map(({ kind }) => kind)}::text[], ${leaves.map(({ entryKey }) => entryKey)}::uuid[],
      ${leaves.map(({ entryId }) => entryId)}::uuid[]) with ordinality as k (kind, entry_key, entry_id, place)`.execute(
    tx,
  );
}

export async function findLeaf(tx: Tx, { entryKey, entryId }: EntryName): Promise<number | undefined> {
  const row = await tx
    .selectFrom("ledger.leaf")
    .select("leaf_index")
    .where("entry_key", "=", entryKey)
    .where("entry_id", "=", entryId)
    .executeTakeFirst();
  return row === undefined ? undefined : Number(row.leaf_index);
}

export async function listLeaves(tx: Tx, from: number, limit: number): Promise<readonly Leaf[]> {
  return tx
    .selectFrom("ledger.leaf")
    .select(["kind", "entry_key as entryKey", "entry_id as entryId"])
    .where("leaf_index", ">=", String(from))
    .orderBy("leaf_index")
    .limit(limit)
    .execute();
}

export async function countLeaves(tx: Tx, kind: string): Promise<number> {
  const row = await tx
    .selectFrom("ledger.leaf")
    .select((count) => count.fn.countAll<string>().as("count"))
    .where("kind", "=", kind)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function standings(tx: Tx): Promise<ReadonlyMap<string, Standing>> {
  const rows = await tx
    .selectFrom("ledger.cursor")
    .select(["kind", sql<string>`tx::text`.as("tx"), "entry_id as entryId"])
    .execute();
  return new Map(rows.map(({ kind, tx: at, entryId }) => [kind, { tx: at, entryId }]));
}

export async function saveStanding(tx: Tx, kind: string, { tx: at, entryId }: Standing): Promise<void> {
  await sql`insert into ledger.cursor (kind, tx, entry_id) values (${kind}, ${at}::xid8, ${entryId}::uuid)
    on conflict (kind) do update set tx = excluded.tx, entry_id = excluded.entry_id`.execute(tx);
}
