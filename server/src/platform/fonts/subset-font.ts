import { characterMap } from "./character-map.ts";
import type { TrueType } from "./true-type.ts";

/** Cuts fonts with a few glyphs out of one that stays open. */
export interface Subsetter {
  /**
   * A TrueType font with the glyphs of these characters and no others; the same bytes for the same characters in any
   * order. Characters that the font lacks are left out.
   */
  subset(text: string): Uint8Array;
}

/** The least with which font checkers are content, in the order of the directory (ISO/IEC 14496-22 5.2). */
const tableNames = ["OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"] as const;
type TableName = (typeof tableNames)[number];
/** Family, style, full and PostScript name. */
const keptNames = [1, 2, 4, 6];
const magic = 0xb1b0afba;

/**
 * Licences place every glyph themselves and are read across, so a subset needs outlines, advances and the character
 * map; layout (GSUB, GPOS), vertical and hinting tables stay behind. Glyphs are numbered from 1 in the order of their
 * code points and their outlines copied as they are.
 * @throws Error for a font whose outlines cannot just be copied: composite glyphs, or a short `loca`.
 */
export function openSubsetter(font: TrueType): Subsetter {
  const { view, bytes } = font;
  const { from, to } = outlinesOf(font);
  const kept = (name: TableName): Uint8Array => bytes.slice(...font.table(name));
  const constant = {
    "OS/2": kept("OS/2"),
    head: kept("head"),
    hhea: kept("hhea"),
    maxp: kept("maxp"),
    name: fewNames(view, font.table("name")[0]),
    post: kept("post"),
  };
  // Kept offsets are short ones, and the checksum of the font is taken with nought in its place.
  const head = viewOf(constant.head);
  head.setUint16(50, 0);
  head.setUint32(8, 0);
  const maxp = viewOf(constant.maxp);
  const hhea = viewOf(constant.hhea);
  const os2 = viewOf(constant["OS/2"]);
  const notdef = font.advanceWidth(0);

  return {
    subset(text) {
      const points = codePoints(font, text);
      const glyphs = points.map((point) => font.glyph(point));
      const glyf = new Uint8Array(glyphs.reduce((sum, glyph) => sum + even(to(glyph) - from(glyph)), 0));
      // Half of each offset is kept, in 16 bits.
      if (glyf.length > 0x1fffe) throw new Error("a subset too large for one font of a document");
      const hmtx = new DataView(new ArrayBuffer(4 * (glyphs.length + 1)));
      const loca = new DataView(new ArrayBuffer(2 * (glyphs.length + 2)));
      hmtx.setUint16(0, notdef);
      let at = 0;
      for (const [i, glyph] of glyphs.entries()) {
        const outline = bytes.subarray(from(glyph), to(glyph));
        glyf.set(outline, at);
        at += even(outline.length);
        loca.setUint16(2 * (i + 2), at / 2);
        hmtx.setUint16(4 * (i + 1), font.advanceWidth(glyph));
        hmtx.setInt16(4 * (i + 1) + 2, font.leftSideBearing(glyph));
      }
      maxp.setUint16(4, glyphs.length + 1);
      hhea.setUint16(34, glyphs.length + 1);
      os2.setUint16(64, Math.min(points[0] ?? 0, 0xffff));
      os2.setUint16(66, Math.min(points.at(-1) ?? 0, 0xffff));
      return writeFont({
        ...constant,
        cmap: characterMap(points),
        glyf,
        hmtx: new Uint8Array(hmtx.buffer),
        loca: new Uint8Array(loca.buffer),
      });
    },
  };
}

const viewOf = (table: Uint8Array): DataView => new DataView(table.buffer, table.byteOffset, table.length);

/** Where the outline of a glyph begins and ends in the file. */
function outlinesOf({ view, table }: TrueType) {
  if (view.getUint16(table("head")[0] + 50) !== 1) throw new Error("font with a short loca");
  const loca = table("loca")[0];
  const glyf = table("glyf")[0];
  const from = (glyph: number): number => glyf + view.getUint32(loca + 4 * glyph);
  const to = (glyph: number): number => from(glyph + 1);
  const count = view.getUint16(table("maxp")[0] + 4);
  for (let glyph = 0; glyph < count; glyph++)
    if (to(glyph) > from(glyph) && view.getInt16(from(glyph)) < 0)
      throw new Error("font with composite glyphs");
  return { from, to };
}

/** Those the font has a glyph for, ascending, each once. */
function codePoints(font: TrueType, text: string): readonly number[] {
  const points: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (font.glyph(point) !== 0) points.push(point);
  }
  points.sort((a, b) => a - b);
  return points.filter((point, i) => point !== points[i - 1]);
}

/** Table `name`, format 0, with four of its records. */
function fewNames(view: DataView, from: number): Uint8Array {
  const texts = from + view.getUint16(from + 4);
  const records = Array.from({ length: view.getUint16(from + 2) }, (_, i) => from + 6 + 12 * i).filter((at) =>
    keptNames.includes(view.getUint16(at + 6)),
  );
  const length = records.reduce((sum, at) => sum + 12 + view.getUint16(at + 8), 6);
  const table = new Uint8Array(length);
  const out = new DataView(table.buffer);
  out.setUint16(2, records.length);
  out.setUint16(4, 6 + 12 * records.length);
  let text = 6 + 12 * records.length;
  records.forEach((at, i) => {
    for (let k = 0; k < 10; k += 2) out.setUint16(6 + 12 * i + k, view.getUint16(at + k));
    out.setUint16(6 + 12 * i + 10, text - 6 - 12 * records.length);
    const size = view.getUint16(at + 8);
    for (let k = 0; k < size; k++) table[text + k] = view.getUint8(texts + view.getUint16(at + 10) + k);
    text += size;
  });
  return table;
}

/** Directory and tables, each at a multiple of four, with the checksums. */
function writeFont(tables: Readonly<Record<TableName, Uint8Array>>): Uint8Array {
  const start = 12 + 16 * tableNames.length;
  const size = tableNames.reduce((sum, name) => sum + fourfold(tables[name].length), start);
  const font = new Uint8Array(size);
  const view = new DataView(font.buffer);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tableNames.length);
  // The greatest power of two below the number of tables, times 16, its logarithm, and the rest.
  view.setUint16(6, 128);
  view.setUint16(8, 3);
  view.setUint16(10, 16 * tableNames.length - 128);
  let at = start;
  let head = 0;
  let sums = 0;
  tableNames.forEach((name, i) => {
    const table = tables[name];
    font.set(table, at);
    const entry = 12 + 16 * i;
    for (let k = 0; k < 4; k++) font[entry + k] = name.charCodeAt(k);
    const sum = checksum(view, at, at + fourfold(table.length));
    sums += sum;
    view.setUint32(entry + 4, sum);
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, table.length);
    if (name === "head") head = at;
    at += fourfold(table.length);
  });
  // The whole is the directory and the tables, whose sums are known.
  view.setUint32(head + 8, (magic - sums - checksum(view, 0, start)) >>> 0);
  return font;
}

function checksum(view: DataView, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 4) sum = (sum + view.getInt32(at)) | 0;
  return sum >>> 0;
}

const fourfold = (length: number): number => (length + 3) & ~3;
const even = (length: number): number => (length + 1) & ~1;
