import fc from "fast-check";
import { expect, test } from "vitest";
import { sealPlaces } from "./more-seals.ts";
import type { Box } from "./template.ts";

const page = { width: 297, height: 210 };
const seal = { x: 200, y: 150, width: 42, height: 42 };

test("the template's own places come first, in their order", () => {
  const moreSeals = [{ x: 1, y: 2, width: 42, height: 42 }];
  expect(sealPlaces({ page, seal, moreSeals }, 2)).toEqual([seal, ...moreSeals]);
  expect(sealPlaces({ page, seal, moreSeals }, 1)).toEqual([seal]);
});

test("without a place of its own a further seal stands beside the first", () => {
  const [, second, third] = sealPlaces({ page, seal }, 3);
  expect(second).toEqual({ ...seal, x: 158 });
  expect(third).toEqual({ ...seal, x: 242 });
});

test("it keeps off code, photo and the other seals, and off a value where that costs little", () => {
  const qr = { x: 120, y: 160, width: 30, height: 30 };
  const photo = { x: 240, y: 60, width: 25, height: 35 };
  const box = { x: 158, y: 150, width: 30, height: 8 };
  const style = {
    face: "serif",
    size: 4,
    minimumSize: 4,
    align: "left",
    vertical: "top",
    colour: "#000000",
  } as const;
  const fields = [{ id: "KZ_XM", label: "姓名", kind: "text", required: true, box, style }] as const;
  const places = sealPlaces({ page, seal, qr, photo, fields }, 4);
  const shared = (one: Box, other: Box): boolean =>
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height;
  for (const [at, place] of places.entries()) {
    for (const kept of [qr, photo, ...places.slice(0, at)]) expect(shared(place, kept)).toBe(false);
    expect(shared(place, box)).toBe(false);
  }
});

test("however many and wherever the first stands, all lie on the page", () => {
  const at = fc.record({ x: fc.integer({ min: 0, max: 255 }), y: fc.integer({ min: 0, max: 168 }) });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 9 }), (corner, count) => {
      const places = sealPlaces({ page, seal: { ...seal, ...corner } }, count);
      expect(places).toHaveLength(count);
      for (const { x, y, width, height } of places)
        expect(x >= 0 && y >= 0 && x + width <= page.width && y + height <= page.height).toBe(true);
    }),
  );
});
