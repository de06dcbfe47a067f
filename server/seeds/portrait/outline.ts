import { mirrored, type Point } from "./canvas.ts";
import type { HairStyle } from "./look.ts";

export const width = 180;
export const height = 240;
export const middle = width / 2;
/** Half the width of the face for which the outlines below are written. */
const writtenFor = 42;

/** Reads `x,y` pairs, x from the middle of the picture and stretched to a face of this breadth. */
export const outline = (written: string, breadth = writtenFor): Point[] =>
  written.split(" ").map((pair) => {
    const [x = 0, y = 0] = pair.split(",").map(Number);
    return [middle + (x * breadth) / writtenFor, y];
  });

/** Both halves of a shape that is the same on either side, from the points of the left one, top to bottom. */
export function symmetric(written: string, breadth = writtenFor): Point[] {
  const left = outline(written, breadth);
  return [...left, ...mirrored(left, middle)];
}

export const body = "-18,184 -44,196 -70,208 -82,228 -86,262";
export const neck = "-16,150 -16,182 -20,192 0,210";
export const head = "-20,53 -37,72 -42,104 -36,134 -24,158 -8,168";

/** What falls behind the shoulders, where the style has it. */
export const hairBehind: Partial<Readonly<Record<HairStyle, string>>> = {
  long: "-14,34 -50,66 -54,130 -50,190 -30,206",
  bob: "-14,34 -50,66 -54,120 -46,156 -20,160",
  fringe: "-14,34 -50,66 -54,120 -46,156 -20,160",
};

const parted = "-47,128 -48,70 -26,38 2,32 30,40 48,72 47,128 39,92 18,64 0,56 -20,66 -39,92";

export const hairAbove: Readonly<Record<HairStyle, string>> = {
  short: "-45,98 -45,70 -24,40 6,34 32,46 45,74 45,98 37,82 24,70 -6,72 -37,82",
  "side-parting": "-45,100 -46,68 -26,38 10,33 36,48 45,76 45,100 38,80 22,60 -18,66 -36,82",
  "crew-cut": "-44,96 -43,68 -22,46 0,42 22,46 43,68 44,96 38,76 20,64 0,62 -20,64 -38,76",
  "swept-back": "-45,98 -45,66 -24,36 2,31 28,38 45,68 45,98 38,76 22,54 0,51 -22,54 -38,76",
  "tied-back": "-45,100 -45,68 -24,42 0,37 24,42 45,68 45,100 39,80 20,60 0,56 -20,60 -39,80",
  bob: parted,
  long: parted,
  fringe: "-47,124 -48,70 -26,38 2,32 30,40 48,72 47,124 39,96 24,84 0,82 -24,84 -39,96",
};
