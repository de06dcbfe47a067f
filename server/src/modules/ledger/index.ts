import { toBase64 } from "@liangzheng/bytes";
import {
  consistencyRanges,
  inclusionRanges,
  proveConsistency,
  proveInclusion,
  tilesOf,
} from "@liangzheng/tlog";
import type { Actor } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Tx } from "../../platform/postgres/pool.ts";
import { type Appended, appendNew, type LogSigner } from "./append.ts";
import type { EntryName, LogSource } from "./source.ts";
import * as store from "./store.ts";
import { tilesAtHand } from "./tiles-at-hand.ts";
import { type LogFindings, type SignedBy, verifyLog } from "./verify-log.ts";

export type { LogSigner } from "./append.ts";
export { type EntryName, type LogEntry, type LogSource, settled, upTo } from "./source.ts";
export type { LogFindings } from "./verify-log.ts";

/** That an entry is in the log: where, and the hashes that lead from it to a signed root, base64. */
export interface Place {
  readonly leafIndex: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
}

/** 存证: one log that can only grow, over what other rooms write once; whoever keeps a checkpoint can tell whether it did. */
export interface Ledger {
  appendNew(
    ctx: Ctx<Actor>,
    sources: readonly LogSource[],
    openSigner: (ctx: Ctx<Actor>) => Promise<LogSigner>,
  ): Promise<Appended>;
  /** @returns undefined while the entry is not in it yet. */
  prove(tx: Tx, name: EntryName): Promise<Place | undefined>;
  /** The newest checkpoint, a signed note; undefined while there is none. */
  newest(tx: Tx): Promise<string | undefined>;
  /** That the log of the newest checkpoint begins with that of `before` leaves, base64. */
  proveGrowth(
    tx: Tx,
    before: number,
  ): Promise<{ readonly checkpoint: string; readonly proof: readonly string[] } | undefined>;
  /** Computes everything again from the rows. */
  verify(tx: Tx, sources: readonly LogSource[], signedBy: SignedBy): Promise<LogFindings>;
}

export function createLedger(gm: { readonly sm3: (bytes: Uint8Array) => Uint8Array }): Ledger {
  const digest = (bytes: Uint8Array): Uint8Array => gm.sm3(bytes);
  return {
    appendNew: (ctx, sources, openSigner) => appendNew(digest, ctx, sources, openSigner),
    async prove(tx, name) {
      const leafIndex = await store.findLeaf(tx, name);
      const newest = await store.newestCheckpoint(tx);
      if (leafIndex === undefined || newest === undefined || leafIndex >= newest.size) return undefined;
      const tiles = await tilesAtHand(tx, tilesOf(inclusionRanges(leafIndex, newest.size)));
      const proof = proveInclusion(leafIndex, newest.size, tiles, digest);
      return { leafIndex, proof: proof.map(toBase64), checkpoint: newest.note };
    },
    newest: async (tx) => (await store.newestCheckpoint(tx))?.note,
    async proveGrowth(tx, before) {
      const newest = await store.newestCheckpoint(tx);
      if (newest === undefined || before < 1 || before > newest.size) return undefined;
      const tiles = await tilesAtHand(tx, tilesOf(consistencyRanges(before, newest.size)));
      const proof = proveConsistency(before, newest.size, tiles, digest);
      return { checkpoint: newest.note, proof: proof.map(toBase64) };
    },
    verify: (tx, sources, signedBy) => verifyLog(digest, tx, sources, signedBy),
  };
}
