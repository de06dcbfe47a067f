import { createHash } from "node:crypto";
import type { ReadTile, Tile } from "../src/tiles.ts";
import { type Digest, leafHash, nodeHash, splitOf } from "../src/tree.ts";

export const sha256: Digest = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
export const leavesTo = (size: number): readonly Uint8Array[] =>
  Array.from({ length: size }, (_, index) => leafHash(Buffer.from(`entry ${index}`), sha256));

/** The root as RFC 9162 §2.1.1 says it, with no tile and no memory. */
export function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)), sha256);
}

/** Tiles in memory. */
export class Shelf {
  readonly #tiles = new Map<string, Uint8Array>();
  readonly read: ReadTile = ({ level, index }) => this.#tiles.get(`${level}/${index}`);
  put(tiles: readonly Tile[]): void {
    for (const { level, index, hashes } of tiles) this.#tiles.set(`${level}/${index}`, hashes);
  }
  get size(): number {
    return this.#tiles.size;
  }
}
