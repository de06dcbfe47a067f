import { ShowCodeError } from "./error.ts";
import type { RandomBytes } from "./random.ts";

/** Where the status of a code stands: in which of its issuer's lists, and at which index. */
export interface StatusReference {
  /** 0 to 4,095. The issuer's entry in the trust list says where its lists are. */
  readonly list: number;
  readonly index: number;
}

/** Entries of every list, so that list and index together are one number of 32 bits. */
export const statusListSize: number = 2 ** 20;
const mostLists = 2 ** 12;

/** @throws ShowCodeError `bad-content` outside the ranges. */
export function toStatusReference({ list, index }: StatusReference): number {
  const fits = Number.isInteger(list) && list >= 0 && list < mostLists;
  if (!fits || !isIndex(index)) throw new ShowCodeError("bad-content");
  return list * statusListSize + index;
}

/** @throws ShowCodeError `bad-content` for what is no number of 32 bits. */
export function statusReferenceOf(value: unknown): StatusReference {
  if (
    typeof value !== "number" ||
    !Number.isInteger(value) ||
    value < 0 ||
    value >= mostLists * statusListSize
  )
    throw new ShowCodeError("bad-content");
  return { list: Math.floor(value / statusListSize), index: value % statusListSize };
}

/**
 * An index that nobody can predict, every one equally likely. Whether it is taken already, the caller knows.
 * @throws Error when `random` does not give the four bytes asked for: a fault of the program.
 */
export function drawStatusIndex(random: RandomBytes): number {
  const bytes = random(4);
  if (bytes.length !== 4) throw new Error("the random source gave another number of bytes");
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) % statusListSize;
}

export const isIndex = (index: number): boolean =>
  Number.isInteger(index) && index >= 0 && index < statusListSize;
