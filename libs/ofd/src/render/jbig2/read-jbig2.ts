import { type Bitmap, readGenericRegion } from "./generic-region.ts";

const signature = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a];
const maxSegments = 1024;
const maxLength = 16_384;

/** Types of segments (ITU-T T.88 7.3). */
const pageInformation = 48;
const endOfPage = 49;
const endOfFile = 51;
const passedOver: readonly number[] = [50, 52, 53, 62];
const genericRegions: readonly number[] = [38, 39];

interface Segment {
  readonly type: number;
  readonly data: Uint8Array;
}

export const isJbig2 = (bytes: Uint8Array): boolean => signature.every((byte, i) => bytes[i] === byte);

/**
 * The first page of a JBIG2 file (ITU-T T.88) made of generic regions, which is how invoices carry their QR code.
 * @param allow asked with the number of pixels before they are made, for the page and for each region.
 * @returns undefined for what is not understood: symbols, halftones, refinements, Huffman coding, stripes.
 */
export function readJbig2(bytes: Uint8Array, allow: (pixels: number) => boolean): Bitmap | undefined {
  let page: Bitmap | undefined;
  for (const { type, data } of readSegments(bytes) ?? []) {
    if (type === endOfPage || type === endOfFile) break;
    if (passedOver.includes(type)) continue;
    if (type === pageInformation && page === undefined) {
      page = emptyPage(data, allow);
      if (page === undefined) return undefined;
    } else if (!genericRegions.includes(type) || page === undefined || !drawRegion(page, data, allow)) {
      return undefined;
    }
  }
  return page;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** 7.2: headers each before its data, or all before all data. */
function readSegments(bytes: Uint8Array): readonly Segment[] | undefined {
  if (!isJbig2(bytes) || bytes.length < 13) return undefined;
  const flags = bytes[8] ?? 0;
  const sequential = (flags & 1) === 1;
  let at = (flags & 2) === 0 ? 13 : 9;
  const headers: { type: number; length: number; start: number }[] = [];
  while (at < bytes.length && headers.length < maxSegments) {
    const header = readHeader(bytes, at);
    if (header === undefined) return undefined;
    at = header.next + (sequential ? header.length : 0);
    headers.push({ type: header.type, length: header.length, start: header.next });
    if (header.type === endOfFile) break;
  }
  return headers.map(({ type, length, start }) => {
    const from = sequential ? start : at;
    if (!sequential) at += length;
    return { type, data: bytes.subarray(from, from + length) };
  });
}

function readHeader(
  bytes: Uint8Array,
  at: number,
): { readonly type: number; readonly length: number; readonly next: number } | undefined {
  if (at + 11 > bytes.length) return undefined;
  const number = view(bytes).getUint32(at);
  const flags = bytes[at + 4] ?? 0;
  const short = (bytes[at + 5] ?? 0) >> 5;
  // 7.2.4: seven stands for a count of four bytes, which a file of generic regions has no use for.
  if (short > 4) return undefined;
  const reference = number <= 256 ? 1 : number <= 65_536 ? 2 : 4;
  const length = at + 6 + short * reference + ((flags & 0x40) === 0 ? 1 : 4);
  if (length + 4 > bytes.length) return undefined;
  return { type: flags & 0x3f, length: view(bytes).getUint32(length), next: length + 4 };
}

/** 7.4.8. */
function emptyPage(data: Uint8Array, allow: (pixels: number) => boolean): Bitmap | undefined {
  if (data.length < 19) return undefined;
  const [width, height] = [view(data).getUint32(0), view(data).getUint32(4)];
  if (!isSize(width, height) || !allow(width * height)) return undefined;
  return { width, height, pixels: new Uint8Array(width * height).fill(((data[16] ?? 0) >> 2) & 1) };
}

const isSize = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= maxLength && height <= maxLength;

/** 7.4.1, and its pixels put on the page as the region's operator says. */
function drawRegion(page: Bitmap, data: Uint8Array, allow: (pixels: number) => boolean): boolean {
  if (data.length < 18) return false;
  const [width, height] = [view(data).getUint32(0), view(data).getUint32(4)];
  const [left, top] = [view(data).getUint32(8), view(data).getUint32(12)];
  if (!isSize(width, height) || !allow(width * height)) return false;
  const region = readGenericRegion(data.subarray(17), width, height);
  const combine = operators[(data[16] ?? 0) & 7];
  if (region === undefined || combine === undefined) return false;
  for (let y = 0; y < Math.min(height, page.height - top); y++) {
    for (let x = 0; x < Math.min(width, page.width - left); x++) {
      const at = (top + y) * page.width + left + x;
      page.pixels[at] = combine(page.pixels[at] ?? 0, region.pixels[y * width + x] ?? 0);
    }
  }
  return true;
}

/** OR, AND, XOR, XNOR, REPLACE. */
const operators: readonly ((old: number, drawn: number) => number)[] = [
  (old, drawn) => old | drawn,
  (old, drawn) => old & drawn,
  (old, drawn) => old ^ drawn,
  (old, drawn) => 1 - (old ^ drawn),
  (_, drawn) => drawn,
];

/** The bitmap as a BMP of one bit for each pixel, which every browser draws. */
export function toBmp({ width, height, pixels }: Bitmap): Uint8Array {
  const stride = ((width + 31) >> 5) * 4;
  const head = 62;
  const out = new Uint8Array(head + stride * height);
  const fields = view(out);
  out.set([0x42, 0x4d]);
  fields.setUint32(2, out.length, true);
  fields.setUint32(10, head, true);
  fields.setUint32(14, 40, true);
  fields.setInt32(18, width, true);
  fields.setInt32(22, height, true);
  fields.setUint16(26, 1, true);
  fields.setUint16(28, 1, true);
  fields.setUint32(46, 2, true);
  // Colour 0 is white, colour 1 black; lines from the bottom.
  fields.setUint32(54, 0x00ffffff, true);
  for (let y = 0; y < height; y++) {
    const line = head + (height - 1 - y) * stride;
    for (let x = 0; x < width; x++)
      if (pixels[y * width + x] === 1) out[line + (x >> 3)] = (out[line + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
  }
  return out;
}
