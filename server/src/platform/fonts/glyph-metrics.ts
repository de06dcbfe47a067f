/** What a layout needs of a TrueType font, read straight from its tables (ISO/IEC 14496-22). */
export interface GlyphMetrics {
  /** Advance width as a fraction of the em; undefined when the font has no glyph for the code point. */
  advance(codePoint: number): number | undefined;
}

/** @throws Error when a table is missing: the fonts are our own, so that is a broken installation. */
export function readGlyphMetrics(font: Uint8Array): GlyphMetrics {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = readTables(view);
  const table = (name: string): number => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`font without table ${name}`);
    return at;
  };
  const unitsPerEm = view.getUint16(table("head") + 18);
  const longMetrics = view.getUint16(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyphs = readCharacterMap(view, table("cmap"));
  const advances = new Map<number, number>();
  for (const [codePoint, glyph] of glyphs)
    advances.set(codePoint, view.getUint16(hmtx + 4 * Math.min(glyph, longMetrics - 1)) / unitsPerEm);
  return { advance: (codePoint) => advances.get(codePoint) };
}

function readTables(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    const name = [0, 1, 2, 3].map((k) => String.fromCharCode(view.getUint8(at + k))).join("");
    tables.set(name, view.getUint32(at + 8));
  }
  return tables;
}

/** Format 12 covers all planes and format 4 the first; the fonts used have one or the other for Unicode. */
function readCharacterMap(view: DataView, cmap: number): Map<number, number> {
  const count = view.getUint16(cmap + 2);
  let format4: number | undefined;
  for (let i = 0; i < count; i++) {
    const at = cmap + view.getUint32(cmap + 4 + 8 * i + 4);
    const format = view.getUint16(at);
    if (format === 12) return readFormat12(view, at);
    if (format === 4) format4 = at;
  }
  if (format4 === undefined) throw new Error("font without a Unicode character map");
  return readFormat4(view, format4);
}

function readFormat12(view: DataView, at: number): Map<number, number> {
  const map = new Map<number, number>();
  const groups = view.getUint32(at + 12);
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + 12 * i;
    const start = view.getUint32(group);
    const glyph = view.getUint32(group + 8);
    for (let point = start; point <= view.getUint32(group + 4); point++)
      if (glyph + point - start !== 0) map.set(point, glyph + point - start);
  }
  return map;
}

function readFormat4(view: DataView, at: number): Map<number, number> {
  const map = new Map<number, number>();
  const segments = view.getUint16(at + 6);
  for (let i = 0; i < segments; i += 2) {
    const end = view.getUint16(at + 14 + i);
    const start = view.getUint16(at + 16 + segments + i);
    const delta = view.getUint16(at + 16 + 2 * segments + i);
    const rangeAt = at + 16 + 3 * segments + i;
    const range = view.getUint16(rangeAt);
    for (let point = start; point <= end && point !== 0xffff; point++) {
      const stored = range === 0 ? point : view.getUint16(rangeAt + range + 2 * (point - start));
      const glyph = stored === 0 && range !== 0 ? 0 : (stored + delta) & 0xffff;
      if (glyph !== 0) map.set(point, glyph);
    }
  }
  return map;
}
