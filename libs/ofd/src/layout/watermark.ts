import { type FitFailure, type FontMetrics, fitText, isFitted, type PlacedLine } from "./fit-text.ts";
import type { Box, TextStyle } from "./template.ts";

/** What a watermark says: paragraphs repeated all over the page, and one plain line along its lower edge. */
export interface WatermarkText {
  readonly paragraphs: readonly string[];
  readonly strip: string;
}

/** `a b c d e f` of GB/T 33190 §8.5: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export interface WatermarkLayout {
  readonly size: number;
  /** Set in a block that is turned by `matrix` and repeated in each of `places`. */
  readonly lines: readonly PlacedLine[];
  readonly matrix: Matrix;
  readonly places: readonly Box[];
  readonly strip: { readonly size: number; readonly box: Box; readonly lines: readonly PlacedLine[] };
}

/** Uphill, so that no line of it can be taken for a line of the page. */
const angle = (-20 * Math.PI) / 180;
const lineHeight = 1.4;
/** Millimetres on a page as large as A4; other pages have everything in proportion. */
const width = 88;
const sizes = [4.4, 4.1, 3.8, 3.5, 3.2] as const;
const highest = 44;
const gap = 9;

/**
 * The watermark of a page of this size. Every repetition stands on the page whole; long texts are set smaller, down to a
 * size that can still be read, and then take more lines.
 */
export function layoutWatermark(
  { paragraphs, strip }: WatermarkText,
  page: Pick<Box, "width" | "height">,
  metrics: FontMetrics,
): WatermarkLayout | FitFailure {
  const unit = Math.sqrt(page.width * page.height) / 250;
  let block: Block | FitFailure = { reason: "does-not-fit" };
  for (const size of sizes) {
    block = setBlock(paragraphs, size * unit, width * unit, metrics);
    if ("reason" in block) return block;
    if (block.height <= highest * unit) break;
  }
  if ("reason" in block) return block;
  const line: Box = {
    x: 8 * unit,
    y: page.height - 6.5 * unit,
    width: page.width - 16 * unit,
    height: 4.5 * unit,
  };
  const set = fitText(strip, line, styleOf(2.7 * unit, 1.5 * unit, "centre"), metrics);
  if (!isFitted(set)) return set;

  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.cos(angle)];
  const turned = {
    width: block.width * cos + block.height * sin,
    height: block.width * sin + block.height * cos,
  };
  return {
    size: block.size,
    lines: block.lines,
    matrix: [cos, -sin, sin, cos, 0, block.width * sin],
    places: spread(page, turned, gap * unit),
    strip: { ...set, box: line },
  };
}

interface Block {
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PlacedLine[];
}

const styleOf = (size: number, minimumSize: number, align: TextStyle["align"]): TextStyle => ({
  face: "sans",
  size,
  minimumSize,
  align,
  vertical: "top",
  colour: "#000000",
  lineHeight,
});

/** Paragraphs below each other, all of one size. */
function setBlock(
  paragraphs: readonly string[],
  size: number,
  width: number,
  metrics: FontMetrics,
): Block | FitFailure {
  const lines: PlacedLine[] = [];
  let height = 0;
  for (const paragraph of paragraphs) {
    const box = { x: 0, y: 0, width, height: size * lineHeight * paragraph.length };
    const set = fitText(paragraph, box, styleOf(size, size, "left"), metrics);
    if (!isFitted(set)) return set;
    for (const line of set.lines) lines.push({ ...line, y: line.y + height });
    height += set.lines.length * size * lineHeight;
  }
  // Short words take a narrow block, and stand on the page the more often.
  const longest = Math.max(...lines.map(({ deltaX }) => deltaX.reduce((sum, one) => sum + one, size)));
  return { size, width: longest, height, lines };
}

/** As many places as the page has room for, evenly. */
function spread(
  page: Pick<Box, "width" | "height">,
  { width, height }: Pick<Box, "width" | "height">,
  gap: number,
): readonly Box[] {
  const columns = Math.max(1, Math.floor(page.width / (width + gap)));
  const rows = Math.max(1, Math.floor(page.height / (height + gap)));
  const cell = { width: page.width / columns, height: page.height / rows };
  return Array.from({ length: columns * rows }, (_, at) => ({
    x: (at % columns) * cell.width + (cell.width - width) / 2,
    y: Math.floor(at / columns) * cell.height + (cell.height - height) / 2,
    width,
    height,
  }));
}
