import { expect, test } from "vitest";
import { metrics } from "../write/testing/a-licence.ts";
import { layoutWatermark, type WatermarkLayout, type WatermarkText } from "./watermark.ts";

const portrait = { width: 210, height: 297 };
const said: WatermarkText = {
  paragraphs: ["加注件　仅供示例银行使用", "用途：开户", "编号：JZJ0-0000-0000-0000-0009"],
  strip: "加注件，不是原件",
};

function laid(text: WatermarkText, page = portrait): WatermarkLayout {
  const layout = layoutWatermark(text, page, metrics);
  if ("reason" in layout) throw new Error(layout.reason);
  return layout;
}

test.each([
  ["A4", portrait],
  ["A4 across", { width: 297, height: 210 }],
  ["a card", { width: 85.6, height: 54 }],
  ["a poster", { width: 841, height: 1189 }],
])(
  "on %s it stands whole, more than once where there is room, and as large as the page allows",
  (_name, page) => {
    const { places, size, strip } = laid(said, page);
    expect(places.length).toBeGreaterThan(2);
    for (const { x, y, width, height } of [...places, strip.box]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(page.width);
      expect(y + height).toBeLessThanOrEqual(page.height);
    }
    expect(size / Math.sqrt(page.width * page.height)).toBeCloseTo(4.4 / 250);
  },
);

test("no two repetitions touch", () => {
  const { places } = laid(said);
  for (const [at, one] of places.entries())
    for (const other of places.slice(at + 1))
      expect(
        one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y,
      ).toBe(true);
});

test("all lines of a block, turned, lie in its place", () => {
  const { lines, matrix, places, size } = laid(said);
  const [a, b, c, d, e, f] = matrix;
  const [place] = places;
  for (const { x, y, deltaX } of lines)
    for (const end of [x, x + deltaX.reduce((sum, one) => sum + one, size / 2)]) {
      const across = a * end + c * y + e;
      const down = b * end + d * y + f;
      expect(across).toBeGreaterThanOrEqual(0);
      expect(across).toBeLessThanOrEqual(place?.width ?? 0);
      expect(down).toBeGreaterThanOrEqual(0);
      expect(down).toBeLessThanOrEqual(place?.height ?? 0);
    }
});

test("long texts are set smaller and on more lines, and nothing of them is lost", () => {
  const long = { ...said, paragraphs: ["收".repeat(60), "用".repeat(60), "事".repeat(80), "a".repeat(40)] };
  const layout = laid(long);
  expect(layout.size).toBeLessThan(laid(said).size);
  expect(layout.lines.map(({ text }) => text).join("")).toBe(long.paragraphs.join(""));
  expect(layout.places.length).toBeGreaterThan(0);
});

test("a character without a glyph is told, in the block and in the strip", () => {
  expect(layoutWatermark({ ...said, paragraphs: ["龘"] }, portrait, metrics)).toMatchObject({
    characters: ["龘"],
  });
  expect(layoutWatermark({ ...said, strip: "龘" }, portrait, metrics)).toMatchObject({ characters: ["龘"] });
});
