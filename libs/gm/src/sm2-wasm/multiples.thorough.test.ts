import { randomBytes } from "node:crypto";
import { fromBigInt, toBigInt } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { modulo, order, type Point, publicCurve } from "../sm2-curve.ts";
import { fieldModulus } from "./modulus.ts";
import { startMultiples } from "./multiples.ts";

const multiples = startMultiples();
const { BASE, Fp } = publicCurve;
const drawn = (): bigint => (toBigInt(new Uint8Array(randomBytes(32))) % (order - 1n)) + 1n;
const times = (point: Point, k: bigint): Point =>
  k % order === 0n ? publicCurve.ZERO : point.multiplyUnsafe(k % order);

test("multiples of the base point are the reference's: small, near the order, powers of two, random", () => {
  const numbers = [
    ...Array.from({ length: 130 }, (_, i) => BigInt(i + 1)),
    ...Array.from({ length: 130 }, (_, i) => order - BigInt(i + 1)),
    ...Array.from({ length: 256 }, (_, i) => 1n << BigInt(i)),
    order >> 1n,
    (order >> 1n) + 1n,
    // The top window takes its largest digit, the others their lowest.
    30n * (1n << 252n) - order,
    ...Array.from({ length: 300 }, drawn),
  ];
  for (const k of numbers) {
    const { x, y } = times(BASE, k).toAffine();
    expect(multiples.ofBase(fromBigInt(k, 32)), k.toString(16)).toEqual({ x, y });
  }
});

test("s = (1 + d)^-1 (k + r) is solved as by big integers", () => {
  for (const d of [1n, 2n, order - 2n, drawn(), drawn()]) {
    const inverse = multiples.inverseOfNext(fromBigInt(d, 32));
    for (const [k, r] of [
      [1n, 1n],
      [order - 1n, order - 1n],
      [order - 1n, 1n],
      [drawn(), drawn()],
      [drawn(), 1n],
    ] as const) {
      const solution = multiples.solve(inverse, fromBigInt(k, 32), r);
      expect(modulo(solution * (1n + d))).toBe(modulo(k + r));
      expect(solution >= 0n && solution < order).toBe(true);
    }
  }
});

/** The rest of the x of s G + t · (multiple G), where there is one. */
function restOfSum(s: bigint, t: bigint, multiple: bigint): bigint | undefined {
  const sum = times(BASE, modulo(s + t * multiple));
  return sum.is0() ? undefined : modulo(sum.toAffine().x);
}

test.each(["one", "all"] as const)(
  "with rows: %s, sums of multiples have the reference's x and no other",
  (rows) => {
    for (let key = 0; key < 5; key++) {
      const multiple = drawn();
      multiples.remember(key, times(BASE, multiple).toAffine(), rows);
      for (let i = 0; i < 40; i++) {
        const [s, t] = [drawn(), drawn()];
        const x = restOfSum(s, t, multiple) ?? 0n;
        expect(multiples.sumHasX(key, rows, s, t, x)).toBe(true);
        expect(multiples.sumHasX(key, rows, s, t, modulo(x + 1n))).toBe(false);
        expect(multiples.sumHasX(key, rows, t, s, x)).toBe(false);
      }
    }
  },
);

// Keys whose multiples meet those of G on the way: the same point, its opposite, twice, half and neighbours of it.
const related = [1n, order - 1n, 2n, order - 2n, 3n, 64n, 4096n, (order + 1n) / 2n];
const small = [1n, 2n, 3n, 63n, 64n, 65n, 4095n, order - 1n, order - 2n, order - 64n];

test.each(["one", "all"] as const)(
  "with rows: %s, a sum that meets an exception is withheld, never wrong",
  (rows) => {
    let withheld = 0;
    for (const multiple of related) {
      multiples.remember(0, times(BASE, multiple).toAffine(), rows);
      for (const s of small)
        for (const t of small) {
          const x = restOfSum(s, t, multiple);
          const verdict = multiples.sumHasX(0, rows, s, t, x ?? 0n);
          if (verdict === undefined) withheld++;
          else expect(verdict, `${multiple} ${s} ${t}`).toBe(x !== undefined);
        }
      // Infinity: s + t · multiple = 0.
      const t = drawn();
      expect(multiples.sumHasX(0, rows, modulo(-t * multiple), t, 0n)).toBeUndefined();
    }
    expect(withheld).toBeGreaterThan(0);
  },
);

test("an x between the order and the field's prime is found by its rest", () => {
  let x = order;
  let y: bigint | undefined;
  while (y === undefined) {
    x += 1n;
    try {
      y = Fp.sqrt(Fp.create(x * x * x - 3n * x + publicCurve.CURVE().b));
    } catch {
      y = undefined;
    }
  }
  expect(x < fieldModulus.value).toBe(true);
  const sum = publicCurve.fromAffine({ x, y });
  for (const rows of ["one", "all"] as const) {
    multiples.remember(1, sum.subtract(BASE).toAffine(), rows);
    expect(multiples.sumHasX(1, rows, 1n, 1n, x - order)).toBe(true);
    expect(multiples.sumHasX(1, rows, 1n, 1n, x - order + 1n)).toBe(false);
  }
});

test("tables of different slots do not disturb each other or the base point's", () => {
  const keys = [0, 1, 62, 63].map((slot) => ({ slot, multiple: drawn() }));
  for (const { slot, multiple } of keys) multiples.remember(slot, times(BASE, multiple).toAffine(), "all");
  fc.assert(
    fc.property(fc.constantFrom(...keys), ({ slot, multiple }) => {
      const [s, t] = [drawn(), drawn()];
      expect(multiples.sumHasX(slot, "all", s, t, restOfSum(s, t, multiple) ?? 0n)).toBe(true);
    }),
    { numRuns: 20 },
  );
  expect(multiples.ofBase(fromBigInt(1n, 32))).toEqual(BASE.toAffine());
});
