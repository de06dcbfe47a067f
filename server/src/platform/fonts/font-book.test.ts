import { expect, test } from "vitest";
import { openFontBook } from "./font-book.ts";
import { readGlyphMetrics } from "./glyph-metrics.ts";

const book = openFontBook();
const tablesOf = (font: Uint8Array): string[] => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  return Array.from({ length: view.getUint16(4) }, (_, i) =>
    String.fromCharCode(...font.subarray(12 + 16 * i, 16 + 16 * i)),
  );
};

test("a subset has the glyphs asked for, with the advances of the whole font, and no others", () => {
  const subset = readGlyphMetrics(book.subset("serif", "演示ABfi，"));
  for (const character of "演示ABfi，") {
    const point = character.codePointAt(0) ?? 0;
    expect(subset.advance(point)).toBeCloseTo(book.metrics.advance("serif", point) ?? Number.NaN);
  }
  expect(subset.advance("甲".codePointAt(0) ?? 0)).toBeUndefined();
});

test("a subset is the same whatever the order of the characters, and after others were made", () => {
  const first = book.subset("serif", "演示市交通运输局");
  book.subset("serif", "其他");
  expect(book.subset("serif", "局输运通交市示演演")).toEqual(first);
});

test("layout, hinting and vertical tables are gone and what viewers need is there", () => {
  const tables = tablesOf(book.subset("bold", "营业执照"));
  for (const name of ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "fpgm", "prep", "cvt ", "DSIG"])
    expect(tables).not.toContain(name);
  for (const name of ["cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "OS/2"])
    expect(tables).toContain(name);
});

test("a small subset is small", () => {
  expect(book.subset("serif", "演示").length).toBeLessThan(2500);
});

test("characters without a glyph are named once, in order", () => {
  expect(book.missing("serif", "演\u{2ffff}示\u{e000}\u{2ffff}")).toEqual(["\u{2ffff}", "\u{e000}"]);
  expect(book.missing("serif", "演示 ABC 012，。（）")).toEqual([]);
});

test("uncommon characters of names and places are covered in every face", () => {
  // A sample; the whole 通用规范汉字表 is not in the repository to be counted.
  for (const face of ["serif", "sans", "bold"] as const)
    expect(book.missing(face, "㐬垚堃喆燊翀贠昇淼赟")).toEqual([]);
});

test("Han advances are one em and digits are narrower", () => {
  expect(book.metrics.advance("serif", "演".codePointAt(0) ?? 0)).toBe(1);
  expect(book.metrics.advance("sans", "0".codePointAt(0) ?? 0)).toBeLessThan(0.7);
});

test("outlines lie in the em box", () => {
  const glyphs = book.outlines("bold", "章");
  const numbers = (glyphs.glyph("章")?.path.match(/-?\d+/g) ?? []).map(Number);
  expect(numbers.length).toBeGreaterThan(40);
  expect(Math.max(...numbers)).toBeLessThan(glyphs.unitsPerEm);
  expect(glyphs.glyph("局")).toBeUndefined();
});
