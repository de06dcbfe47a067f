import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type DivisionCode,
  divisionContains,
  divisionLevel,
  divisionPrefix,
  formatDivisionCode,
  isDivisionCode,
  isFictitiousDivision,
  nation,
  parentDivision,
  parseDivisionCode,
} from "./division-code.ts";
import { IdentError } from "./error.ts";

/** From the division up to the nation. */
function line(code: DivisionCode): readonly DivisionCode[] {
  const parent = parentDivision(code);
  return parent === undefined ? [code] : [code, ...line(parent)];
}

test("a village hangs on town, county, city, province and nation", () => {
  const all = line(parseDivisionCode("990101001002"));
  expect(all).toEqual(["990101001002", "990101001000", "990101", "990100", "990000", "100000"]);
  expect(all.map(divisionLevel)).toEqual(["village", "town", "county", "city", "province", "nation"]);
});

test("a town may hang on a city without counties", () => {
  const town = parseDivisionCode("441900003000");
  expect(line(town)).toEqual(["441900003000", "441900", "440000", nation]);
  expect(divisionContains(parseDivisionCode("441900"), town)).toBe(true);
});

test("six, nine and twelve digits are three spellings of one division", () => {
  expect(parseDivisionCode("990101000000")).toBe("990101");
  expect(parseDivisionCode("990101000")).toBe("990101");
  expect(parseDivisionCode("990101001")).toBe("990101001000");
  expect(isDivisionCode("990101000000")).toBe(false);
  expect(isDivisionCode("990101001000")).toBe(true);
});

const someDivision = fc
  .tuple(fc.integer({ min: 11, max: 99 }), fc.nat(99), fc.nat(99), fc.nat(999), fc.nat(999))
  .map(
    ([province, city, county, town, village]) =>
      [province, city, county].map((n) => String(n).padStart(2, "0")).join("") +
      [town, village].map((n) => String(n).padStart(3, "0")).join(""),
  )
  .filter((text) => {
    try {
      return parseDivisionCode(text) !== nation;
    } catch {
      return false;
    }
  })
  .map(parseDivisionCode);

test("a division lies in everything on its line and in nothing that is not", () => {
  fc.assert(
    fc.property(someDivision, someDivision, (a, b) => {
      for (const above of line(a)) expect(divisionContains(above, a)).toBe(true);
      expect(divisionContains(a, b)).toBe(line(b).includes(a));
    }),
  );
});

test("neighbours and parents are not contained", () => {
  const [province, city, county] = ["990000", "990100", "990101"].map(parseDivisionCode);
  expect(divisionContains(county!, city!)).toBe(false);
  expect(divisionContains(city!, province!)).toBe(false);
  expect(divisionContains(province!, nation)).toBe(false);
  expect(divisionContains(parseDivisionCode("990200"), county!)).toBe(false);
  expect(divisionContains(parseDivisionCode("100000"), county!)).toBe(true);
});

test("the prefix selects a division and all inside it", () => {
  expect(
    ["100000", "990000", "990100", "990101", "990101001", "990101001002"]
      .map(parseDivisionCode)
      .map(divisionPrefix),
  ).toEqual(["", "99", "9901", "990101", "990101001", "990101001002"]);
});

test.each([
  ["", "bad-length"],
  ["99010", "bad-length"],
  ["9901010010023", "bad-length"],
  ["99O101", "bad-character"],
  ["９９０１０１", "bad-character"],
  ["099901", "bad-form"],
  ["990001", "bad-form"],
  ["990000001", "bad-form"],
  ["990101000001", "bad-form"],
  ["100001", "bad-form"],
  ["000000", "bad-form"],
] as const)("%j is refused with %s", (text, code) => {
  expect(() => parseDivisionCode(text)).toThrow(new IdentError(code, "division-code"));
  expect(isDivisionCode(text)).toBe(false);
});

test("99 is fictitious at every level, and nothing else is", () => {
  expect(["990000", "990101", "990101001002"].map(parseDivisionCode).every(isFictitiousDivision)).toBe(true);
  expect(["110101", "100000", "899900"].map(parseDivisionCode).some(isFictitiousDivision)).toBe(false);
});

test("long codes are shown in groups", () => {
  expect(formatDivisionCode(parseDivisionCode("990101"))).toBe("990101");
  expect(formatDivisionCode(parseDivisionCode("990101001002"))).toBe("990101 001 002");
});
