import { type Canvas, createCanvas, ellipse, fill, type Point, smooth } from "./portrait/canvas.ts";
import { drawShoulders } from "./portrait/clothes.ts";
import { encodeIndexedPng } from "./portrait/indexed-png.ts";
import { darker, type Look, lookOf, type Sitter } from "./portrait/look.ts";
import {
  hairAbove,
  hairBehind,
  head,
  height,
  middle,
  outline,
  symmetric,
  width,
} from "./portrait/outline.ts";

/** A drawn head and shoulders for demonstration licences: PNG, 180 × 240, a few kilobytes, the same for the same seed. */
export function drawPortrait(seed: string, sitter: Sitter): Uint8Array {
  const look = lookOf(seed, sitter);
  const canvas = createCanvas(width, height, look.ground);
  drawHairBehind(canvas, look);
  drawShoulders(canvas, look);
  drawHead(canvas, look);
  drawFace(canvas, look);
  fill(canvas, smooth(outline(hairAbove[look.hairStyle], look.breadth)), look.hair);
  return encodeIndexedPng(width, height, canvas.pixels);
}

function drawHairBehind(canvas: Canvas, { hairStyle, hair, breadth }: Look): void {
  const behind = hairBehind[hairStyle];
  if (behind !== undefined) fill(canvas, smooth(symmetric(behind, breadth)), hair);
  if (hairStyle === "tied-back") fill(canvas, ellipse(middle, 36, 20, 15), hair);
}

function drawHead(canvas: Canvas, { skin, shade, breadth, hairStyle }: Look): void {
  // Hair that falls behind the head covers the ears.
  if (hairBehind[hairStyle] === undefined)
    for (const side of [-1, 1]) fill(canvas, ellipse(middle + side * (breadth + 1), 110, 7, 12), shade);
  fill(canvas, smooth(symmetric(head, breadth)), skin);
}

function drawFace(canvas: Canvas, { hair, shade, lips, hasGlasses }: Look): void {
  const dark = darker(hair);
  for (const side of [-18, 18]) {
    fill(canvas, smooth(moved("-10,94 0,90 10,94 0,93", side)), dark);
    fill(canvas, ellipse(middle + side, 106, 6.6, 3.4), [250, 250, 250]);
    fill(canvas, ellipse(middle + side, 106, 3.5, 3.6), [52, 40, 36]);
    fill(canvas, smooth(moved("-8,105 0,101.2 8,105 0,103.2", side)), dark);
    if (hasGlasses) drawLens(canvas, middle + side);
  }
  if (hasGlasses) fill(canvas, outline("-6,104 6,104 6,106 -6,106"), frame);
  fill(canvas, smooth(outline("-5,127 0,130.5 5,127 0,128.4")), darker(shade));
  fill(canvas, smooth(outline("-13,143 0,145.4 13,143 0,150")), lips);
}

const frame = [70, 70, 78] as const;

/** A ring: outline and hole in one, so that the eye shows through. */
function drawLens(canvas: Canvas, x: number): void {
  const outer = ellipse(x, 106, 13, 10.5);
  const inner = ellipse(x, 106, 11.4, 9);
  fill(canvas, [...outer, ...outer.slice(0, 1), ...inner, ...inner.slice(0, 1)], frame);
}

const moved = (written: string, by: number): Point[] => outline(written).map(([x, y]): Point => [x + by, y]);
