import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/showcode.json" with { type: "json" };
import { ShowCodeError } from "./error.ts";
import { formatShortCode, makeShortCode, parseShortCode } from "./short-code.ts";

const fromHex = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const codes = fc
  .integer({ min: 0, max: 3_999_999_999 })
  .map((draw) => makeShortCode(() => fromHex(draw.toString(16).padStart(8, "0"))));

test.each(vectors.shortCodes)("the vector $id is made, shown and read", ({ draw, code, shown }) => {
  const made = makeShortCode(() => fromHex(draw));
  expect(made).toBe(code);
  expect(formatShortCode(made)).toBe(shown);
  expect(parseShortCode(shown)).toBe(code);
});

test("a draw beyond the last whole thousand million is thrown away", () => {
  const draws = ["ee6b2800", "ffffffff", "00000001"].map(fromHex);
  expect(makeShortCode(() => draws.shift()!)).toBe(parseShortCode("0000000014"));
  expect(draws).toEqual([]);
});

test("a source stuck on unusable draws, or too short, ends in an error and not in a loop", () => {
  expect(() => makeShortCode(() => fromHex("ffffffff"))).toThrow(Error);
  expect(() => makeShortCode(() => fromHex("000001"))).toThrow(Error);
});

test("every wrong digit is caught", () => {
  fc.assert(
    fc.property(codes, fc.nat(9), fc.nat(9), (code, at, digit) => {
      fc.pre(code[at] !== String(digit));
      expect(() => parseShortCode(code.slice(0, at) + digit + code.slice(at + 1))).toThrow(
        new ShowCodeError("bad-check"),
      );
    }),
    { numRuns: 1000 },
  );
});

test("of the adjacent transpositions exactly one pair of digits in 45 slips through at each place", () => {
  for (let at = 0; at < 8; at++) {
    let missed = 0;
    for (let a = 0; a < 10; a++) {
      for (let b = a + 1; b < 10; b++) {
        const [one, other] = [`${a}${b}`, `${b}${a}`].map((pair) => {
          const body = "314159265".slice(0, at) + pair + "314159265".slice(at + 2);
          return makeShortCode(() => fromHex(Number(body).toString(16).padStart(8, "0"))).slice(-1);
        });
        if (one === other) missed++;
      }
    }
    expect([at, missed]).toEqual([at, 1]);
  }
});

test("spaces, hyphens and full-width digits are what people type", () => {
  for (const typed of [
    "1234567897",
    " 123 456 7897 ",
    "123-456-7897",
    "１２３　４５６　７８９７",
    "1 2 3 4 5 6 7 8 9 7",
  ])
    expect(parseShortCode(typed)).toBe("1234567897");
});
