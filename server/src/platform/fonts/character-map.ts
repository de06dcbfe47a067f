/**
 * Table `cmap` of a font whose glyphs 1, 2, 3… are those of these code points (ascending): format 4, which every
 * viewer reads, and format 12 as well when a point lies beyond the first plane.
 */
export function characterMap(points: readonly number[]): Uint8Array {
  const runs = runsOf(points);
  const basic = format4(runs.filter(({ from }) => from <= 0xffff));
  const isBasic = points.every((point) => point <= 0xffff);
  const whole = isBasic ? new Uint8Array(0) : format12(runs);
  const count = isBasic ? 1 : 2;
  const start = 4 + 8 * count;
  const table = new Uint8Array(start + basic.length + whole.length);
  const view = new DataView(table.buffer);
  view.setUint16(2, count);
  encoding(view, 4, 1, start);
  if (!isBasic) encoding(view, 12, 10, start + basic.length);
  table.set(basic, start);
  table.set(whole, start + basic.length);
  return table;
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly glyph: number;
}

/** Points next to each other; the planes apart. */
function runsOf(points: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (let i = 0; i < points.length; ) {
    const from = points[i] ?? 0;
    const first = i++;
    while (points[i] === from + i - first && points[i] !== 0x10000) i++;
    runs.push({ from, to: from + i - first - 1, glyph: first + 1 });
  }
  return runs;
}

/** Platform 3 (Windows), Unicode in one plane (1) or all (10). */
function encoding(view: DataView, at: number, kind: 1 | 10, offset: number): void {
  view.setUint16(at, 3);
  view.setUint16(at + 2, kind);
  view.setUint32(at + 4, offset);
}

/** Segments of deltas, the last one the obligatory 0xffff. */
function format4(runs: readonly Run[]): Uint8Array {
  const segments = [...runs, { from: 0xffff, to: 0xffff, glyph: 0 }];
  const count = segments.length;
  const table = new Uint8Array(16 + 8 * count);
  const view = new DataView(table.buffer);
  const power = 31 - Math.clz32(count);
  view.setUint16(0, 4);
  view.setUint16(2, table.length);
  view.setUint16(6, 2 * count);
  view.setUint16(8, 2 << power);
  view.setUint16(10, power);
  view.setUint16(12, 2 * count - (2 << power));
  segments.forEach(({ from, to, glyph }, i) => {
    view.setUint16(14 + 2 * i, to);
    view.setUint16(16 + 2 * (count + i), from);
    view.setUint16(16 + 2 * (2 * count + i), (glyph - from) & 0xffff);
  });
  return table;
}

function format12(runs: readonly Run[]): Uint8Array {
  const table = new Uint8Array(16 + 12 * runs.length);
  const view = new DataView(table.buffer);
  view.setUint16(0, 12);
  view.setUint32(4, table.length);
  view.setUint32(12, runs.length);
  runs.forEach(({ from, to, glyph }, i) => {
    view.setUint32(16 + 12 * i, from);
    view.setUint32(20 + 12 * i, to);
    view.setUint32(24 + 12 * i, glyph);
  });
  return table;
}
