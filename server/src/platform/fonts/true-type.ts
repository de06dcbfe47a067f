/** A static TrueType font as it lies in its file (ISO/IEC 14496-22): tables, and the glyph of each code point. */
export interface TrueType {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly unitsPerEm: number;
  /** 0 for a code point that the font has no glyph for. */
  glyph(codePoint: number): number;
  /** In font units. */
  advanceWidth(glyph: number): number;
  leftSideBearing(glyph: number): number;
  /** Start and end of a table. @throws Error when it is missing: the fonts are our own, so the installation is broken. */
  table(name: string): readonly [start: number, end: number];
}

/** @throws Error when a table that every font has is missing. */
export function openTrueType(file: Uint8Array): TrueType {
  // Of a Buffer, `slice` would give a view and not a copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = readTables(view);
  const table = (name: string): readonly [number, number] => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`font without table ${name}`);
    return found;
  };
  const longMetrics = view.getUint16(table("hhea")[0] + 34);
  const hmtx = table("hmtx")[0];
  const glyphs = readCharacterMap(view, table("cmap")[0]);
  return {
    bytes,
    view,
    unitsPerEm: view.getUint16(table("head")[0] + 18),
    glyph: (codePoint) => glyphs[codePoint] ?? 0,
    advanceWidth: (glyph) => view.getUint16(hmtx + 4 * Math.min(glyph, longMetrics - 1)),
    leftSideBearing: (glyph) =>
      view.getInt16(hmtx + (glyph < longMetrics ? 4 * glyph + 2 : 2 * longMetrics + 2 * glyph)),
    table,
  };
}

function readTables(view: DataView): Map<string, readonly [number, number]> {
  const tables = new Map<string, readonly [number, number]>();
  const count = view.getUint16(4);
  for (let i = 0; i < count; i++) {
    const at = 12 + 16 * i;
    const name = [0, 1, 2, 3].map((k) => String.fromCharCode(view.getUint8(at + k))).join("");
    const start = view.getUint32(at + 8);
    tables.set(name, [start, start + view.getUint32(at + 12)]);
  }
  return tables;
}

/**
 * The glyph of each code point up to the last that has one. Format 12 covers all planes and format 4 the first; the fonts used
 * have one or the other for Unicode.
 */
function readCharacterMap(view: DataView, cmap: number): Uint16Array {
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

function readFormat12(view: DataView, at: number): Uint16Array {
  const groups = view.getUint32(at + 12);
  const map = new Uint16Array(view.getUint32(at + 16 + 12 * (groups - 1) + 4) + 1);
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + 12 * i;
    const start = view.getUint32(group);
    const glyph = view.getUint32(group + 8);
    for (let point = start; point <= view.getUint32(group + 4); point++) map[point] = glyph + point - start;
  }
  return map;
}

function readFormat4(view: DataView, at: number): Uint16Array {
  const map = new Uint16Array(0x10000);
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
      map[point] = glyph;
    }
  }
  return map;
}
