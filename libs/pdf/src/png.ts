import { concat } from "@liangzheng/bytes";
import { PdfError } from "./error.ts";
import type { PdfPorts } from "./ports.ts";

/** A PNG (ISO/IEC 15948) as far as its chunks go: `data` is one zlib stream of filtered rows. */
export interface Png {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colourType: "grey" | "rgb" | "palette" | "grey-alpha" | "rgb-alpha";
  readonly palette: Uint8Array;
  readonly transparency: Uint8Array | undefined;
  readonly data: Uint8Array;
}

const colourTypes: Readonly<Record<number, Png["colourType"]>> = {
  0: "grey",
  2: "rgb",
  3: "palette",
  4: "grey-alpha",
  6: "rgb-alpha",
};
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** As many as a page can need: 16 Mi. */
const maxPixels = 1 << 24;

const refuse = (why: string): PdfError => new PdfError("unsupported-picture", why);

/** @throws PdfError `unsupported-picture`: no PNG, cut off, interlaced, or of absurd size. */
export function readPng(bytes: Uint8Array): Png {
  if (!signature.every((byte, i) => bytes[i] === byte) || bytes.length < 33) throw refuse("no PNG or JPEG");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, Uint8Array[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length) throw refuse("PNG cut off");
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const held = chunks.get(name) ?? [];
    held.push(bytes.subarray(at + 8, at + 8 + length));
    chunks.set(name, held);
    at += 12 + length;
  }
  const head = chunks.get("IHDR")?.[0];
  const data = chunks.get("IDAT");
  if (head?.length !== 13 || data === undefined) throw refuse("PNG without a header or rows");
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [bits = 0, type = 0, , , interlace] = head.subarray(8);
  const colourType = colourTypes[type];
  const palette = chunks.get("PLTE")?.[0] ?? new Uint8Array(0);
  if (colourType === undefined || interlace !== 0) throw refuse("PNG interlaced or of unknown colours");
  if (!(width > 0 && height > 0 && width * height <= maxPixels)) throw refuse("PNG of absurd size");
  if (colourType === "palette" && (palette.length === 0 || palette.length % 3 !== 0))
    throw refuse("PNG palette");
  const [only = new Uint8Array(0)] = data;
  const transparency = chunks.get("tRNS")?.[0];
  const rows = data.length === 1 ? only : concat(...data);
  return { width, height, bits, colourType, palette, transparency, data: rows };
}

/** Colour samples without alpha, and the alpha of every pixel, eight bits each. Of a palette only the alpha is told. */
export function splitAlpha(
  png: Png,
  ports: PdfPorts,
): { readonly colour: Uint8Array; readonly alpha: Uint8Array } {
  const { width, height, bits, colourType, transparency } = png;
  const channels = colourType === "rgb-alpha" ? 4 : colourType === "grey-alpha" ? 2 : 1;
  if (channels > 1 && bits !== 8) throw refuse("PNG with alpha of other than eight bits");
  const rows = unfiltered(png, channels, ports);
  const alpha = new Uint8Array(width * height);
  const colour = new Uint8Array(width * height * (channels - 1));
  const rowLength = Math.ceil((width * channels * bits) / 8);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const at = y * rowLength + x * channels;
      if (channels === 1) {
        const bit = x * bits;
        const byte = rows[y * rowLength + (bit >> 3)] ?? 0;
        alpha[pixel] = transparency?.[(byte >> (8 - bits - (bit & 7))) & (2 ** bits - 1)] ?? 255;
        continue;
      }
      alpha[pixel] = rows[at + channels - 1] ?? 0;
      for (let k = 0; k < channels - 1; k++) colour[pixel * (channels - 1) + k] = rows[at + k] ?? 0;
    }
  }
  return { colour, alpha };
}

/** The rows without their filters (ISO/IEC 15948 §9.2). */
function unfiltered({ width, height, bits, data }: Png, channels: number, ports: PdfPorts): Uint8Array {
  const rowLength = Math.ceil((width * channels * bits) / 8);
  const step = Math.max(1, (channels * bits) >> 3);
  const size = (rowLength + 1) * height;
  const filtered = ports.inflate(data, size);
  if (filtered?.length !== size) throw refuse("PNG rows");
  const rows = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y++) {
    const from = y * (rowLength + 1);
    const to = y * rowLength;
    const filter = filtered[from] ?? 0;
    for (let x = 0; x < rowLength; x++) {
      const left = x < step ? 0 : (rows[to + x - step] ?? 0);
      const above = y === 0 ? 0 : (rows[to + x - rowLength] ?? 0);
      const corner = y === 0 || x < step ? 0 : (rows[to + x - rowLength - step] ?? 0);
      rows[to + x] = (filtered[from + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) throw refuse("PNG filter");
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
