import { ArithmeticDecoder } from "./arithmetic-decoder.ts";

/** One byte for each pixel, 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

type Offset = readonly [x: number, y: number];

/** Of each template: pixels looked at in their order of significance; those at `adaptive` may be elsewhere. */
interface Template {
  readonly pixels: readonly Offset[];
  readonly adaptive: readonly number[];
  /** The context that says whether a line is like the one before (6.2.5.7). */
  readonly typical: number;
}

const row = (y: number, from: number, to: number): Offset[] =>
  Array.from({ length: to - from + 1 }, (_, i): Offset => [from + i, y]);

/** ITU-T T.88 figures 3 to 6 and 8 to 11; adaptive pixels in their order: A1, A2, … */
const templates: readonly Template[] = [
  {
    pixels: [...row(-2, -2, 2), ...row(-1, -3, 3), ...row(0, -4, -1)],
    adaptive: [11, 5, 4, 0],
    typical: 0x9b25,
  },
  { pixels: [...row(-2, -1, 2), ...row(-1, -2, 3), ...row(0, -3, -1)], adaptive: [9], typical: 0x0795 },
  { pixels: [...row(-2, -1, 1), ...row(-1, -2, 2), ...row(0, -2, -1)], adaptive: [7], typical: 0x00e5 },
  { pixels: [...row(-1, -3, 2), ...row(0, -4, -1)], adaptive: [5], typical: 0x0195 },
];

/**
 * A generic region, arithmetically coded (ITU-T T.88 6.2, 7.4.6).
 * @param data from behind the region's size and place. @returns undefined for Huffman coding and extended templates.
 */
export function readGenericRegion(data: Uint8Array, width: number, height: number): Bitmap | undefined {
  const flags = data[0] ?? 1;
  const template = templates[(flags >> 1) & 3];
  if ((flags & 0x11) !== 0 || template === undefined) return undefined;
  const offsets = [...template.pixels];
  template.adaptive.forEach((place, i) => {
    offsets[place] = [signed(data[1 + 2 * i]), signed(data[2 + 2 * i])];
  });
  // Only what has been drawn may be looked at.
  if (offsets.some(([x, y]) => y > 0 || (y === 0 && x >= 0))) return undefined;
  const decoder = new ArithmeticDecoder(data.subarray(1 + 2 * template.adaptive.length));
  return drawLines(decoder, offsets, (flags & 8) === 0 ? undefined : template.typical, width, height);
}

const signed = (byte: number | undefined): number => ((byte ?? 0) << 24) >> 24;

/** Pixels are drawn with a margin of white on every side that offsets reach, so that none has to be asked where it is. */
function drawLines(
  decoder: ArithmeticDecoder,
  offsets: readonly Offset[],
  typical: number | undefined,
  width: number,
  height: number,
): Bitmap {
  const side = Math.max(...offsets.map(([x]) => Math.abs(x)));
  const above = Math.max(...offsets.map(([, y]) => -y));
  const stride = width + 2 * side;
  const near = Int32Array.from(offsets, ([x, y]) => y * stride + x);
  const count = near.length;
  const drawn = new Uint8Array(stride * (height + above));
  const contexts = new Uint8Array(1 << count);
  const pixels = new Uint8Array(width * height);
  let alike = false;
  for (let y = 0; y < height; y++) {
    const start = (y + above) * stride + side;
    if (typical !== undefined && decoder.decide(contexts, typical) === 1) alike = !alike;
    if (alike && y > 0) drawn.copyWithin(start, start - stride, start - stride + width);
    for (let at = start; !alike && at < start + width; at++) {
      let label = 0;
      for (let i = 0; i < count; i++) label = (label << 1) | (drawn[at + (near[i] ?? 0)] ?? 0);
      drawn[at] = decoder.decide(contexts, label);
    }
    pixels.set(drawn.subarray(start, start + width), y * width);
  }
  return { width, height, pixels };
}
