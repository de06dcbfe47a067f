import { glyphPlane } from "./glyph-codes.ts";

/** Consecutive characters drawn by consecutive glyphs. */
export interface CmapGroup {
  readonly first: number;
  readonly last: number;
  readonly glyph: number;
}

const maxGroups = 70_000;

/** The Unicode mapping of a font's `cmap` (formats 4 and 12), by rising character; empty when it has none. */
export function readCmap(table: Uint8Array | undefined): readonly CmapGroup[] {
  if (table === undefined || table.length < 4) return [];
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  let best: readonly CmapGroup[] = [];
  const count = Math.min(view.getUint16(2), 32);
  for (let at = 4; at + 8 <= table.length && at < 4 + 8 * count; at += 8) {
    const [platform, encoding, offset] = [view.getUint16(at), view.getUint16(at + 2), view.getUint32(at + 4)];
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
    if (offset + 16 > table.length) continue;
    const groups = readSubtable(view, offset);
    if (groups.length > 0 && (best.length === 0 || (platform === 3 && encoding === 10))) best = groups;
  }
  return best;
}

function readSubtable(view: DataView, start: number): readonly CmapGroup[] {
  const format = view.getUint16(start);
  if (format === 12) return readFormat12(view, start);
  return format === 4 ? readFormat4(view, start) : [];
}

function readFormat12(view: DataView, start: number): readonly CmapGroup[] {
  const count = view.getUint32(start + 12);
  if (count > maxGroups || start + 16 + 12 * count > view.byteLength) return [];
  const groups: CmapGroup[] = [];
  for (let at = start + 16, before = -1; at < start + 16 + 12 * count; at += 12) {
    const [first, last, glyph] = [view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8)];
    if (first <= before || last < first || last >= glyphPlane || glyph + last - first > 0xffff) break;
    groups.push({ first, last, glyph });
    before = last;
  }
  return groups;
}

function readFormat4(view: DataView, start: number): readonly CmapGroup[] {
  const segments = view.getUint16(start + 6) >> 1;
  const ends = start + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  if (offsets + 2 * segments > view.byteLength) return [];
  const groups: CmapGroup[] = [];
  let before = -1;
  for (let i = 0; i < segments; i++) {
    const [first, last] = [view.getUint16(starts + 2 * i), view.getUint16(ends + 2 * i)];
    if (first <= before || last < first) break;
    before = last;
    const range = view.getUint16(offsets + 2 * i);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const at = offsets + 2 * i + range + 2 * (code - first);
      const listed = range === 0 ? code : at + 2 <= view.byteLength ? view.getUint16(at) : 0;
      const glyph = range !== 0 && listed === 0 ? 0 : (listed + view.getUint16(deltas + 2 * i)) & 0xffff;
      if (glyph !== 0) extend(groups, code, glyph);
    }
  }
  return groups;
}

function extend(groups: CmapGroup[], code: number, glyph: number): void {
  const tail = groups.at(-1);
  if (tail !== undefined && tail.last === code - 1 && tail.glyph + code - tail.first === glyph) {
    groups[groups.length - 1] = { ...tail, last: code };
  } else groups.push({ first: code, last: code, glyph });
}

/** A `cmap` with these groups and, in private plane 15, every glyph by its number. */
export function writeCmap(groups: readonly CmapGroup[], glyphCount: number): Uint8Array {
  const last = glyphPlane + Math.min(glyphCount, 0xfffe) - 1;
  const all = [...groups, { first: glyphPlane, last, glyph: 0 }];
  const out = new Uint8Array(12 + 16 + 12 * all.length);
  const view = new DataView(out.buffer);
  view.setUint16(2, 1);
  view.setUint16(4, 3);
  view.setUint16(6, 10);
  view.setUint32(8, 12);
  view.setUint16(12, 12);
  view.setUint32(16, 16 + 12 * all.length);
  view.setUint32(24, all.length);
  all.forEach((group, i) => {
    const at = 28 + 12 * i;
    view.setUint32(at, group.first);
    view.setUint32(at + 4, group.last);
    view.setUint32(at + 8, group.glyph);
  });
  return out;
}
