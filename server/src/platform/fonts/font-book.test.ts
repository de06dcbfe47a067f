import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Blob, Face, Font } from "harfbuzzjs";
import { expect, test } from "vitest";
import { openFontBook } from "./font-book.ts";
import { openSubsetter } from "./subset-font.ts";
import { openTrueType } from "./true-type.ts";

const book = openFontBook();
const { resolve } = createRequire(import.meta.url);
const serif = readFileSync(resolve("@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"));
const tablesOf = (font: Uint8Array): string[] => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  return Array.from({ length: view.getUint16(4) }, (_, i) =>
    String.fromCharCode(...font.subarray(12 + 16 * i, 16 + 16 * i)),
  );
};

/** What HarfBuzz, which is no part of the making, sees of a character. */
function drawn(font: Uint8Array, text: string) {
  const open = new Font(new Face(new Blob(Uint8Array.from(font).buffer)));
  return Array.from(text, (character) => {
    const glyph = open.nominalGlyph(character.codePointAt(0) ?? 0);
    if (glyph === null || glyph === undefined || glyph === 0) return undefined;
    return {
      path: open.glyphToPath(glyph),
      advance: open.glyphHAdvance(glyph),
      box: open.glyphExtents(glyph),
    };
  });
}

test("a subset draws its characters as the whole font does, and no others", () => {
  // Neighbours, gaps, characters of the second plane beside the last of the first, and one character alone.
  for (const text of ["演示ABCDEfi，。㐬赟", "一", "\u{23c97}\u{23c98}演\u{ffee}\u{20087}", "0123456789."]) {
    const subset = book.subset("serif", text);
    expect(drawn(subset, text)).toEqual(drawn(serif, text));
    expect(drawn(subset, text)).not.toContain(undefined);
    expect(drawn(subset, "甲乙𠀂")).toEqual([undefined, undefined, undefined]);
  }
});

test("a subset of nothing is a font without characters", () => {
  expect(drawn(book.subset("serif", ""), "甲")).toEqual([undefined]);
});

test("a subset is the same whatever the order of the characters, and after others were made", () => {
  const first = book.subset("serif", "演示市交通运输局");
  book.subset("serif", "其他");
  expect(book.subset("serif", "局输运通交市示演演")).toEqual(first);
});

test("checksums of the tables and of the font are right (ISO/IEC 14496-22 5.2.3)", () => {
  const font = book.subset("sans", "演示ABC\u{23c97}");
  const view = new DataView(font.buffer);
  const sum = (from: number, to: number): number => {
    let total = 0;
    for (let at = from; at < to; at += 4) total = (total + view.getUint32(at)) % 2 ** 32;
    return total;
  };
  expect(font.length % 4).toBe(0);
  expect(sum(0, font.length)).toBe(0xb1b0afba);
  tablesOf(font).forEach((name, i) => {
    const [at, length] = [view.getUint32(20 + 16 * i), view.getUint32(24 + 16 * i)];
    const adjustment = name === "head" ? view.getUint32(at + 8) : 0;
    expect([name, (sum(at, at + ((length + 3) & ~3)) - adjustment + 2 ** 32) % 2 ** 32]).toEqual([
      name,
      view.getUint32(16 + 16 * i),
    ]);
  });
});

test("layout, hinting and vertical tables are gone and what viewers need is there", () => {
  expect(tablesOf(book.subset("bold", "营业执照"))).toEqual([
    "OS/2",
    "cmap",
    "glyf",
    "head",
    "hhea",
    "hmtx",
    "loca",
    "maxp",
    "name",
    "post",
  ]);
});

test("a small subset is small", () => {
  expect(book.subset("serif", "演示").length).toBeLessThan(2500);
});

test("a font whose outlines refer to one another is refused, not cut wrongly", () => {
  const font = openTrueType(Uint8Array.from(serif));
  const at = font.table("glyf")[0] + font.view.getUint32(font.table("loca")[0] + 4 * font.glyph(0x6f14));
  font.view.setInt16(at, -1);
  expect(() => openSubsetter(font)).toThrow("composite");
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
