import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex } from "./index.ts";

test("hexadecimal agrees with Node's and comes back in either case", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
      expect(fromHex(toHex(bytes))).toEqual(Uint8Array.from(bytes));
      expect(fromHex(toHex(bytes).toUpperCase())).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test.each([
  ["an odd length", "abc", 3],
  ["a letter past f", "0g", 1],
  ["a blank", "0 ", 1],
  ["a sign", "-1", 0],
  ["the characters just outside the ranges", "`0", 0],
  ["a full-width digit", "\uff110", 0],
])("%s is refused with its place", (_, text, at) => {
  expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: "bad-hex", at }));
});
