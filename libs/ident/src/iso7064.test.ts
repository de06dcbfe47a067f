import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/iso7064.json" with { type: "json" };
import { IdentError } from "./error.ts";
import { holdsMod1110, holdsMod3736, mod1110Digit, mod3736Character } from "./iso7064.ts";

const digits = "0123456789";
const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const systems = [
  { name: "MOD 37,36", alphabet: characters, check: mod3736Character, holds: holdsMod3736 },
  { name: "MOD 11,10", alphabet: digits, check: mod1110Digit, holds: holdsMod1110 },
] as const;

test.each(vectors.mod3736)("MOD 37,36 gives the check of $id", ({ body, check }) => {
  expect(mod3736Character(body)).toBe(check);
  expect(holdsMod3736(body + check)).toBe(true);
});

test.each(vectors.mod1110)("MOD 11,10 gives the check of $id", ({ body, check }) => {
  expect(mod1110Digit(body)).toBe(check);
  expect(holdsMod1110(body + check)).toBe(true);
});

for (const { name, alphabet, check, holds } of systems) {
  const n = alphabet.length;
  const bodies = fc
    .array(fc.nat(n - 1), { minLength: 1, maxLength: 60 })
    .map((values) => values.map((value) => alphabet[value]).join(""));

  test(`${name} detects every change of one character, the check character included`, () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: n - 1 }), (body, where, step) => {
        const code = body + check(body);
        const at = where % code.length;
        const other = alphabet[(alphabet.indexOf(code[at]!) + step) % n];
        expect(holds(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  test(`${name} detects every adjacent transposition but the one pair per state that a hybrid system misses`, () => {
    // The state before the pair is the running product; the pair is missed when product + value lands on n/2 and n/2 + 1.
    const productAfter = (text: string): number => {
      let product = n;
      for (const character of text) {
        const sum = (product + alphabet.indexOf(character)) % n || n;
        product = (2 * sum) % (n + 1);
      }
      return product;
    };
    let missed = 0;
    for (const prefix of ["", ...alphabet].flatMap((a) => [...alphabet].map((b) => a + b))) {
      for (const a of alphabet) {
        for (const b of alphabet) {
          if (a === b) continue;
          const swapped = `${prefix}${b}${a}7`;
          const found = check(`${prefix}${a}${b}7`) !== check(swapped);
          const sums = [a, b].map((c) => (productAfter(prefix) + alphabet.indexOf(c)) % n);
          const promised = !(sums.includes(n / 2) && sums.includes(n / 2 + 1));
          if (found !== promised) expect.fail(`${prefix} ${a} ${b}`);
          if (!found) missed++;
        }
      }
    }
    expect(missed).toBe(2 * n * (n + 1));
  });
}

test("a character outside the alphabet is refused, lower case and full width included", () => {
  for (const body of ["a", "12-3", "１２", "_", " "]) {
    expect(() => mod3736Character(body)).toThrow(IdentError);
    expect(holdsMod3736(`${body}0`)).toBe(false);
  }
  expect(() => mod1110Digit("12A")).toThrow(new IdentError("bad-character", "body"));
});

test("a check character alone is no code", () => {
  expect([holdsMod3736(""), holdsMod3736("1"), holdsMod1110("1")]).toEqual([false, false, false]);
});
