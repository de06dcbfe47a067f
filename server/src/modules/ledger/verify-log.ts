import { canonicalJson, encodeUtf8, equalBytes, toHex } from "@liangzheng/bytes";
import {
  edgeOf,
  growTiles,
  hashLength,
  leafHash,
  parseCheckpoint,
  parseNote,
  type Range,
  type ReadTile,
  rootOf,
  type Tile,
  type TileAddress,
  TlogError,
  tileWidth,
} from "@liangzheng/tlog";
import type { Tx } from "../../platform/postgres/pool.ts";
import { beginning, type LogSource } from "./source.ts";
import * as store from "./store.ts";
import { tilesAtHand } from "./tiles-at-hand.ts";

/** Whether this signature is over this text, by the key of the log. */
export type SignedBy = (text: Uint8Array, signature: Uint8Array) => boolean;

/** What differs between the rows, the tree and what was signed. Nothing, where nobody has tampered. */
export interface LogFindings {
  readonly leaves: number;
  readonly checkpoints: number;
  readonly faults: readonly LogFault[];
  /** The newest root, hexadecimal: what a witness compares. */
  readonly root: string | undefined;
}
export interface LogFault {
  readonly kind: "row-changed" | "row-gone" | "row-unlogged" | "tile-changed" | "checkpoint-wrong";
  /** Which: an index, a size or a kind of rows. */
  readonly at: string;
}

/** Leaves at once. */
const step = 2_000;
/** Faults told: who finds more than this has found enough. */
const told = 100;

/**
 * Reads every row again, computes every leaf, tile and root, and compares them with what is kept and what was signed. Memory
 * is that of a step, whatever the size of the log. Run it in one transaction that sees one state (repeatable read).
 */
export async function verifyLog(
  digest: (bytes: Uint8Array) => Uint8Array,
  tx: Tx,
  sources: readonly LogSource[],
  signedBy: SignedBy,
): Promise<LogFindings> {
  const faults: LogFault[] = [];
  const fault = (kind: LogFault["kind"], at: string | number): void => {
    if (faults.length < told) faults.push({ kind, at: String(at) });
  };
  /** What is not full: it is what roots are made of, and what the next leaves are added to. */
  const edge = new Map<string, Uint8Array>();
  const read: ReadTile = (tile) => edge.get(nameOf(tile));
  let [size, checkpoints, root] = [0, 0, undefined as string | undefined];

  for (;;) {
    const leaves = await store.listLeaves(tx, size, step);
    if (leaves.length === 0) break;
    const stored = await storedHashes(tx, { from: size, to: size + leaves.length });
    for (const { kind, place } of await compareRows(digest, tx, sources, leaves, stored))
      fault(kind, size + place);
    const grown = new Map<string, Tile>();
    // Above the leaves the tree is made of what is kept: one row that was changed does not make every root wrong.
    const growTo = (until: number): void => {
      for (const tile of growTiles(size, stored.splice(0, until - size), read, digest)) {
        grown.set(nameOf(tile), tile);
        edge.set(nameOf(tile), tile.hashes);
      }
      size = until;
      const needed = new Set(edgeOf(size).map(nameOf));
      for (const name of edge.keys()) if (!needed.has(name)) edge.delete(name);
    };
    const end = size + leaves.length;
    for (const { size: until, note } of await store.listCheckpoints(tx, { after: size, to: end })) {
      growTo(until);
      root = toHex(rootOf(until, read, digest));
      checkpoints++;
      if (!isRight(note, until, root, signedBy)) fault("checkpoint-wrong", until);
    }
    growTo(end);
    for (const tile of await differing(tx, [...grown.values()])) fault("tile-changed", nameOf(tile));
  }
  if (((await store.newestCheckpoint(tx))?.size ?? 0) !== size) fault("checkpoint-wrong", size);
  const standings = await store.standings(tx);
  for (const { kind, count } of sources) {
    const there = await count(tx, standings.get(kind) ?? beginning);
    if (there > (await store.countLeaves(tx, kind))) fault("row-unlogged", kind);
  }
  return { leaves: size, checkpoints, faults, root };
}

const nameOf = ({ level, index }: TileAddress): string => `${level}/${index}`;

interface RowFault {
  readonly kind: "row-gone" | "row-changed";
  readonly place: number;
}

/** Which leaves are not what their rows say, by their place among these. */
async function compareRows(
  digest: (bytes: Uint8Array) => Uint8Array,
  tx: Tx,
  sources: readonly LogSource[],
  leaves: readonly store.Leaf[],
  stored: readonly Uint8Array[],
): Promise<readonly RowFault[]> {
  const found = new Map<string, Uint8Array>();
  for (const source of sources) {
    const names = leaves.filter(({ kind }) => kind === source.kind);
    if (names.length === 0) continue;
    for (const { entryKey, entryId, content } of await source.read(tx, names))
      found.set(`${entryKey}/${entryId}`, leafHash(encodeUtf8(canonicalJson(content)), digest));
  }
  return leaves.flatMap(({ entryKey, entryId }, place): readonly RowFault[] => {
    const hash = found.get(`${entryKey}/${entryId}`);
    if (hash === undefined) return [{ kind: "row-gone", place }];
    return equalBytes(hash, stored[place] ?? noHash) ? [] : [{ kind: "row-changed", place }];
  });
}

const noHash = new Uint8Array(hashLength);

/** The leaf hashes as the tiles have them. */
async function storedHashes(tx: Tx, { from, to }: Range): Promise<Uint8Array[]> {
  const first = Math.floor(from / tileWidth);
  const tiles = Math.floor((to - 1) / tileWidth) - first + 1;
  const read = await tilesAtHand(
    tx,
    Array.from({ length: tiles }, (_, place) => ({ level: 0, index: first + place })),
  );
  return Array.from({ length: to - from }, (_, place) => {
    const index = from + place;
    const at = (index % tileWidth) * hashLength;
    const hash = read({ level: 0, index: Math.floor(index / tileWidth) })?.slice(at, at + hashLength);
    return hash?.length === hashLength ? hash : noHash;
  });
}

/** Those that are not kept as they were computed; what is kept may have grown since. */
async function differing(tx: Tx, computed: readonly Tile[]): Promise<readonly Tile[]> {
  const read = await tilesAtHand(tx, computed);
  return computed.filter((tile) => {
    const stored = read(tile)?.subarray(0, tile.hashes.length);
    return stored === undefined || !equalBytes(stored, tile.hashes);
  });
}

function isRight(note: string, size: number, root: string, signedBy: SignedBy): boolean {
  try {
    const { text, signatures } = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    return (
      checkpoint.size === size &&
      toHex(checkpoint.root) === root &&
      signatures.some(({ signature }) => signedBy(encodeUtf8(text), signature))
    );
  } catch (error) {
    if (error instanceof TlogError) return false;
    throw error;
  }
}
