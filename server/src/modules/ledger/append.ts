import { canonicalJson, encodeUtf8 } from "@liangzheng/bytes";
import {
  edgeOf,
  formatCheckpoint,
  formatNote,
  growTiles,
  leafHash,
  noteKeyId,
  rootOf,
} from "@liangzheng/tlog";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Sign } from "../../platform/key-store/key-store.ts";
import { beginning, type LogEntry, type LogSource, type Standing } from "./source.ts";
import * as store from "./store.ts";
import { tilesAtHand } from "./tiles-at-hand.ts";

export interface Appended {
  readonly leaves: number;
  /** There may be more at once. */
  readonly more: boolean;
}

/** Who signs checkpoints. */
export interface LogSigner {
  /** Names the log and its key in every checkpoint. */
  readonly origin: string;
  /** Uncompressed, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
}

/** Leaves at once: a checkpoint after a long rest is not one long transaction. */
const largest = 5_000;

/**
 * Takes in what other rooms have written since, and signs the tree as it then stands: leaves, tiles and checkpoint become
 * facts together. What is taken in late is put behind what is there: nothing has a place before it is final.
 * @throws Error when a cursor is ahead of the cluster, as after a restore into a new one.
 */
export async function appendNew(
  digest: (bytes: Uint8Array) => Uint8Array,
  ctx: Ctx<Actor>,
  sources: readonly LogSource[],
  openSigner: (ctx: Ctx<Actor>) => Promise<LogSigner>,
): Promise<Appended> {
  const { tx } = ctx;
  if (!(await store.takeTurn(tx))) return { leaves: 0, more: false };
  const before = await store.newestCheckpoint(tx);
  const size = before?.size ?? 0;
  const found = await readSources(ctx, sources);
  if (found.length === 0) return { leaves: 0, more: false };

  const edge = await tilesAtHand(tx, edgeOf(size));
  const hashes = found.map(({ content }) => leafHash(encodeUtf8(canonicalJson(content)), digest));
  const grown = growTiles(size, hashes, edge, digest);
  const after = size + found.length;
  const root = rootOf(after, await tilesAtHand(tx, edgeOf(after), grown), digest);

  const { origin, publicKey, sign } = await openSigner(ctx);
  const text = formatCheckpoint({ origin, size: after, root, at: ctx.now });
  const signature = await sign(encodeUtf8(text));
  const keyId = noteKeyId(origin, publicKey, digest);
  await store.saveTiles(tx, grown);
  await store.insertLeaves(tx, size, found);
  await store.insertCheckpoint(tx, {
    size: after,
    at: ctx.now,
    note: formatNote({ text, signatures: [{ name: origin, keyId, signature }] }),
  });
  return { leaves: found.length, more: found.length >= largest };
}

/** New rows of every source, and its cursor moved behind them. */
async function readSources({ tx }: Ctx<Actor>, sources: readonly LogSource[]) {
  const known = await store.standings(tx);
  const horizon = BigInt(await store.horizon(tx));
  const found: (LogEntry & { readonly kind: string })[] = [];
  for (const { kind, readNew } of sources) {
    const at: Standing = known.get(kind) ?? beginning;
    if (BigInt(at.tx) > horizon)
      throw new Error(
        `the log's cursor of ${kind} stands at transaction ${at.tx}, the cluster only at ${horizon}`,
      );
    const entries = await readNew(tx, at, largest - found.length);
    const last = entries.at(-1);
    if (last === undefined) continue;
    await store.saveStanding(tx, kind, last);
    for (const entry of entries) found.push({ ...entry, kind });
    if (found.length >= largest) break;
  }
  return found;
}
