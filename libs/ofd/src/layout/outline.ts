import type { Point } from "./path-data.ts";

/** A closed outline made of straight pieces, fine enough for 600 dpi. */
export type Polygon = readonly Point[];

/** Glyphs of one font, for drawing at any size. */
export interface GlyphOutlines {
  readonly unitsPerEm: number;
  /** SVG path data with absolute M L Q C Z, y upwards, and the advance, both in font units. */
  glyph(character: string): { readonly path: string; readonly advance: number } | undefined;
}

const piecesPerCurve = 8;

/** Path data as polygons; curves become eight chords each. */
export function flattenPath(path: string): readonly Polygon[] {
  const polygons: Point[][] = [];
  let current: Point[] = [];
  const close = (): void => {
    if (current.length > 2) polygons.push(current);
    current = [];
  };
  for (const match of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const numbers = (match[2] ?? "").match(/-?\d*\.?\d+/g)?.map(Number) ?? [];
    const point = (i: number): Point => [numbers[2 * i] ?? 0, numbers[2 * i + 1] ?? 0];
    const from = current.at(-1) ?? [0, 0];
    if (match[1] === "Z") close();
    else if (match[1] === "M") {
      close();
      current.push(point(0));
    } else if (match[1] === "L") current.push(point(0));
    else if (match[1] === "Q") addCurve(current, [from, point(0), point(1)]);
    else addCurve(current, [from, point(0), point(1), point(2)]);
  }
  close();
  return polygons;
}

/** De Casteljau for any degree. */
function addCurve(out: Point[], controls: readonly Point[]): void {
  for (let i = 1; i <= piecesPerCurve; i++) {
    const t = i / piecesPerCurve;
    let points = controls;
    while (points.length > 1)
      points = points.slice(1).map((next, k): Point => {
        const before = points[k] ?? next;
        return [before[0] + (next[0] - before[0]) * t, before[1] + (next[1] - before[1]) * t];
      });
    const end = points[0];
    if (end !== undefined) out.push(end);
  }
}

/** Everything turned, stretched and moved: x' = a x + c y + e, y' = b x + d y + f. */
export const transform = (
  polygons: readonly Polygon[],
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
): readonly Polygon[] =>
  polygons.map((polygon) => polygon.map(([x, y]): Point => [a * x + c * y + e, b * x + d * y + f]));
