import { v7 } from "uuid";

export type Random = (length: number) => Uint8Array;

const poolSize = 4096;
/** Longer requests are rare, and go to the source by themselves. */
const largest = 64;

/**
 * The same randomness, fetched in larger pieces: a call of the system for each nonce costs more than the nonce. What is
 * handed out is wiped here.
 */
export function pooled(source: Random): Random {
  let pool: Uint8Array = new Uint8Array(0);
  let at = 0;
  return (length) => {
    if (length > largest) return source(length);
    if (at + length > pool.length) {
      pool = source(poolSize);
      at = 0;
    }
    const taken = pool.slice(at, at + length);
    pool.fill(0, at, at + length);
    at += length;
    return taken;
  };
}

/** UUIDv7 (RFC 9562): within one process each is greater than the one before, so that ids of one instant keep their order. */
export function orderedIds(random: Random, clock: () => number): () => string {
  let last = 0;
  let seq = 0;
  return () => {
    const bytes = random(16);
    const at = clock();
    if (at > last) {
      last = at;
      // Half of the counter's room is left for those of the same millisecond.
      seq = new DataView(bytes.buffer).getUint32(0) & 0x7fff_ffff;
    } else seq++;
    return v7({ random: bytes, msecs: last, seq });
  };
}
