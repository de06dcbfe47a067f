import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase45, encodeBase45 } from "./base45.ts";
import { ShowCodeError } from "./error.ts";

test.each([
  ["AB", "BB8"],
  ["Hello!!", "%69 VD92EX0"],
  ["base-45", "UJCLQE7W581"],
  ["ietf!", "QED8WEX0"],
])("the example %s of RFC 9285 is written %s and read", (text, base45) => {
  expect(encodeBase45(new TextEncoder().encode(text))).toBe(base45);
  expect(new TextDecoder().decode(decodeBase45(base45))).toBe(text);
});

test("bytes come back from their text, and a text that reads is the text of its bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes);
    }),
  );
  const texts = fc.string({ unit: fc.constantFrom(..."0189AWXZ $%*+-./:"), maxLength: 9 });
  fc.assert(
    fc.property(texts, (text) => {
      try {
        expect(encodeBase45(decodeBase45(text))).toBe(text);
      } catch (error) {
        expect(error).toEqual(new ShowCodeError("bad-characters"));
      }
    }),
    { numRuns: 2000 },
  );
});

test.each(["A", "BB8A", "GGW", ":::", "V5", "a00", "0a0", "００", "0\n"])("%j is no Base45", (text) => {
  expect(() => decodeBase45(text)).toThrow(new ShowCodeError("bad-characters"));
});

test("no text ends in white space, so that a reader may drop what a scanner adds", () => {
  const spaced = Array.from({ length: 65_536 }, (_, value) => value).filter((value) =>
    [Uint8Array.of(value >> 8, value), Uint8Array.of(value)].some((bytes) =>
      encodeBase45(bytes).endsWith(" "),
    ),
  );
  expect(spaced).toEqual([]);
});
