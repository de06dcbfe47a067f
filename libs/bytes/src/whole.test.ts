import fc from "fast-check";
import { expect, test } from "vitest";
import { concat, equalBytes, fromBigInt, toBigInt } from "./index.ts";

test("a number comes back from the width it fits", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }), (value) => {
      expect(toBigInt(fromBigInt(value, 32))).toBe(value);
      expect(fromBigInt(value, 40)).toHaveLength(40);
    }),
  );
  expect(toBigInt(new Uint8Array(0))).toBe(0n);
  expect(toBigInt(Uint8Array.of(1, 0))).toBe(256n);
});

test("a number too wide, or negative, is refused", () => {
  expect(() => fromBigInt(256n, 1)).toThrow(expect.objectContaining({ code: "too-wide" }));
  expect(() => fromBigInt(-1n, 4)).toThrow(expect.objectContaining({ code: "too-wide" }));
  expect(() => fromBigInt(1n, 0)).toThrow(expect.objectContaining({ code: "too-wide" }));
});

test("joined bytes are the parts in order, and a copy", () => {
  const part = Uint8Array.of(1, 2);
  const whole = concat(part, new Uint8Array(0), Uint8Array.of(3));
  part[0] = 9;
  expect(whole).toEqual(Uint8Array.of(1, 2, 3));
  expect(concat()).toEqual(new Uint8Array(0));
});

test("bytes are equal exactly when length and every byte are", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, place, flip) => {
        const other = bytes.slice();
        expect(equalBytes(bytes, other)).toBe(true);
        other[place % other.length]! ^= flip;
        expect(equalBytes(bytes, other)).toBe(false);
        expect(equalBytes(bytes, bytes.subarray(1))).toBe(false);
      },
    ),
  );
});
