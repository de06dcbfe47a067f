import fc from "fast-check";
import { expect, test } from "vitest";
import { sm2Module, startEngine } from "./engine.ts";
import { enterOrder, invertField, invertOrder } from "./inverse.ts";
import { isZero, limbsOf, recode, reduceFully, toBigIntFromLimbs, wordsFromBigInt } from "./limbs.ts";
import { fieldOne, operand, windowBits, windows, workPoint } from "./memory-map.ts";
import { fieldModulus, limbBits, limbs, orderModulus, radix } from "./modulus.ts";

const engine = startEngine();
const { limbsAt, multiply, multiplyOrder, squareTimes } = engine;
// Not operands 1 to 9, which the inversions use as work space.
const [a, b, c] = [operand(0), operand(10), workPoint(0)];
const { value: p } = fieldModulus;
const { value: n } = orderModulus;

const valueAt = (at: number): bigint =>
  limbsAt(at).reduceRight((sum, limb) => (sum << limbBits) + BigInt(limb), 0n);
const rest = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;
const edges = [
  0n,
  1n,
  2n,
  p - 1n,
  p - 2n,
  p,
  n,
  n - 1n,
  (1n << 256n) - 1n,
  1n << 255n,
  1n << 224n,
  (1n << 64n) - 1n,
];
const number = fc.oneof(fc.constantFrom(...edges), fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }));

/** Limbs as the point formulas leave them: of either sign, up to `size` times 2^28, and often at the bound itself. */
const loose = (size: number) => {
  const bound = size * 2 ** 28;
  const limb = fc.oneof(
    fc.constantFrom(-bound, bound, bound - 1, 0),
    fc.integer({ min: -bound, max: bound }),
  );
  // A value stays below 16 p, which bounds the last limb.
  const last = fc.integer({ min: -(2 ** 28), max: 2 ** 28 });
  return fc
    .tuple(fc.array(limb, { minLength: limbs - 1, maxLength: limbs - 1 }), last)
    .map(([low, top]) => [...low, top]);
};
const isTight = (at: number): boolean =>
  limbsAt(at).every((limb, i) => i === limbs - 1 || (limb >= -(2 ** 28) && limb < 2 ** 28));

test("the module is the same each time, and small enough to be compiled at once", () => {
  expect(sm2Module()).toEqual(sm2Module());
  expect(sm2Module().length).toBeLessThan(8192);
});

test("products and squares in the field are those of big integers, over the result's own operands too", () => {
  fc.assert(
    fc.property(number, number, fc.constantFrom(a, b, c), (left, right, to) => {
      limbsAt(a).set(limbsOf(left));
      limbsAt(b).set(limbsOf(right));
      multiply(to, a, b);
      expect(rest(valueAt(to) * radix - left * right, p)).toBe(0n);
      expect(isTight(to)).toBe(true);
      limbsAt(a).set(limbsOf(left));
      squareTimes(to, a, 1);
      expect(rest(valueAt(to) * radix - left * left, p)).toBe(0n);
      expect(isTight(to)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  [1, 7],
  [2, 7],
  [3, 4],
])("limbs of %i and %i units do not overflow in a product", (one, other) => {
  fc.assert(
    fc.property(loose(one), loose(other), (left, right) => {
      limbsAt(a).set(left);
      limbsAt(b).set(right);
      const product = valueAt(a) * valueAt(b);
      for (const [multiplied, modulus] of [
        [multiply, p],
        [multiplyOrder, n],
      ] as const) {
        if (modulus === n && one * other > 10) continue;
        multiplied(c, a, b);
        expect(rest(valueAt(c) * radix - product, modulus)).toBe(0n);
        expect(isTight(c)).toBe(true);
      }
      if (one > 3) return;
      squareTimes(c, a, 1);
      expect(rest(valueAt(c) * radix - valueAt(a) ** 2n, p)).toBe(0n);
    }),
    { numRuns: 1000 },
  );
});

test("products modulo the order are those of big integers", () => {
  fc.assert(
    fc.property(number, number, (left, right) => {
      limbsAt(a).set(limbsOf(left));
      limbsAt(b).set(limbsOf(right));
      multiplyOrder(c, a, b);
      expect(rest(valueAt(c) * radix - left * right, n)).toBe(0n);
    }),
    { numRuns: 1000 },
  );
});

test("an element times its inverse is one, in both moduli, and nought has the inverse nought", () => {
  fc.assert(
    fc.property(number, (value) => {
      limbsAt(a).set(limbsOf(value));
      invertField(engine, b, a);
      multiply(c, a, b);
      reduceFully(limbsAt(c), limbsOf(p));
      expect(valueAt(c)).toBe(value % p === 0n ? 0n : valueAt(fieldOne));
      limbsAt(a).set(limbsOf(value));
      enterOrder(engine, a, a);
      invertOrder(engine, b, a);
      multiplyOrder(c, a, b);
      expect(rest(valueAt(c), n)).toBe(value % n === 0n ? 0n : radix % n);
    }),
    { numRuns: 200 },
  );
});

test("a number is brought to its rest from anywhere between -m and 2 m", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(p, n),
      fc.bigInt({ min: -p, max: 2n * p - 1n }),
      loose(4),
      (modulus, value, noise) => {
        fc.pre(value >= -modulus && value < 2n * modulus);
        // The same value in other limbs: what is added to one limb is taken from the next.
        const shifted = Int32Array.from({ length: limbs }, (_, i) =>
          Number((value >> (limbBits * BigInt(i))) & ((1n << limbBits) - 1n)),
        );
        shifted[limbs - 1] = Number(value >> (limbBits * BigInt(limbs - 1)));
        for (let i = 0; i < limbs - 1; i++) {
          const units = Math.trunc((noise[i] ?? 0) / 2 ** 29);
          shifted[i] = (shifted[i] ?? 0) + units * 2 ** 29;
          shifted[i + 1] = (shifted[i + 1] ?? 0) - units;
        }
        reduceFully(shifted, limbsOf(modulus));
        expect(toBigIntFromLimbs(shifted)).toBe(rest(value, modulus));
        expect(isZero(shifted)).toBe(rest(value, modulus) === 0n);
      },
    ),
    { numRuns: 1000 },
  );
});

test("a scalar is the sum of its odd digits, or the opposite of it", () => {
  const orderWords = new Uint32Array(8);
  wordsFromBigInt(orderWords, n);
  const inRange = fc.oneof(
    fc.constantFrom(1n, 2n, 3n, 62n, 63n, 64n, 65n, n >> 1n, n - 2n, n - 1n),
    fc.bigInt({ min: 1n, max: n - 1n }),
  );
  fc.assert(
    fc.property(inRange, (k) => {
      const words = new Uint32Array(9);
      wordsFromBigInt(words, k);
      const negate = recode(words, orderWords);
      const bits = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word), 0n);
      let sum = 0n;
      for (let i = windows - 1; i >= 0; i--)
        sum = (sum << BigInt(windowBits)) + 2n * ((bits >> BigInt(windowBits * i)) & 63n) - 63n;
      expect(rest(negate === -1 ? -sum : sum, n)).toBe(k);
    }),
    { numRuns: 1000 },
  );
});
