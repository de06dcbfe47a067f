import fc from "fast-check";
import { expect, test } from "vitest";
import { ridingEdge } from "./riding-edge.ts";

const size = { width: 42, height: 42 };
const pages = (count: number, width = 210, height = 297) =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, width, height }));

test("a single page has no seam", () => {
  expect(ridingEdge(pages(1), size)).toEqual([]);
});

test("three pages show a third each, from left to right, flush with the right edge", () => {
  const strips = ridingEdge(pages(3), size);
  expect(strips.map(({ page, clip }) => [page, clip.x, clip.width])).toEqual([
    [1, 0, 14],
    [2, 14, 14],
    [3, 28, 14],
  ]);
  for (const { boundary, clip } of strips) {
    expect(boundary.x + clip.x + clip.width).toBeCloseTo(210, 9);
    expect(boundary.y).toBeCloseTo(297 / 2 - 21, 9);
  }
});

test("whatever the pages, their strips put side by side are whole seals, each on its page", () => {
  const page = fc.record({
    width: fc.integer({ min: 60, max: 420 }),
    height: fc.integer({ min: 60, max: 420 }),
  });
  fc.assert(
    fc.property(fc.array(page, { minLength: 2, maxLength: 120 }), fc.nat(40), (sizes, ordinal) => {
      const all = sizes.map((one, id) => ({ id, ...one }));
      const strips = ridingEdge(all, size, ordinal);
      expect(strips.map((strip) => strip.page)).toEqual(all.map(({ id }) => id));
      let shown = 0;
      for (const [at, { boundary, clip }] of strips.entries()) {
        if (clip.x === 0) shown = 0;
        expect(clip.x).toBeCloseTo(shown, 6);
        shown += clip.width;
        expect(clip.width).toBeGreaterThanOrEqual(2 - 1e-9);
        const { width = 0, height = 0 } = all[at] ?? {};
        expect(boundary.x + clip.x).toBeGreaterThanOrEqual(-1e-9);
        expect(boundary.x + clip.x + clip.width).toBeLessThanOrEqual(width + 1e-9);
        expect(boundary.y).toBeGreaterThanOrEqual(0);
        expect(boundary.y + clip.height).toBeLessThanOrEqual(height);
        if (strips[at + 1] === undefined || strips[at + 1]?.clip.x === 0) expect(shown).toBeCloseTo(42, 6);
      }
    }),
  );
});

test("seals of several bodies ride side by side: on the right edge from its middle, then on the left one", () => {
  const tops = Array.from({ length: 12 }, (_, ordinal) => {
    const [first] = ridingEdge(pages(2), size, ordinal);
    return `${(first?.boundary.x ?? 0) > 0 ? "right" : "left"} ${Math.round(first?.boundary.y ?? 0)}`;
  });
  expect(new Set(tops).size).toBe(10);
  expect(tops.slice(0, 6)).toEqual([
    "right 128",
    "right 177",
    "right 78",
    "right 227",
    "right 29",
    "left 128",
  ]);
});
