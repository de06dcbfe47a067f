import type { ReadTile, Tile, TileAddress } from "@liangzheng/tlog";
import type { Tx } from "../../platform/postgres/pool.ts";
import { readTiles } from "./store.ts";

const keyOf = ({ level, index }: TileAddress): string => `${level}/${index}`;

/** Proofs are computed from what lies in memory: the tiles they need are fetched first, in one statement. */
export async function tilesAtHand(
  tx: Tx,
  wanted: readonly TileAddress[],
  newer: readonly Tile[] = [],
): Promise<ReadTile> {
  const held = new Map(newer.map((tile) => [keyOf(tile), tile.hashes]));
  const missing = wanted.filter((address) => !held.has(keyOf(address)));
  for (const tile of await readTiles(tx, missing)) held.set(keyOf(tile), tile.hashes);
  return (address) => held.get(keyOf(address));
}
