import fc from "fast-check";
import { expect, test } from "vitest";
import { breakLines, isForbiddenAtLineStart } from "./line-breaks.ts";

const split = (text: string, limit: number, emergency = false): string[] | undefined => {
  const characters = Array.from(text);
  const widths = characters.map((c) => ((c.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1));
  let start = 0;
  return breakLines(characters, widths, limit, emergency)?.map((end) => {
    const line = characters.slice(start, end).join("");
    start = end;
    return line;
  });
};

test("a line takes what fits and a closing mark takes the character before it along", () => {
  expect(split("演示食品销售，百货", 6)).toEqual(["演示食品销", "售，百货"]);
  expect(split("食品（散装）销售", 3)).toEqual(["食品", "（散", "装）销", "售"]);
});

test("a Latin word stays whole and a space at the end of a line hangs", () => {
  expect(split("演示 ABCD EFGH", 4)).toEqual(["演示 ", "ABCD ", "EFGH"]);
  expect(split("型号DEM7001轿车", 5)).toEqual(["型号", "DEM7001轿", "车"]);
});

test("a word longer than a line is broken only in an emergency", () => {
  expect(split("ABCDEFGHIJ", 3)).toBeUndefined();
  expect(split("ABCDEFGHIJ", 3, true)).toEqual(["ABCDEF", "GHIJ"]);
});

test("closing marks that alone exceed a line cannot be set", () => {
  expect(split("。。。。。", 3, true)).toBeUndefined();
});

test("no character is lost, no line but the first starts with a forbidden mark, no line is too wide", () => {
  const character = fc.constantFrom(..."演示食品AbC019 ，。；：）》（《—…％-/.&\u{20bb7}é\u0301");
  fc.assert(
    fc.property(
      fc.array(character, { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 4, max: 30 }),
      fc.boolean(),
      (text, limit, emergency) => {
        const lines = split(text.join(""), limit, emergency);
        if (lines === undefined) return;
        expect(lines.join("")).toBe(text.join(""));
        for (const [i, line] of lines.entries()) {
          const first = Array.from(line)[0] ?? "";
          if (i > 0) expect(isForbiddenAtLineStart(first)).toBe(false);
          const width = Array.from(line.trimEnd()).reduce(
            (sum, c) => sum + ((c.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1),
            0,
          );
          expect(width).toBeLessThanOrEqual(limit + 1e-6);
        }
      },
    ),
    { numRuns: 500 },
  );
});
