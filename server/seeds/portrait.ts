import { type Canvas, createCanvas, ellipse, fill, mirrored, type Point, smooth } from "./portrait/canvas.ts";
import { encodeIndexedPng } from "./portrait/indexed-png.ts";
import { type Look, lookOf, type Sitter } from "./portrait/look.ts";

const width = 180;
const height = 240;
const middle = width / 2;

/** A drawn head and shoulders for demonstration licences: PNG, 180 × 240, a few kilobytes, the same for the same seed. */
export function drawPortrait(seed: string, sitter: Sitter): Uint8Array {
  const look = lookOf(seed, sitter);
  const canvas = createCanvas(width, height, look.ground);
  drawHairBehind(canvas, look);
  drawShoulders(canvas, look);
  drawHead(canvas, look);
  drawFace(canvas, look);
  drawHairAbove(canvas, look);
  return encodeIndexedPng(width, height, canvas.pixels);
}

/** Both halves of a shape that is the same on either side, from the points of the left one, top to bottom. */
const symmetric = (left: readonly Point[]): Point[] => [...left, ...mirrored(left, middle)];

function drawShoulders(canvas: Canvas, look: Look): void {
  const { coat, shirt, shade, tie, collar } = look;
  const body = smooth(
    symmetric([
      [72, 184],
      [46, 196],
      [20, 208],
      [8, 228],
      [4, 262],
    ]),
  );
  fill(canvas, body, coat);
  fill(
    canvas,
    symmetric([
      [74, 150],
      [74, 182],
      [70, 192],
      [middle, 210],
    ]),
    shade,
  );
  if (collar === "round") {
    fill(canvas, ellipse(middle, 186, 25, 19), shade);
    return;
  }
  if (collar === "suit") {
    fill(
      canvas,
      symmetric([
        [70, 188],
        [middle, 262],
      ]),
      shirt,
    );
    if (tie !== undefined)
      fill(
        canvas,
        symmetric([
          [85, 209],
          [82, 218],
          [85, 222],
          [80, 262],
        ]),
        tie,
      );
  }
  const flap: Point[] = [
    [72, 181],
    [62, 192],
    [76, 214],
    [middle, 206],
  ];
  const flapColour = collar === "suit" ? shirt : lighter(coat);
  fill(
    canvas,
    symmetric([
      [73, 178],
      [71, 190],
      [middle, 207],
    ]),
    shade,
  );
  for (const side of [flap, mirrored(flap, middle)]) fill(canvas, side, flapColour);
  if (collar === "suit") {
    const lapel: Point[] = [
      [62, 190],
      [48, 204],
      [60, 218],
      [54, 224],
      [86, 262],
      [70, 214],
    ];
    for (const side of [lapel, mirrored(lapel, middle)]) fill(canvas, side, darker(coat));
  }
}

const overEars: readonly Look["hairStyle"][] = ["bob", "long", "fringe"];

function drawHead(canvas: Canvas, { skin, shade, breadth, hairStyle }: Look): void {
  if (!overEars.includes(hairStyle))
    for (const side of [-1, 1]) fill(canvas, ellipse(middle + side * (breadth + 1), 110, 7, 12), shade);
  const b = breadth;
  fill(
    canvas,
    smooth(
      symmetric([
        [middle - 20, 53],
        [middle - b + 5, 72],
        [middle - b, 104],
        [middle - b + 6, 134],
        [middle - 24, 158],
        [middle - 8, 168],
      ]),
    ),
    skin,
  );
}

function drawFace(canvas: Canvas, look: Look): void {
  const dark = darker(look.hair);
  for (const side of [-1, 1]) {
    const eye = middle + side * 18;
    fill(
      canvas,
      smooth([
        [eye - 10, 94],
        [eye, 90],
        [eye + 10, 94],
        [eye, 93],
      ]),
      dark,
    );
    fill(canvas, ellipse(eye, 106, 6.6, 3.4), [250, 250, 250]);
    fill(canvas, ellipse(eye, 106, 3.5, 3.6), [52, 40, 36]);
    fill(
      canvas,
      smooth([
        [eye - 8, 105],
        [eye, 101.2],
        [eye + 8, 105],
        [eye, 103.2],
      ]),
      dark,
    );
    if (look.hasGlasses) drawLens(canvas, eye);
  }
  if (look.hasGlasses)
    fill(
      canvas,
      [
        [84, 104],
        [96, 104],
        [96, 106],
        [84, 106],
      ],
      [70, 70, 78],
    );
  fill(
    canvas,
    smooth([
      [85, 127],
      [90, 130.5],
      [95, 127],
      [90, 128.4],
    ]),
    darker(look.shade),
  );
  fill(
    canvas,
    smooth([
      [77, 143],
      [90, 145.4],
      [103, 143],
      [90, 150],
    ]),
    look.lips,
  );
}

/** A ring: outline and hole in one, so that the eye shows through. */
function drawLens(canvas: Canvas, x: number): void {
  const outer = ellipse(x, 106, 13, 10.5);
  const inner = ellipse(x, 106, 11.4, 9);
  fill(canvas, [...outer, outer[0] as Point, ...inner, inner[0] as Point], [70, 70, 78]);
}

function drawHairBehind(canvas: Canvas, { hairStyle, hair, breadth: b }: Look): void {
  if (hairStyle === "long")
    fill(
      canvas,
      smooth(
        symmetric([
          [middle - 14, 34],
          [middle - b - 8, 66],
          [middle - b - 12, 130],
          [middle - b - 8, 190],
          [middle - 30, 206],
        ]),
      ),
      hair,
    );
  if (hairStyle === "bob" || hairStyle === "fringe")
    fill(
      canvas,
      smooth(
        symmetric([
          [middle - 14, 34],
          [middle - b - 8, 66],
          [middle - b - 12, 120],
          [middle - b - 4, 156],
          [middle - 20, 160],
        ]),
      ),
      hair,
    );
  if (hairStyle === "tied-back") fill(canvas, ellipse(middle, 36, 20, 15), hair);
}

function drawHairAbove(canvas: Canvas, { hairStyle, hair, breadth: b }: Look): void {
  const [l, r] = [middle - b - 3, middle + b + 3];
  switch (hairStyle) {
    case "short":
      fill(
        canvas,
        smooth([
          [l, 98],
          [l, 70],
          [66, 40],
          [96, 34],
          [122, 46],
          [r, 74],
          [r, 98],
          [r - 8, 82],
          [114, 70],
          [84, 72],
          [l + 8, 82],
        ]),
        hair,
      );
      break;
    case "side-parting":
      fill(
        canvas,
        smooth([
          [l, 100],
          [l - 1, 68],
          [64, 38],
          [100, 33],
          [126, 48],
          [r, 76],
          [r, 100],
          [r - 7, 80],
          [112, 60],
          [72, 66],
          [l + 9, 82],
        ]),
        hair,
      );
      break;
    case "crew-cut":
      fill(
        canvas,
        smooth([
          [l + 1, 96],
          [l + 2, 68],
          [68, 46],
          [90, 42],
          [112, 46],
          [r - 2, 68],
          [r - 1, 96],
          [r - 7, 76],
          [110, 64],
          [90, 62],
          [70, 64],
          [l + 7, 76],
        ]),
        hair,
      );
      break;
    case "swept-back":
      fill(
        canvas,
        smooth([
          [l, 98],
          [l, 66],
          [66, 36],
          [92, 31],
          [118, 38],
          [r, 68],
          [r, 98],
          [r - 7, 76],
          [112, 54],
          [90, 51],
          [68, 54],
          [l + 7, 76],
        ]),
        hair,
      );
      break;
    case "bob":
    case "long":
      fill(
        canvas,
        smooth([
          [l - 2, 128],
          [l - 3, 70],
          [64, 38],
          [92, 32],
          [120, 40],
          [r + 3, 72],
          [r + 2, 128],
          [r - 6, 92],
          [108, 64],
          [90, 56],
          [70, 66],
          [l + 6, 92],
        ]),
        hair,
      );
      break;
    case "fringe":
      fill(
        canvas,
        smooth([
          [l - 2, 124],
          [l - 3, 70],
          [64, 38],
          [92, 32],
          [120, 40],
          [r + 3, 72],
          [r + 2, 124],
          [r - 6, 96],
          [114, 84],
          [90, 82],
          [66, 84],
          [l + 6, 96],
        ]),
        hair,
      );
      break;
    case "tied-back":
      fill(
        canvas,
        smooth([
          [l, 100],
          [l, 68],
          [66, 42],
          [90, 37],
          [114, 42],
          [r, 68],
          [r, 100],
          [r - 6, 80],
          [110, 60],
          [90, 56],
          [70, 60],
          [l + 6, 80],
        ]),
        hair,
      );
      break;
  }
}

type Tone = readonly [number, number, number];
const darker = ([r, g, b]: Tone): Tone => [r * 0.82, g * 0.82, b * 0.82];
const lighter = ([r, g, b]: Tone): Tone => [r + (255 - r) * 0.18, g + (255 - g) * 0.18, b + (255 - b) * 0.18];
