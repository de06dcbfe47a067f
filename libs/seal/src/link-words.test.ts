import { encodeUtf8 } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainXml, wordSearch } from "./link-words.ts";

const words = ["File", "FontFile", "BaseLoc", "DOCTYPE", "Res"];
const found = wordSearch(words);

test("a word is found wherever it stands, and nothing else is", () => {
  const letters = fc.constantFrom(..."FileRsBaLocDOT <:".split(""));
  fc.assert(
    fc.property(fc.array(fc.oneof(letters, fc.constantFrom(...words)), { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      expect(found(encodeUtf8(text)), text).toBe(words.some((word) => text.includes(word)));
    }),
    { numRuns: 2000 },
  );
});

test("a word at either end is found, and a part of one at the end is not read past it", () => {
  expect(found(encodeUtf8("File"))).toBe(true);
  expect(found(encodeUtf8("….File"))).toBe(true);
  expect(found(encodeUtf8("Fil"))).toBe(false);
  expect(found(encodeUtf8("<a>BaseLo"))).toBe(false);
  expect(found(new Uint8Array())).toBe(false);
});

test("only XML in which every reader finds the same ASCII is searched", () => {
  expect(isPlainXml(encodeUtf8("<Page/>"))).toBe(true);
  expect(isPlainXml(encodeUtf8("\ufeff<Page/>"))).toBe(true);
  expect(isPlainXml(encodeUtf8("<Page>\0</Page>"))).toBe(false);
  expect(isPlainXml(Uint8Array.of(0xff, 0xfe, 0x3c, 0))).toBe(false);
  expect(isPlainXml(encodeUtf8(" <Page/>"))).toBe(false);
});
