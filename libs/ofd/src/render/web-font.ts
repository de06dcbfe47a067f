import { readCmap, writeCmap } from "./cmap.ts";
import { readSfnt, type Sfnt, writeSfnt } from "./sfnt.ts";

/** Tables that draw glyphs; layout tables stay behind, because OFD says where every character stands. */
const kept = [
  "head",
  "hhea",
  "hmtx",
  "maxp",
  "glyf",
  "loca",
  "CFF ",
  "cvt ",
  "fpgm",
  "prep",
  "OS/2",
  "name",
  "post",
];

/**
 * An embedded font as browsers accept it: subsets made for print lack tables that browsers insist on, and often any
 * mapping from characters, so these are made anew. Glyphs can be reached by number (`glyphCharacter`).
 * @returns undefined for fonts that cannot be used.
 */
export function toWebFont(bytes: Uint8Array): Uint8Array | undefined {
  const font = readSfnt(bytes);
  if (font === undefined || !isDrawable(font)) return undefined;
  const tables = new Map<string, Uint8Array>();
  for (const name of kept) {
    const table = font.tables.get(name);
    if (table !== undefined) tables.set(name, table);
  }
  const glyphs = uint16(font.tables.get("maxp"), 4);
  tables.set("cmap", writeCmap(readCmap(font.tables.get("cmap")), glyphs));
  if (!tables.has("OS/2")) tables.set("OS/2", plainOs2(font));
  if (!tables.has("name")) tables.set("name", Uint8Array.of(0, 0, 0, 0, 0, 6));
  // Glyph names are of no use here; version 3 has none.
  tables.set("post", plainPost());
  return writeSfnt(font.flavour, tables);
}

function isDrawable(font: Sfnt): boolean {
  const has = (name: string, least: number) => (font.tables.get(name)?.length ?? 0) >= least;
  const outlines = has("CFF ", 4) || (font.tables.has("glyf") && has("loca", 4));
  return has("head", 54) && has("hhea", 36) && has("hmtx", 4) && has("maxp", 6) && outlines;
}

function uint16(table: Uint8Array | undefined, at: number): number {
  return ((table?.[at] ?? 0) << 8) | (table?.[at + 1] ?? 0);
}

/** Version 3, heights from `hhea`, everything allowed, everything else unsaid. */
function plainOs2(font: Sfnt): Uint8Array {
  const out = new Uint8Array(96);
  const view = new DataView(out.buffer);
  const hhea = font.tables.get("hhea");
  const [ascent, descent] = [uint16(hhea, 4), uint16(hhea, 6)];
  const below = descent >= 0x8000 ? 0x10000 - descent : descent;
  view.setUint16(0, 3);
  view.setUint16(4, 400);
  view.setUint16(6, 5);
  view.setUint16(62, 0x40);
  view.setUint16(64, 0x20);
  view.setUint16(66, 0xffff);
  view.setUint16(68, ascent);
  view.setUint16(70, descent);
  view.setUint16(74, ascent & 0x7fff);
  view.setUint16(76, below);
  return out;
}

function plainPost(): Uint8Array {
  const out = new Uint8Array(32);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x00030000);
  view.setInt16(8, -100);
  view.setInt16(10, 50);
  return out;
}
