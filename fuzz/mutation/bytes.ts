import { concat } from "@liangzheng/bytes";
import type { Chance } from "../chance.ts";

const edges = [0, 1, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xfe, 0xff, 0x30, 0x3c, 0x50];
/** Little and big-endian numbers at which counters and sizes turn. */
const words = [0, 1, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Change = (bytes: Uint8Array, chance: Chance, other: Uint8Array) => Uint8Array;

const edited = (bytes: Uint8Array, edit: (copy: Uint8Array) => void): Uint8Array => {
  const copy = bytes.slice();
  edit(copy);
  return copy;
};

const changes: readonly Change[] = [
  (bytes, chance) =>
    edited(bytes, (copy) => {
      const at = chance.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
    }),
  (bytes, chance) => edited(bytes, (copy) => copy.fill(chance.pick(edges), chance.below(copy.length)).length),
  (bytes, chance) =>
    edited(bytes, (copy) => {
      copy[chance.below(copy.length)] = chance.oneIn(2) ? chance.pick(edges) : chance.below(256);
    }),
  (bytes, chance) =>
    edited(bytes, (copy) => {
      const width = chance.oneIn(2) ? 2 : 4;
      if (copy.length < width) return;
      const view = new DataView(copy.buffer);
      const at = chance.below(copy.length - width + 1);
      const [word, little] = [chance.pick(words), chance.oneIn(2)];
      if (width === 2) view.setUint16(at, word & 0xffff, little);
      else view.setUint32(at, word, little);
    }),
  (bytes, chance) => bytes.slice(0, chance.below(bytes.length)),
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    return concat(bytes.subarray(0, at), bytes.subarray(at + 1 + chance.length(bytes.length - at)));
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    return concat(bytes.subarray(0, at), chance.bytes(1 + chance.length(40)), bytes.subarray(at));
  },
  (bytes, chance) => {
    const at = chance.below(bytes.length);
    const end = at + chance.length(bytes.length - at);
    return concat(bytes.subarray(0, end), bytes.subarray(at));
  },
  (bytes, chance, other) => {
    const from = chance.below(other.length);
    const piece = other.subarray(from, from + 1 + chance.length(other.length - from));
    const at = chance.below(bytes.length);
    return concat(bytes.subarray(0, at), piece, bytes.subarray(chance.oneIn(2) ? at : at + piece.length));
  },
  (bytes, chance) => concat(bytes, chance.bytes(1 + chance.length(20))),
];

/** One to three changes that know nothing of any format. `other` lends pieces. */
export function mutateBytes(bytes: Uint8Array, chance: Chance, other = bytes): Uint8Array {
  let out = bytes;
  for (let left = 1 + chance.length(3); left > 0; left--) out = chance.pick(changes)(out, chance, other);
  return out;
}
