import { crc32, deflateSync } from "node:zlib";
import { concat } from "@liangzheng/bytes";

export type Colour = readonly [red: number, green: number, blue: number];

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * A PNG (ISO/IEC 15948) with a palette. Colours are rounded until there are at most 256, which a drawing of few
 * colours with smooth edges bears well.
 */
export function encodeIndexedPng(width: number, height: number, pixels: Float32Array): Uint8Array {
  for (const step of [8, 12, 17, 24, 36]) {
    const palette = new Map<number, number>();
    const rows = new Uint8Array((width + 1) * height);
    const rounded = (at: number): number => Math.min(255, Math.round((pixels[at] ?? 0) / step) * step);
    for (let at = 0; at < width * height; at++) {
      const key = (rounded(3 * at) << 16) | (rounded(3 * at + 1) << 8) | rounded(3 * at + 2);
      let index = palette.get(key);
      if (index === undefined) {
        index = palette.size;
        palette.set(key, index);
      }
      rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = index;
    }
    if (palette.size <= 256) return write(width, height, rows, [...palette.keys()]);
  }
  throw new RangeError("too many colours for a palette");
}

function write(width: number, height: number, rows: Uint8Array, palette: readonly number[]): Uint8Array {
  const colours = palette.flatMap((key) => [key >>> 16, (key >>> 8) & 255, key & 255]);
  return concat(
    signature,
    chunk("IHDR", concat(uint32(width), uint32(height), Uint8Array.of(8, 3, 0, 0, 0))),
    chunk("PLTE", Uint8Array.from(colours)),
    chunk("IDAT", deflateSync(rows, { level: 7 })),
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
