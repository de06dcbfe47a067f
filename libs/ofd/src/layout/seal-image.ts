import { flattenPath, type GlyphOutlines, type Polygon, transform } from "./outline.ts";
import type { Point } from "./path-data.ts";
import { encodePng } from "./png.ts";
import { rasterise } from "./raster.ts";

export interface SealPictureInput {
  /** Full legal name, around the ring. */
  readonly organName: string;
  /** Round 40 mm, or oval 45 × 30 mm for special purposes. The rules of the place decide; these sizes are ours. */
  readonly shape: "round" | "oval";
  readonly centre: "star";
  /** Across, below the star: 电子证照专用章. */
  readonly caption?: string;
  /** Along the lower edge: the number under which the seal is registered. */
  readonly code?: string;
}

/** Outlines in millimetres from the top left corner, to be filled by winding number in one colour. */
export interface SealPicture {
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly outlines: readonly Polygon[];
}

const red = "#c8161d";
const sizes = { round: { width: 40, height: 40 }, oval: { width: 45, height: 30 } } as const;

/**
 * Draws an official seal: ring, name set around it, upright star.
 * @param glyphs must have every character of the texts; one it has not is left out, so ask `missing` first.
 */
export function sealPicture(input: SealPictureInput, glyphs: GlyphOutlines): SealPicture {
  const { width, height } = sizes[input.shape];
  const a = width / 2;
  const b = height / 2;
  const isRound = input.shape === "round";
  const ring = isRound ? 1.25 : 1;
  const name = [...input.organName];
  const code = [...(input.code ?? "")];
  const letter = letterSize(name.length, isRound);
  const star = isRound ? 6.9 : 4.3;
  const starY = b - (isRound ? (input.caption === undefined ? 0 : 0.9) : 1.6);
  const outlines: Polygon[] = [
    ellipse(a, b, a, b, 1),
    ellipse(a, b, a - ring, b - ring, -1),
    starOutline([a, starY], star),
  ];
  const track = ring + (isRound ? 0.95 : 0.8) + letter / 2;
  // With a caption the ends of the name stay above it.
  const share = input.caption !== undefined ? (isRound ? 0.56 : 0.6) : code.length > 0 ? 0.66 : 0.74;
  outlines.push(...arcText(name, glyphs, [a, b], a - track, b - track, letter, share, "top"));
  if (code.length > 0) {
    const low = ring + 0.8 + 0.85;
    outlines.push(...arcText(code, glyphs, [a, b], a - low, b - low, 1.7, 0.24, "bottom"));
  }
  if (input.caption !== undefined) {
    const size = isRound ? 3.4 : 2.9;
    const y = starY + star + (isRound ? 1 : 0.8) + size / 2;
    outlines.push(...straightText([...input.caption], glyphs, [a, y], size, isRound ? 21 : 24));
  }
  return { width, height, colour: red, outlines };
}

/**
 * Draws a name seal (名章): square, 20 mm, the characters from the top of the right column downwards, and 印 behind them.
 * @param glyphs must have every character of the name, and 印.
 */
export function nameSealPicture(name: string, glyphs: GlyphOutlines): SealPicture {
  const side = 20;
  const frame = 0.9;
  const characters = [...name.replaceAll(/\s/g, ""), "印"];
  const columns = Math.ceil(Math.sqrt(characters.length));
  const rows = Math.ceil(characters.length / columns);
  const field = side - 2 * (frame + 0.7);
  const width = field / columns;
  const height = field / rows;
  const outlines: Polygon[] = [rectangle(0, side), [...rectangle(frame, side - frame)].reverse()];
  for (const [i, character] of characters.entries()) {
    const column = columns - 1 - Math.floor(i / rows);
    const at: Point = [
      side / 2 + (column - (columns - 1) / 2) * width,
      side / 2 + ((i % rows) - (rows - 1) / 2) * height,
    ];
    const size = Math.min(height * 0.94, width * 1.25);
    outlines.push(...placeGlyph(glyphs, character, at, 0, width * 0.94, size));
  }
  return { width: side, height: side, colour: red, outlines };
}

const rectangle = (from: number, to: number): Polygon => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
];

/** For screens. */
export function sealSvg({ width, height, colour, outlines }: SealPicture): string {
  const number = (value: number): string => String(Math.round(value * 1000) / 1000 || 0);
  const path = outlines
    .map((polygon) => `M${polygon.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}Z`)
    .join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">` +
    `<path fill="${colour}" d="${path}"/></svg>`
  );
}

/** For the seal itself (SES_SealInfo picture of type PNG), transparent where there is no ink. */
export function sealPng(
  { width, height, colour, outlines }: SealPicture,
  dotsPerInch: number,
  zlib: (bytes: Uint8Array) => Uint8Array,
): Uint8Array {
  const scale = dotsPerInch / 25.4;
  const pixels = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const coverage = rasterise(outlines, pixels.width, pixels.height, scale);
  return encodePng({ ...pixels, coverage, colour, dotsPerInch }, zlib);
}

/** Height of the characters of the name: long names are set smaller and narrower, never shortened. */
function letterSize(count: number, isRound: boolean): number {
  const most = isRound ? 5.4 : 4.2;
  const least = isRound ? 3.2 : 2.7;
  return Math.max(least, Math.min(most, most - Math.max(0, count - 9) * 0.13));
}

function ellipse(cx: number, cy: number, a: number, b: number, direction: 1 | -1): Polygon {
  const count = 360;
  return Array.from({ length: count }, (_, i): Point => {
    const t = (direction * 2 * Math.PI * i) / count;
    return [cx + a * Math.cos(t), cy + b * Math.sin(t)];
  });
}

/** Five-pointed, upright, with straight edges: the inner radius is the golden ratio squared smaller. */
function starOutline([x, y]: Point, radius: number): Polygon {
  const inner = radius * 0.381966;
  return Array.from({ length: 10 }, (_, i): Point => {
    const angle = -Math.PI / 2 + (i * Math.PI) / 5;
    const r = i % 2 === 0 ? radius : inner;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
}

/** Characters upright on an ellipse, evenly by arc length, centred on the top or the bottom. */
function arcText(
  characters: readonly string[],
  glyphs: GlyphOutlines,
  centre: Point,
  a: number,
  b: number,
  size: number,
  share: number,
  side: "top" | "bottom",
): readonly Polygon[] {
  const arc = measureEllipse(a, b);
  const gaps = Math.max(1, characters.length - 1);
  const pitch = Math.min(size * (side === "top" ? 1.5 : 1.05), (arc.length * share) / gaps);
  const glyphWidth = Math.min(size * 0.92, pitch * 0.94);
  return characters.flatMap((character, i) => {
    const offset = (i - (characters.length - 1) / 2) * pitch;
    const t = side === "top" ? arc.angleAt(offset) - Math.PI / 2 : Math.PI / 2 - arc.angleAt(offset);
    const normal = Math.atan2(Math.sin(t) / b, Math.cos(t) / a);
    const turn = side === "top" ? normal + Math.PI / 2 : normal - Math.PI / 2;
    const at: Point = [centre[0] + a * Math.cos(t), centre[1] + b * Math.sin(t)];
    return placeGlyph(glyphs, character, at, turn, glyphWidth, size);
  });
}

/** Arc length of an ellipse from its top, by summing small chords. */
function measureEllipse(a: number, b: number) {
  const steps = 7200;
  const sums = new Float64Array(steps + 1);
  for (let i = 1; i <= steps; i++) {
    const t = (2 * Math.PI * (i - 0.5)) / steps;
    // From the top (t = 0) the speed is that of (a sin t, -b cos t).
    sums[i] = (sums[i - 1] ?? 0) + (Math.hypot(a * Math.cos(t), b * Math.sin(t)) * 2 * Math.PI) / steps;
  }
  const length = sums[steps] ?? 0;
  const angleAt = (offset: number): number => {
    const wanted = Math.abs(offset);
    let low = 0;
    let high = steps;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle;
      else high = middle;
    }
    return (Math.sign(offset) * 2 * Math.PI * high) / steps;
  };
  return { length, angleAt };
}

function straightText(
  characters: readonly string[],
  glyphs: GlyphOutlines,
  [x, y]: Point,
  size: number,
  most: number,
): readonly Polygon[] {
  const pitch = Math.min(size * 1.04, most / characters.length);
  return characters.flatMap((character, i) => {
    const at: Point = [x + (i - (characters.length - 1) / 2) * pitch, y];
    return placeGlyph(glyphs, character, at, 0, Math.min(size, pitch * 0.97), size);
  });
}

/** A glyph with its em box centred on `at`, turned clockwise, `width` by `height` mm. */
function placeGlyph(
  glyphs: GlyphOutlines,
  character: string,
  at: Point,
  turn: number,
  width: number,
  height: number,
): readonly Polygon[] {
  const glyph = glyphs.glyph(character);
  if (glyph === undefined) return [];
  const em = glyphs.unitsPerEm;
  const scaleY = height / em;
  // Digits are half as wide as Han characters: only what is too wide is narrowed.
  const scaleX = Math.min(scaleY, width / glyph.advance);
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const middleX = (glyph.advance / 2) * scaleX;
  const middleY = 0.38 * height;
  return transform(flattenPath(glyph.path), [
    scaleX * cos,
    scaleX * sin,
    scaleY * sin,
    -scaleY * cos,
    at[0] - middleX * cos - middleY * sin,
    at[1] - middleX * sin + middleY * cos,
  ]);
}
