import { concat } from "@liangzheng/bytes";
import { TlogError } from "./error.ts";

/** SM3 (GB/T 32905), 32 bytes. RFC 9162 asks for one hash in a log, not for which. */
export type Digest = (bytes: Uint8Array) => Uint8Array;

export const hashLength = 32;
const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** The hash of one entry (RFC 9162 §2.1.1): its prefix keeps an entry from being passed off as a node. */
export const leafHash = (entry: Uint8Array, digest: Digest): Uint8Array => digest(concat(leafPrefix, entry));
export const nodeHash = (left: Uint8Array, right: Uint8Array, digest: Digest): Uint8Array =>
  digest(concat(nodePrefix, left, right));
/** The root of a log with nothing in it. */
export const emptyRoot = (digest: Digest): Uint8Array => digest(new Uint8Array(0));

/** The leaves from `from` to before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The largest power of two below `size`, which is at least 2: where RFC 9162 divides a tree. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Which ranges' hashes prove one leaf to be in a tree, nearest first (RFC 9162 §2.1.3.1). @throws TlogError `bad-size` */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!isCount(size) || !isCount(index) || index >= size) throw new TlogError("bad-size");
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  return ranges.reverse();
}

/** Which ranges' hashes prove a tree to begin with another (RFC 9162 §2.1.4.1). @throws TlogError `bad-size` */
export function consistencyRanges(before: number, size: number): readonly Range[] {
  if (!isCount(size) || !isCount(before) || before < 1 || before > size) throw new TlogError("bad-size");
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to !== before) {
    const middle = from + splitOf(to - from);
    if (before <= middle) {
      ranges.push({ from: middle, to });
      to = middle;
    } else {
      ranges.push({ from, to: middle });
      from = middle;
    }
  }
  // The whole of the former tree: whoever asks has its root.
  if (from > 0) ranges.push({ from, to });
  return ranges.reverse();
}

/** Of a tree, largest first: the complete subtrees that a range is made of. A range of a tree begins where one may begin. */
export function completeSubtrees({
  from,
  to,
}: Range): readonly { readonly height: number; readonly index: number }[] {
  const subtrees: { height: number; index: number }[] = [];
  let at = from;
  while (at < to) {
    let [height, width] = [0, 1];
    while (width * 2 <= to - at) {
      width *= 2;
      height++;
    }
    subtrees.push({ height, index: at / width });
    at += width;
  }
  return subtrees;
}

export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
