import { concat } from "@liangzheng/bytes";
import { crc32 } from "../container/crc32.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Two bits a pixel: at 300 dpi more degrees of transparency cannot be seen, and sixteen take half as much again. */
const bits = 2;
const levels = 1 << bits;
const perByte = 8 / bits;

export interface PngInput {
  readonly width: number;
  readonly height: number;
  /** 0 to 1 for each pixel. */
  readonly coverage: Float32Array;
  /** `#rrggbb`. */
  readonly colour: string;
  readonly dotsPerInch: number;
}

/**
 * One colour over nothing, as a PNG (ISO/IEC 15948) with a palette of four degrees of transparency, far smaller
 * than full colour: a seal is carried twice by every document.
 * @param zlib RFC 1950, deterministic.
 */
export function encodePng(input: PngInput, zlib: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const { width, height, coverage, colour } = input;
  const rowLength = Math.ceil(width / perByte);
  const raw = new Uint8Array((rowLength + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const level = Math.round((coverage[y * width + x] ?? 0) * (levels - 1));
      const at = y * (rowLength + 1) + 1 + Math.floor(x / perByte);
      raw[at] = (raw[at] ?? 0) | (level << (8 - bits - bits * (x % perByte)));
    }
  }
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const perMetre = Math.round(input.dotsPerInch / 0.0254);
  return concat(
    signature,
    chunk("IHDR", concat(uint32(width), uint32(height), Uint8Array.of(bits, 3, 0, 0, 0))),
    chunk("PLTE", Uint8Array.from(Array.from({ length: levels }, () => channels).flat())),
    chunk(
      "tRNS",
      Uint8Array.from({ length: levels }, (_, i) => Math.round((i * 255) / (levels - 1))),
    ),
    chunk("pHYs", concat(uint32(perMetre), uint32(perMetre), Uint8Array.of(1))),
    chunk("IDAT", zlib(raw)),
    chunk("IEND", new Uint8Array(0)),
  );
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = concat(
    Uint8Array.from(name, (letter) => letter.charCodeAt(0)),
    data,
  );
  return concat(uint32(data.length), body, uint32(crc32(body)));
}

const uint32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
