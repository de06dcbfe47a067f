import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { concat, fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openPackage } from "../../container/package.ts";
import { sniffImage } from "../sniff-image.ts";
import { ArithmeticDecoder } from "./arithmetic-decoder.ts";
import { isJbig2, readJbig2, toBmp } from "./read-jbig2.ts";

const always = () => true;
const uint32 = (...values: readonly number[]) =>
  concat(...values.map((value) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)));
const signature = Uint8Array.of(0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a);

interface Part {
  readonly type: number;
  readonly data: Uint8Array;
}

/** A file of these segments, each header before its data or all of them first. */
function file(parts: readonly Part[], sequential = true): Uint8Array {
  const headers = parts.map(({ type, data }, i) =>
    concat(uint32(i), Uint8Array.of(type, 0, 1), uint32(data.length)),
  );
  const body = sequential
    ? parts.flatMap(({ data }, i) => [headers[i] ?? data, data])
    : [...headers, ...parts.map(({ data }) => data)];
  return concat(signature, Uint8Array.of(sequential ? 1 : 0), uint32(1), ...body);
}

const page = (width: number, height: number, flags = 0): Part => ({
  type: 48,
  data: concat(uint32(width, height, 0, 0), Uint8Array.of(flags, 0, 0)),
});
const end: Part = { type: 51, data: new Uint8Array(0) };
const adaptive = [
  [3, 255, 253, 255, 2, 254, 254, 254],
  [3, 255],
  [2, 255],
  [2, 255],
];
const coded = fromHex("84c73bfce1a1430402200000410dbb86f4317fff88ff3747");
const region = (
  width: number,
  height: number,
  {
    x = 0,
    y = 0,
    operator = 0,
    flags = 0,
    data = Uint8Array.of(...(adaptive[(flags >> 1) & 3] ?? []), ...coded),
  } = {},
): Part => ({
  type: 38,
  data: concat(uint32(width, height, x, y), Uint8Array.of(operator, flags), data),
});
const black = (bytes: Uint8Array) => readJbig2(bytes, always)?.pixels.reduce((sum, pixel) => sum + pixel, 0);

test("the arithmetic decoder gives the sequence of ITU-T T.88 H.2", () => {
  const decoder = new ArithmeticDecoder(
    fromHex("84c73bfce1a1430402200000410dbb86f4317fff88ff37471adb6adfffac"),
  );
  const contexts = new Uint8Array(1);
  const out = new Uint8Array(32);
  for (let i = 0; i < 256; i++) out[i >> 3] = ((out[i >> 3] ?? 0) << 1) | decoder.decide(contexts, 0);
  expect(toHex(out)).toBe("00020051000000c00352872aaaaaaaaa82c02000fcd79ef6bf7fed904f46a3bf");
});

test.each([0, 2, 4, 6, 8, 10, 12, 14])(
  "a region of flags %i is drawn, the same way in both orders of segments",
  (flags) => {
    const parts = [page(40, 30), region(40, 30, { flags }), end];
    const bitmap = readJbig2(file(parts), always);
    expect(bitmap).toMatchObject({ width: 40, height: 30 });
    expect(black(file(parts))).toBeGreaterThan(0);
    expect(readJbig2(file(parts, false), always)).toEqual(bitmap);
  },
);

test("regions are put where they belong, as their operator says", () => {
  const one = region(20, 20, { operator: 2 });
  const once = black(file([page(40, 30), one, end])) ?? 0;
  expect(once).toBeGreaterThan(0);
  expect(black(file([page(40, 30), one, one, end]))).toBe(0);
  expect(black(file([page(40, 30, 4), one, end]))).toBe(1200 - once);
  expect(black(file([page(40, 30), { ...region(20, 20, { operator: 2, x: 30, y: 20 }) }, end]))).toBeLessThan(
    once,
  );
  expect(black(file([page(40, 30), region(20, 20, { x: 0xffffffff, y: 5 }), end]))).toBe(0);
});

test("what is not understood is no picture", () => {
  for (const parts of [
    [page(8, 8), region(8, 8, { flags: 1 }), end],
    [page(8, 8), region(8, 8, { flags: 16 }), end],
    [page(8, 8), { type: 6, data: new Uint8Array(30) }, end],
    [page(8, 0xffffffff), region(8, 8), end],
    [page(0, 8), end],
    [region(8, 8), end],
    [page(8, 8), region(8, 8, { data: Uint8Array.of(3, 1, 253, 255, 2, 254, 254, 254) }), end],
  ])
    expect(readJbig2(file(parts), always)).toBeUndefined();
});

test("pixels are asked for before they are made", () => {
  const asked: number[] = [];
  const refuse = (pixels: number) => asked.push(pixels) < 2;
  expect(readJbig2(file([page(100, 100), region(16_000, 16_000), end]), refuse)).toBeUndefined();
  expect(asked).toEqual([10_000, 256_000_000]);
});

test("a bitmap becomes a BMP that browsers know, lines from the bottom", () => {
  const bmp = toBmp({
    width: 9,
    height: 2,
    pixels: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1, ...new Uint8Array(9)),
  });
  expect(sniffImage(bmp)).toEqual({ type: "image/bmp", width: 9, height: 2 });
  expect(toHex(bmp.subarray(62))).toBe("0000000080800000");
});

test("whatever stands behind the signature, there is a picture or none", () => {
  const limited = (pixels: number) => pixels <= 10_000;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(60), (noise, cut) => {
      readJbig2(concat(signature, noise), limited);
      const whole = file([page(30, 30), region(30, 30, { flags: 8, data: noise }), end]);
      readJbig2(whole.subarray(0, whole.length - cut), limited);
    }),
  );
});

const sample = fileURLToPath(
  new URL("../../../../../../shared/samples/ofd-sealed/OfdSharp__test1_caec5b.ofd", import.meta.url),
);
describe.skipIf(!existsSync(sample))("an invoice (skipped where ../shared/samples is absent)", () => {
  test("its QR code has three finders and a quiet corner", () => {
    const bytes = openPackage(readFileSync(sample)).read("/Doc_0/Res/image_78.jb2");
    expect(isJbig2(bytes)).toBe(true);
    const bitmap = readJbig2(bytes, always);
    if (bitmap === undefined) throw new Error("not read");
    // Modules are between two and three pixels wide: a finder's ring is black at its corner and white one module in.
    const at = (x: number, y: number) => bitmap.pixels[y * bitmap.width + x];
    for (const [x, y] of [
      [0, 0],
      [82, 0],
      [0, 82],
    ] as const) {
      expect([at(x, y), at(x + 17, y + 17), at(x + 8, y + 8)]).toEqual([1, 1, 1]);
      expect([at(x + 3, y + 8), at(x + 14, y + 8)]).toEqual([0, 0]);
    }
  });
});
