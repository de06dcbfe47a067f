import type { Colour } from "./indexed-png.ts";

export type Point = readonly [x: number, y: number];

/** A picture that shapes are laid on, one over the other, with smooth edges. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of each pixel, 0 to 255. */
  readonly pixels: Float32Array;
}

/** Scan lines per row of pixels; across, coverage is exact. */
const lines = 4;

export function createCanvas(width: number, height: number, ground: Colour): Canvas {
  const pixels = new Float32Array(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = ground[at % 3] ?? 0;
  return { width, height, pixels };
}

/** Fills a closed outline, by the even-odd rule. */
export function fill(canvas: Canvas, outline: readonly Point[], colour: Colour): void {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(...xs))),
    Math.min(canvas.width, Math.ceil(Math.max(...xs))),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys))),
    Math.min(canvas.height, Math.ceil(Math.max(...ys))),
  ];
  const crossings = crossingsOf(outline, top, bottom);
  const row = new Float32Array(canvas.width + 1);
  for (let y = top; y < bottom; y++) {
    row.fill(0);
    for (let line = 0; line < lines; line++) cover(row, crossings[(y - top) * lines + line] ?? []);
    for (let x = left; x < right; x++) {
      const coverage = Math.min(1, (row[x] ?? 0) / lines);
      if (coverage > 0) blend(canvas.pixels, 3 * (y * canvas.width + x), colour, coverage);
    }
  }
}

/** Where each scan line meets the outline. */
function crossingsOf(outline: readonly Point[], top: number, bottom: number): number[][] {
  const found: number[][] = Array.from({ length: (bottom - top) * lines }, () => []);
  const lineBelow = (y: number): number => Math.ceil((y - top) * lines - 0.5);
  for (let at = 0; at < outline.length; at++) {
    const [x0, y0] = outline[at] as Point;
    const [x1, y1] = outline[(at + 1) % outline.length] as Point;
    const [first, end] = [lineBelow(Math.min(y0, y1)), lineBelow(Math.max(y0, y1))];
    for (let line = Math.max(0, first); line < Math.min(found.length, end); line++) {
      const y = top + (line + 0.5) / lines;
      found[line]?.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
    }
  }
  return found;
}

function cover(row: Float32Array, crossings: number[]): void {
  crossings.sort((a, b) => a - b);
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const from = Math.max(0, crossings[at] as number);
    const to = Math.min(row.length - 1, crossings[at + 1] as number);
    for (let x = Math.floor(from); x < to; x++)
      row[x] = (row[x] ?? 0) + Math.min(x + 1, to) - Math.max(x, from);
  }
}

function blend(pixels: Float32Array, at: number, colour: Colour, coverage: number): void {
  for (let channel = 0; channel < 3; channel++)
    pixels[at + channel] = (pixels[at + channel] ?? 0) * (1 - coverage) + (colour[channel] ?? 0) * coverage;
}

export function ellipse(x: number, y: number, width: number, height: number): Point[] {
  return Array.from({ length: 64 }, (_, at) => {
    const angle = (at / 64) * 2 * Math.PI;
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  });
}

/** A smooth closed line through the points (Catmull-Rom). */
export function smooth(points: readonly Point[]): Point[] {
  const at = (index: number): Point => points[(index + points.length) % points.length] as Point;
  return points.flatMap((_, index) =>
    Array.from({ length: 8 }, (_unused, step): Point => {
      const t = step / 8;
      const along = (axis: 0 | 1): number => {
        const [a, b, c, d] = [at(index - 1)[axis], at(index)[axis], at(index + 1)[axis], at(index + 2)[axis]];
        return (
          0.5 *
          (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
        );
      };
      return [along(0), along(1)];
    }),
  );
}

/** The same outline on the other side of a vertical line. */
export const mirrored = (points: readonly Point[], middle: number): Point[] =>
  points.map(([x, y]): Point => [2 * middle - x, y]).reverse();
