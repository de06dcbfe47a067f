import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../vectors/citizen-number.json" with { type: "json" };
import { dateInShanghai, parseCalendarDate } from "./calendar.ts";
import {
  birthDateOf,
  divisionOf,
  formatCitizenNumber,
  isCitizenNumber,
  isFictitiousCitizenNumber,
  isOldCitizenNumber,
  makeFictitiousCitizenNumber,
  parseCitizenNumber,
  sexOf,
} from "./citizen-number.ts";
import { parseDivisionCode } from "./division-code.ts";
import { IdentError } from "./error.ts";

const numbers = fc
  .record({
    division: fc.integer({ min: 990101, max: 990199 }).map((n) => parseDivisionCode(String(n))),
    birth: fc
      .integer({ min: -2_000_000_000, max: 1_900_000_000 })
      .map((s) => dateInShanghai(new Date(s * 1000))),
    sequence: fc.nat(999),
  })
  .map(({ division, birth, sequence }) => makeFictitiousCitizenNumber(division, birth, sequence));

test.each(vectors.accepted)("$id gives birth date and sex", (vector) => {
  const number = parseCitizenNumber(vector.number);
  expect(birthDateOf(number)).toBe(vector.birthDate);
  expect(sexOf(number)).toBe(vector.sex);
  expect(isFictitiousCitizenNumber(number)).toBe(vector.fictitious);
  expect(divisionOf(number)).toBe(vector.number.slice(0, 6));
});

test("every change of one digit or of the check character is detected", () => {
  fc.assert(
    fc.property(numbers, fc.nat(17), fc.constantFrom(..."0123456789X"), (number, at, other) => {
      fc.pre(number[at] !== other);
      expect(isCitizenNumber(number.slice(0, at) + other + number.slice(at + 1))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("every adjacent transposition is detected", () => {
  fc.assert(
    fc.property(numbers, fc.nat(16), (number, at) => {
      const [a, b] = [number.charAt(at), number.charAt(at + 1)];
      fc.pre(a !== b);
      expect(isCitizenNumber(number.slice(0, at) + b + a + number.slice(at + 2))).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test("a birth date that never was is named as such", () => {
  for (const date of ["20230229", "19001301", "19900431", "19900100", "00000101"])
    expect(() => parseCitizenNumber(`990101${date}0014`)).toThrow(new IdentError("bad-date", "birth-date"));
});

test("the fifteen digits of old are recognised and not accepted", () => {
  expect(isOldCitizenNumber("990101900102001")).toBe(true);
  expect(isOldCitizenNumber("990101901302001")).toBe(false);
  expect(isCitizenNumber("990101900102001")).toBe(false);
  expect(() => parseCitizenNumber("990101900102001")).toThrow(new IdentError("old-form", "citizen-number"));
  expect(() => parseCitizenNumber("990101901302001")).toThrow(new IdentError("bad-length", "citizen-number"));
});

test("a small x is not yet the number: it must be tidied first, so that one person has one spelling", () => {
  expect(() => parseCitizenNumber("11010519491231002x")).toThrow(
    new IdentError("bad-character", "citizen-number"),
  );
});

test("no message repeats the number", () => {
  const wrong = ["990101199001020015", "990101199002300014", "990101900102001", "99010119900102001"];
  for (const text of wrong) {
    try {
      parseCitizenNumber(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(IdentError);
      expect(String(error)).not.toMatch(/[0-9]/);
      expect(JSON.stringify(error)).not.toContain(text.slice(0, 6));
    }
  }
});

test("numbers are made for the division that does not exist, and for no other", () => {
  const birth = parseCalendarDate("1990-01-02");
  expect(makeFictitiousCitizenNumber(parseDivisionCode("990101"), birth, 1)).toBe("990101199001020014");
  expect(() => makeFictitiousCitizenNumber(parseDivisionCode("110105"), birth, 1)).toThrow(
    new IdentError("not-fictitious", "division-code"),
  );
  expect(() => makeFictitiousCitizenNumber(parseDivisionCode("990101001"), birth, 1)).toThrow(
    new IdentError("bad-form", "division-code"),
  );
  expect(() => makeFictitiousCitizenNumber(parseDivisionCode("990101"), birth, 1000)).toThrow(
    new IdentError("out-of-range", "sequence"),
  );
});

test("a citizen number is shown as division, birth date, rest", () => {
  expect(formatCitizenNumber(parseCitizenNumber("990101199001020014"))).toBe("990101 19900102 0014");
});
