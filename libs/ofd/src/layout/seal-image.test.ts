import { deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import type { GlyphOutlines } from "./outline.ts";
import { rasterise } from "./raster.ts";
import { nameSealPicture, sealPicture, sealPng, sealSvg } from "./seal-image.ts";

/** Every character is a square of 800 in an em of 1000. */
const glyphs: GlyphOutlines = {
  unitsPerEm: 1000,
  glyph: () => ({ path: "M100,-20L900,-20L900,780L100,780Z", advance: 1000 }),
};
const zlib = (bytes: Uint8Array): Uint8Array => deflateSync(bytes);

test("area is exact: half a pixel covered is half dark, whichever way the outline runs", () => {
  const square = [
    [0.5, 0],
    [2, 0],
    [2, 1],
    [0.5, 1],
  ] as const;
  expect([...rasterise([square], 3, 1, 1)]).toEqual([0.5, 1, 0]);
  expect([...rasterise([[...square].reverse()], 3, 1, 1)]).toEqual([0.5, 1, 0]);
  const triangle = [
    [0, 0],
    [2, 0],
    [0, 2],
  ] as const;
  expect([...rasterise([triangle], 2, 2, 1)]).toEqual([1, 0.5, 0.5, 0]);
});

test("outlines beyond the edge are cut, not wrapped", () => {
  const wide = [
    [-5, -5],
    [50, -5],
    [50, 50],
    [-5, 50],
  ] as const;
  expect([...rasterise([wide], 2, 2, 1)]).toEqual([1, 1, 1, 1]);
});

test("a round seal has a ring, an upright star, and a name that is symmetric about the middle", () => {
  const picture = sealPicture({ organName: "演示市交通运输局", shape: "round", centre: "star" }, glyphs);
  expect([picture.width, picture.height]).toEqual([40, 40]);
  const side = 400;
  const ink = rasterise(picture.outlines, side, side, side / 40);
  const at = (x: number, y: number): number => ink[Math.round(y * 10) * side + Math.round(x * 10)] ?? 0;
  expect(at(0.6, 20)).toBeCloseTo(1);
  expect(at(20, 20)).toBeCloseTo(1);
  expect(at(0.1, 0.1)).toBeCloseTo(0);
  expect(at(20, 36)).toBeCloseTo(0);
  for (let y = 0; y < side; y += 7)
    for (let x = 0; x < side / 2; x += 7)
      expect(Math.abs((ink[y * side + x] ?? 0) - (ink[y * side + side - 1 - x] ?? 0))).toBeLessThan(0.35);
});

test("all outlines stay inside the picture, however long the name", () => {
  for (const shape of ["round", "oval"] as const)
    for (const length of [1, 4, 12, 30, 60]) {
      const picture = sealPicture(
        {
          organName: "局".repeat(length),
          shape,
          centre: "star",
          caption: "电子证照专用章",
          code: "9901010012345",
        },
        glyphs,
      );
      for (const [x, y] of picture.outlines.flat()) {
        expect(x).toBeGreaterThanOrEqual(-1e-9);
        expect(x).toBeLessThanOrEqual(picture.width + 1e-9);
        expect(y).toBeGreaterThanOrEqual(-1e-9);
        expect(y).toBeLessThanOrEqual(picture.height + 1e-9);
      }
    }
});

test("the PNG says its size and resolution and holds every row, and is the same each time", () => {
  const picture = sealPicture({ organName: "演示县公安局", shape: "round", centre: "star" }, glyphs);
  const png = sealPng(picture, 300, zlib);
  const view = new DataView(png.buffer);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([472, 472]);
  const data = Buffer.from(png);
  expect(data.readUInt32BE(data.indexOf("pHYs") + 4)).toBe(11811);
  const idat = data.indexOf("IDAT");
  expect(inflateSync(data.subarray(idat + 4, idat + 4 + data.readUInt32BE(idat - 4)))).toHaveLength(
    472 * 119,
  );
  expect(sealPng(picture, 300, zlib)).toEqual(png);
});

test("the SVG is one path in one colour", () => {
  const svg = sealSvg(sealPicture({ organName: "演示县公安局", shape: "oval", centre: "star" }, glyphs));
  expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 45 30"><path fill="#c8161d" d="[-MLZ0-9. ]+"\/><\/svg>$/);
});

test("a name seal is a framed square: columns from the right, and 印 in the last place", () => {
  const asked: string[] = [];
  const noted: GlyphOutlines = {
    unitsPerEm: 1000,
    glyph(character) {
      asked.push(character);
      return glyphs.glyph(character);
    },
  };
  for (const name of ["王", "王明", "王明德", "阿卜杜拉·买买提", "长".repeat(30)]) {
    asked.length = 0;
    const { width, height, outlines } = nameSealPicture(name, noted);
    expect([width, height, asked.at(-1)]).toEqual([20, 20, "印"]);
    for (const polygon of outlines)
      for (const [x, y] of polygon) expect([x >= 0 && x <= 20, y >= 0 && y <= 20]).toEqual([true, true]);
  }
  const [, , first, second] = nameSealPicture("王明德", noted).outlines;
  const left = (polygon: typeof first): number => Math.min(...(polygon ?? []).map(([x]) => x));
  expect(left(first)).toBeGreaterThan(10);
  expect(left(first)).toBeCloseTo(left(second));
});

test("the ground of a name seal stays bare between its frame and its characters", () => {
  const { outlines } = nameSealPicture("王明德", glyphs);
  const ink = rasterise(outlines, 200, 200, 10);
  const at = (x: number, y: number): number => ink[Math.round(y * 10) * 200 + Math.round(x * 10)] ?? 0;
  expect([at(0.4, 10), at(1.2, 10), at(10, 10), at(6, 6)]).toEqual([1, 0, 0, 1]);
});
