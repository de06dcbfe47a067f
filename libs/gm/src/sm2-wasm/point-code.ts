import { type Code, call, get, i32, i32x4, repeatWhile, set, type WasmFunction, when } from "./assembler.ts";
import {
  chosen,
  entryBytes,
  fieldOne,
  rowEntries,
  running,
  scalar,
  temporary as t,
  windowBits,
  windows,
} from "./memory-map.ts";
import { limbs } from "./modulus.ts";

// How large limbs grow is written beside each line that lets them, in units of 2^28: a product has 1, and the factors of
// a product may have 14 together (field-code.ts).

/** Indices of the functions called. */
export interface Callees {
  readonly multiply: number;
  readonly square: number;
  readonly tighten: number;
  readonly double: number;
  readonly add: number;
  readonly select: number;
}

const at = i32.value;
const { x, y, z } = running;

/** to = the given sum of numbers, word by word. `term(offset)` is four words of it. */
const assign = (to: number, words: (offset: number) => Code): Code =>
  [0, 16, 32].map((offset) => i32x4.store(offset, at(to), words(offset)));
const four = (from: number, offset: number): Code => i32x4.load(offset, at(from));
const plus = (to: number, a: number, b: number): Code =>
  assign(to, (offset) => i32x4.add(four(a, offset), four(b, offset)));
const minus = (to: number, a: number, b: number): Code =>
  assign(to, (offset) => i32x4.sub(four(a, offset), four(b, offset)));

/**
 * The number at the parameter's address with limbs of 1 and a value in about [0, 2^256): what stands above 2^256 is
 * folded by 2^256 = 2^224 + 2^96 - 2^64 + 1 modulo p. Takes limbs up to 6.
 */
export const tightening = (name: string): WasmFunction => {
  const limb = (i: number): Code => get(1 + i);
  const top = 1 + limbs;
  const half = 1 << 28;
  const change = (i: number, by: Code): Code => set(1 + i, i32.add(limb(i), by));
  return {
    name,
    parameters: 1,
    i32: limbs + 1,
    body: [
      Array.from({ length: limbs }, (_, i) => set(1 + i, i32.load(4 * i, get(0)))),
      set(top, i32.shrSigned(limb(8), at(24))),
      change(8, i32.sub(at(0), i32.shl(get(top), at(24)))),
      change(7, i32.shl(get(top), at(21))),
      change(3, i32.shl(get(top), at(9))),
      change(2, i32.sub(at(0), i32.shl(get(top), at(6)))),
      change(0, get(top)),
      Array.from({ length: limbs - 1 }, (_, i) => [
        change(i, at(half)),
        change(i + 1, i32.shrSigned(limb(i), at(29))),
        i32.store(4 * i, get(0), i32.sub(i32.and(limb(i), at(2 * half - 1)), at(half))),
      ]),
      i32.store(4 * (limbs - 1), get(0), limb(limbs - 1)),
    ],
  };
};

/** running = 2 · running, dbl-2001-b for a = -3. Infinity (Z = 0) stays infinity. */
export const doubling = (name: string, { multiply, square, tighten }: Callees): WasmFunction => {
  const mul = (to: number, a: number, b: number): Code => call(multiply, at(to), at(a), at(b));
  const sqr = (to: number, a: number): Code => call(square, at(to), at(a), at(a));
  const [delta, gamma, alpha, gamma4, gamma2, beta4] = [t(0), t(1), t(2), t(3), t(4), t(5)];
  return {
    name,
    parameters: 0,
    body: [
      sqr(delta, z),
      sqr(gamma, y), // 2 · 2
      minus(alpha, x, delta),
      plus(gamma4, x, delta),
      mul(alpha, alpha, gamma4), // 2 · 2
      assign(alpha, (o) => i32x4.add(four(alpha, o), i32x4.add(four(alpha, o), four(alpha, o)))), // 3
      plus(gamma2, gamma, gamma),
      plus(gamma4, gamma2, gamma2),
      mul(beta4, x, gamma4), // 1 · 4
      plus(z, z, z),
      mul(z, y, z), // 2 · 2
      sqr(x, alpha), // 3 · 3
      assign(x, (o) => i32x4.sub(four(x, o), i32x4.add(four(beta4, o), four(beta4, o)))),
      call(tighten, at(x)), // X: 1
      minus(beta4, beta4, x),
      mul(y, alpha, beta4), // 3 · 2
      mul(gamma4, gamma2, gamma4), // 2 · 4
      minus(y, y, gamma4), // Y: 2
    ],
  };
};

/**
 * running = running + chosen. Wrong in three cases, and each leaves Z = 0, as does every step after it: running is
 * infinity, chosen, or its opposite. Who reads the result looks at Z.
 */
export const addition = (name: string, { multiply, square, tighten }: Callees): WasmFunction => {
  const mul = (to: number, a: number, b: number): Code => call(multiply, at(to), at(a), at(b));
  const sqr = (to: number, a: number): Code => call(square, at(to), at(a), at(a));
  const [r, h, v] = [t(0), t(1), t(2)];
  return {
    name,
    parameters: 0,
    body: [
      sqr(r, z),
      mul(h, chosen.x, r),
      minus(h, h, x), // 2
      mul(r, r, z),
      mul(r, chosen.y, r),
      minus(r, r, y), // 3
      mul(z, z, h),
      sqr(v, h), // 2 · 2
      mul(h, h, v),
      mul(v, x, v),
      sqr(x, r), // 3 · 3
      assign(x, (o) => i32x4.sub(i32x4.sub(four(x, o), four(h, o)), i32x4.add(four(v, o), four(v, o)))), // 4
      call(tighten, at(x)), // X: 1
      minus(v, v, x), // 2
      mul(h, y, h), // 2 · 1
      mul(y, r, v), // 3 · 2
      minus(y, y, h), // Y: 2
    ],
  };
};

/**
 * chosen = entry `index` of the row, with y negated where `sign` is -1. Every entry from `first` to `last` is read and
 * all but one are masked away: for a secret index those are all entries of the row.
 */
export const selection = (name: string): WasmFunction => {
  const [row, index, sign, first, last] = [0, 1, 2, 3, 4].map(get) as [Code, Code, Code, Code, Code];
  const parts = [0, 1, 2, 3, 4];
  const part = (i: number): number => 6 + i;
  const mask = 5;
  const entry = (i: number): Code => i32x4.load(16 * i, i32.add(row, i32.mul(first, at(entryBytes))));
  return {
    name,
    parameters: 5,
    v128: 6,
    body: [
      repeatWhile(
        i32.ltSigned(first, last),
        set(mask, i32x4.eq(i32x4.splat(first), i32x4.splat(index))),
        parts.map((i) => set(part(i), i32x4.or(get(part(i)), i32x4.and(get(mask), entry(i))))),
        set(3, i32.add(first, at(1))),
      ),
      parts.map((i) => i32x4.store(16 * i, at(chosen.x), get(part(i)))),
      // -y = (y ^ -1) - (-1), word by word.
      set(mask, i32x4.splat(sign)),
      assign(chosen.y, (o) => i32x4.sub(i32x4.xor(four(chosen.y, o), get(mask)), get(mask))),
    ],
  };
};

/**
 * Adds a multiple of a table's point to the running point: the windows of `scalar` from the top, with `doublings` before
 * each but the first. `stride` leads from a window's row to the next one's. With `fresh` the first window starts the
 * running point instead of adding to it; `negate` is -1 for the opposite multiple; with `secret` every entry is read.
 */
export const walk = (name: string, callees: Callees): WasmFunction => {
  const [table, stride, doublings, negate, fresh, secret] = [0, 1, 2, 3, 4, 5].map(get) as [
    Code,
    Code,
    Code,
    Code,
    Code,
    Code,
  ];
  const [window, digit, sign, count] = [6, 7, 8, 9];
  const bit = i32.mul(get(window), at(windowBits));
  return {
    name,
    parameters: 6,
    i32: 4,
    body: [
      set(window, at(windows - 1)),
      repeatWhile(
        i32.ltSigned(at(-1), get(window)),
        when(
          fresh,
          [],
          [
            set(count, doublings),
            when(
              get(count),
              repeatWhile(get(count), call(callees.double), set(count, i32.sub(get(count), at(1)))),
            ),
          ],
        ),
        set(digit, i32.load(scalar, i32.shrUnsigned(bit, at(3)))),
        set(digit, i32.and(i32.shrUnsigned(get(digit), i32.and(bit, at(7))), at(63))),
        // A window w stands for the digit 2w - 63; entry i of a row is the multiple 2i + 1.
        set(digit, i32.sub(i32.shl(get(digit), at(1)), at(63))),
        set(sign, i32.shrSigned(get(digit), at(31))),
        set(digit, i32.shrUnsigned(i32.xor(get(digit), get(sign)), at(1))),
        when(
          secret,
          call(
            callees.select,
            i32.add(table, i32.mul(get(window), stride)),
            get(digit),
            i32.xor(get(sign), negate),
            at(0),
            at(rowEntries),
          ),
          call(
            callees.select,
            i32.add(table, i32.mul(get(window), stride)),
            get(digit),
            i32.xor(get(sign), negate),
            get(digit),
            i32.add(get(digit), at(1)),
          ),
        ),
        when(
          fresh,
          [
            assign(x, (o) => four(chosen.x, o)),
            assign(y, (o) => four(chosen.y, o)),
            assign(z, (o) => four(fieldOne, o)),
            set(4, at(0)),
          ],
          call(callees.add),
        ),
        set(window, i32.sub(get(window), at(1))),
      ),
    ],
  };
};
