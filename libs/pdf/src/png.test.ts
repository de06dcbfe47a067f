import { crc32, deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PdfError } from "./error.ts";
import { readPng, splitAlpha } from "./png.ts";
import type { PdfPorts } from "./ports.ts";

const ports: PdfPorts = {
  deflate: (bytes) => deflateSync(bytes),
  inflate: (packed, most) => {
    try {
      return inflateSync(packed, { maxOutputLength: most });
    } catch {
      return undefined;
    }
  },
};

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function png(
  header: readonly number[],
  rows: Uint8Array,
  extra: readonly (readonly [string, Uint8Array])[] = [],
): Uint8Array {
  const [width = 0, height = 0, bits = 8, type = 0, interlace = 0] = header;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([bits, type, 0, 0, interlace], 8);
  const start = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const middle = extra.map(([name, data]) => chunk(name, data));
  const end = [chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array(0))];
  return new Uint8Array(Buffer.concat([start, chunk("IHDR", head), ...middle, ...end]));
}

test("each filter gives back the colours and their alpha (ISO/IEC 15948 §9.2)", () => {
  // Two rows of two pixels with the same samples 10 20 30 40, 50 60 70 80, written with every filter.
  const first = [0, 10, 20, 30, 40, 50, 60, 70, 80];
  const seconds = [
    [0, 10, 20, 30, 40, 50, 60, 70, 80],
    [1, 10, 20, 30, 40, 40, 40, 40, 40],
    [2, 0, 0, 0, 0, 0, 0, 0, 0],
    [3, 5, 10, 15, 20, 20, 20, 20, 20],
    [4, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  for (const second of seconds) {
    const { colour, alpha } = splitAlpha(
      readPng(png([2, 2, 8, 6], Uint8Array.from([...first, ...second]))),
      ports,
    );
    expect([second[0], [...colour]]).toEqual([second[0], [10, 20, 30, 50, 60, 70, 10, 20, 30, 50, 60, 70]]);
    expect([...alpha]).toEqual([40, 80, 40, 80]);
  }
});

test("of a palette of two bits the alpha of each index is told, and what has none is opaque", () => {
  const file = png([5, 1, 2, 3], Uint8Array.of(0, 0b00011011, 0b01000000), [
    ["PLTE", new Uint8Array(12)],
    ["tRNS", Uint8Array.of(0, 100, 200)],
  ]);
  expect([...splitAlpha(readPng(file), ports).alpha]).toEqual([0, 100, 200, 255, 100]);
});

test.each([
  ["interlaced", png([1, 1, 8, 2, 1], new Uint8Array(4))],
  ["of unknown colours", png([1, 1, 8, 5], new Uint8Array(4))],
  ["of absurd size", png([100_000, 100_000, 8, 2], new Uint8Array(4))],
  ["without a palette", png([1, 1, 8, 3], new Uint8Array(2))],
  ["with rows that unpack to more than they may", png([1, 1, 8, 6], new Uint8Array(1 << 20))],
  ["with too few rows", png([9, 9, 8, 6], new Uint8Array(5))],
  ["with an unknown filter", png([1, 1, 8, 6], Uint8Array.of(9, 1, 2, 3, 4))],
])("a PNG %s is refused", (_, file) => {
  expect(() => splitAlpha(readPng(file), ports)).toThrow("unsupported-picture");
});

test("bytes that are anything are read or refused, and nothing else", () => {
  const whole = png([2, 2, 8, 6], new Uint8Array(18));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
      const bytes = whole.slice(0, length);
      if (at < length) bytes[at] = value;
      try {
        splitAlpha(readPng(bytes), ports);
      } catch (error) {
        expect(error).toBeInstanceOf(PdfError);
      }
    }),
  );
});
