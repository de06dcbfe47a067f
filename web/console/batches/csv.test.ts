import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvError, encodeCsv, parseCsv, withoutGuard } from "./csv.ts";

const cells = (text: string): readonly (readonly string[])[] => parseCsv(text).map((record) => record.cells);

test("quotes, doubled quotes, line breaks inside cells and a byte order mark are read", () => {
  expect(cells('\uFEFFa,b\r\n"x,1","say ""hi"""\n"two\nlines",\n')).toEqual([
    ["a", "b"],
    ["x,1", 'say "hi"'],
    ["two\nlines", ""],
  ]);
});

test("what a spreadsheet puts on the clipboard is separated by tabs", () => {
  expect(cells("编号\t名称\n1\t甲,乙\n")).toEqual([
    ["编号", "名称"],
    ["1", "甲,乙"],
  ]);
});

test("records tell the line they began on, empty lines counted and skipped", () => {
  expect(parseCsv('a\n\n"x\ny"\nb\n').map(({ line }) => line)).toEqual([1, 3, 5]);
});

test.each([
  ['a\n"open', "unclosed-quote"],
  ['a\nx"y', "stray-quote"],
  ['a\n"x"y', "stray-quote"],
  ["", "no-rows"],
  ["\n \n", "no-rows"],
])("%j is refused as %s", (text, code) => {
  expect(() => parseCsv(text)).toThrow(expect.objectContaining({ code }));
  expect(() => parseCsv(text)).toThrow(CsvError);
});

test("what looks like a formula is written so that no spreadsheet runs it, and read back as it was", () => {
  expect(encodeCsv([["=1+1", "-2", "@x", "safe"]])).toBe("\uFEFF'=1+1,'-2,'@x,safe\r\n");
  expect(cells(encodeCsv([["=1+1", "-2"]]))[0]?.map(withoutGuard)).toEqual(["=1+1", "-2"]);
});

test("any table comes back as it was written", () => {
  const cell = fc.string({ unit: "grapheme" }).filter((text) => !/^'[=+\-@\t\r]/.test(text));
  const row = fc.array(cell, { minLength: 2, maxLength: 4 }).map((one) => ["head", ...one]);
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      expect(cells(encodeCsv(rows)).map((one) => one.map(withoutGuard))).toEqual(rows);
    }),
  );
});
