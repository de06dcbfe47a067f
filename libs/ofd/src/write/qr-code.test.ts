import { inflateRawSync } from "node:zlib";
import { concat, decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import fc from "fast-check";
import { deflateSync } from "fflate";
import { expect, test } from "vitest";
import { inflate } from "../container/inflate.ts";
import { codeEnd, drawCode, type Modules, qrPen } from "./qr-code.ts";

const box = { x: 10, y: 20, width: 25, height: 24 };
const draw = (modules: Modules, start = "<start>", place = box) =>
  drawCode(new Map(), (count) => qrPen(start, 7, place, count), modules);

const squares = fc.integer({ min: 1, max: 60 }).chain((count) =>
  fc.array(fc.array(fc.boolean(), { minLength: count, maxLength: count }), {
    minLength: count,
    maxLength: count,
  }),
);
const sides = fc.constantFrom(3, 8, 18, 24, 25, 30.7, 400);

test("each run of dark modules is one stroke through their middle", () => {
  const { bytes } = draw([
    [true, true, false],
    [false, false, false],
    [true, false, true],
  ]);
  expect(decodeUtf8(bytes) + codeEnd).toBe(
    '<start><ofd:PathObject ID="7" Boundary="10.5 20 24 24" LineWidth="8.16"><ofd:AbbreviatedData>' +
      "M 0 4 L 16 4 M 0 20 L 8 20 M 16 20 L 24 20</ofd:AbbreviatedData></ofd:PathObject>\n",
  );
});

test("what is deflated is what is written, for zlib and for the reader here, whatever follows", () => {
  fc.assert(
    fc.property(squares, sides, (modules, side) => {
      const { bytes, deflated } = draw(modules, "<start>", { ...box, width: side, height: side });
      const rest = encodeUtf8("the rest of the page, the rest of the page");
      const whole = concat(bytes, rest);
      for (const behind of [deflateSync(rest, { level: 0 }), deflateSync(rest)]) {
        const stream = concat(deflated, behind);
        expect(Uint8Array.from(inflateRawSync(stream))).toEqual(whole);
        expect(inflate(stream, whole.length)).toEqual(whole);
      }
    }),
    { numRuns: 60 },
  );
});

test("the modules that the strokes cover are the dark ones", () => {
  fc.assert(
    fc.property(squares, (modules) => {
      const count = modules.length;
      const text = decodeUtf8(draw(modules).bytes);
      const width = Number(/Boundary="\S+ \S+ (\S+)/.exec(text)?.[1]) / count;
      const seen = modules.map((row) => row.map(() => false));
      for (const [, x0, y0, x1, y1] of text.matchAll(/M (\S+) (\S+) L (\S+) (\S+)/g)) {
        expect(y0).toBe(y1);
        const row = seen[Math.floor(Number(y0) / width)];
        for (let x = Math.round(Number(x0) / width); x < Math.round(Number(x1) / width); x++)
          if (row !== undefined) row[x] = true;
      }
      expect(seen).toEqual(modules);
    }),
    { numRuns: 40 },
  );
});

test("a code of forty-one modules is deflated to less than half", () => {
  const modules = Array.from({ length: 41 }, (_, y) =>
    Array.from({ length: 41 }, (_, x) => ((x * 7 + y * 13 + x * y) & 3) > 1),
  );
  const { bytes, deflated } = draw(modules);
  expect(deflated.length).toBeLessThan(bytes.length / 2);
});

test("what is no square is refused", () => {
  for (const modules of [[], [[true], [true]], [[true, false]]])
    expect(() => draw(modules)).toThrow(expect.objectContaining({ code: "bad-qr" }));
});
