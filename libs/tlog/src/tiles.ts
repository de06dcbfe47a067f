import { concat } from "@liangzheng/bytes";
import { TlogError } from "./error.ts";
import {
  completeSubtrees,
  consistencyRanges,
  type Digest,
  emptyRoot,
  hashLength,
  inclusionRanges,
  isCount,
  nodeHash,
  type Range,
} from "./tree.ts";

const tileHeight = 8;
/** Hashes in a full tile. */
export const tileWidth = 2 ** tileHeight;

/**
 * A piece of the tree (C2SP tlog-tiles): up to 256 hashes of the nodes of height 8 × `level`, from 256 × `index` on. A full
 * one never changes, and one that is not full only grows.
 */
export interface TileAddress {
  readonly level: number;
  readonly index: number;
}
export interface Tile extends TileAddress {
  /** One after another. */
  readonly hashes: Uint8Array;
}
export type ReadTile = (address: TileAddress) => Uint8Array | undefined;

/** The tiles that are not full in a tree of this size: what its next leaves are added to, one at most for each level. */
export function edgeOf(size: number): readonly TileAddress[] {
  const edge: TileAddress[] = [];
  for (let [level, count] = [0, size]; count > 0; level++, count = Math.floor(count / tileWidth))
    if (count % tileWidth > 0) edge.push({ level, index: Math.floor(count / tileWidth) });
  return edge;
}

/**
 * Adds leaves to a tree of `size`. @param read answers for the edge of the tree.
 * @returns every tile that is new or has grown. @throws TlogError `missing-tile`
 */
export function growTiles(
  size: number,
  leaves: readonly Uint8Array[],
  read: ReadTile,
  digest: Digest,
): readonly Tile[] {
  if (!isCount(size)) throw new TlogError("bad-size");
  const grown: Tile[] = [];
  let added = leaves;
  for (let [level, at] = [0, size]; added.length > 0; level++, at = Math.floor(at / tileWidth)) {
    const above: Uint8Array[] = [];
    for (let done = 0; done < added.length; ) {
      const index = Math.floor((at + done) / tileWidth);
      const held = (at + done) % tileWidth;
      const taken = added.slice(done, done + tileWidth - held);
      const before = held === 0 ? new Uint8Array(0) : hashesOf({ level, index }, held, read);
      const hashes = concat(before, ...taken);
      grown.push({ level, index, hashes });
      if (held + taken.length === tileWidth) above.push(fold(hashes, digest));
      done += taken.length;
    }
    added = above;
  }
  return grown;
}

/** The tiles that hold what these ranges are made of. */
export function tilesOf(ranges: readonly Range[]): readonly TileAddress[] {
  const found = new Map<string, TileAddress>();
  for (const range of ranges)
    for (const subtree of completeSubtrees(range)) {
      const { level, index } = placeOf(subtree.height, subtree.index);
      found.set(`${level}/${index}`, { level, index });
    }
  return [...found.values()];
}

/** @param read answers for the edge of the tree: of that its root is made. @throws TlogError `missing-tile` */
export const rootOf = (size: number, read: ReadTile, digest: Digest): Uint8Array =>
  size === 0 ? emptyRoot(digest) : rangeHash({ from: 0, to: size }, read, digest);

/** @throws TlogError `bad-size`, `missing-tile` */
export const proveInclusion = (
  index: number,
  size: number,
  read: ReadTile,
  digest: Digest,
): readonly Uint8Array[] => inclusionRanges(index, size).map((range) => rangeHash(range, read, digest));

/** @throws TlogError `bad-size`, `missing-tile` */
export const proveConsistency = (
  before: number,
  size: number,
  read: ReadTile,
  digest: Digest,
): readonly Uint8Array[] => consistencyRanges(before, size).map((range) => rangeHash(range, read, digest));

function rangeHash(range: Range, read: ReadTile, digest: Digest): Uint8Array {
  const hashes = completeSubtrees(range).map(({ height, index }) => {
    const place = placeOf(height, index);
    const bytes = hashesOf(place, place.offset + place.count, read);
    return fold(bytes.subarray(place.offset * hashLength), digest);
  });
  return hashes.reduceRight((right, left) => nodeHash(left, right, digest));
}

/** Where a node's hash is, or the hashes of the same tile that it is made of. */
function placeOf(height: number, index: number) {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const first = index * count;
  return { level, index: Math.floor(first / tileWidth), offset: first % tileWidth, count };
}

/** The first `count` hashes of a tile; it may have more by now. */
function hashesOf({ level, index }: TileAddress, count: number, read: ReadTile): Uint8Array {
  const hashes = read({ level, index });
  if (hashes === undefined || hashes.length < count * hashLength) throw new TlogError("missing-tile");
  return hashes.subarray(0, count * hashLength);
}

/** The root of a complete tree over hashes that stand one after another. */
function fold(hashes: Uint8Array, digest: Digest): Uint8Array {
  if (hashes.length === hashLength) return hashes;
  const middle = hashes.length / 2;
  return nodeHash(fold(hashes.subarray(0, middle), digest), fold(hashes.subarray(middle), digest), digest);
}
