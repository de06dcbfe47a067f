import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dateInShanghai,
  endOfDayInShanghai,
  formatCompactDate,
  formatCompactEndDate,
  isCalendarDate,
  parseCalendarDate,
  parseCompactDate,
  parseCompactEndDate,
  startOfDayInShanghai,
} from "./calendar.ts";
import { IdentError } from "./error.ts";

const instants = fc.date({
  min: new Date("0001-01-02T00:00:00Z"),
  max: new Date("9999-12-30T00:00:00Z"),
  noInvalidDate: true,
});

test("every day of a leap cycle exists exactly when the engine's own calendar has it", () => {
  for (const year of [1900, 1999, 2000, 2023, 2024, 2100]) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const instant = new Date(Date.UTC(year, month - 1, day));
        expect([text, isCalendarDate(text)]).toEqual([text, instant.toISOString().startsWith(text)]);
      }
    }
  }
});

test.each([
  "2024-1-2",
  "20240102",
  "2024-01-02T00:00:00Z",
  " 2024-01-02",
  "0000-01-01",
  "２０２４-01-02",
  "",
])("%j is no calendar date", (text) => {
  expect(() => parseCalendarDate(text)).toThrow(new IdentError("bad-date", "date"));
});

test("compact and written dates are one date", () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const date = dateInShanghai(instant);
      expect(parseCompactDate(formatCompactDate(date))).toBe(date);
    }),
  );
  expect(() => parseCompactDate("20230229")).toThrow(new IdentError("bad-date", "date"));
  expect(() => parseCompactDate("2023-2-9")).toThrow(new IdentError("bad-date", "date"));
});

test("长期 has three spellings on the way in and one on the way out", () => {
  expect([null, "99991231", "长期"].map(parseCompactEndDate)).toEqual(["forever", "forever", "forever"]);
  expect(parseCompactEndDate("20401231")).toBe("2040-12-31");
  expect(formatCompactEndDate("forever")).toBe("99991231");
  expect(formatCompactEndDate(parseCalendarDate("2040-12-31"))).toBe("20401231");
  expect(() => parseCompactEndDate("")).toThrow(new IdentError("bad-date", "date"));
});

test("a day in Shanghai begins and ends at 16:00 UTC", () => {
  const date = parseCalendarDate("2024-02-29");
  expect(startOfDayInShanghai(date).toISOString()).toBe("2024-02-28T16:00:00.000Z");
  expect(endOfDayInShanghai(date).toISOString()).toBe("2024-02-29T16:00:00.000Z");
  expect(dateInShanghai(new Date(endOfDayInShanghai(date).getTime() - 1))).toBe("2024-02-29");
  expect(dateInShanghai(endOfDayInShanghai(date))).toBe("2024-03-01");
});

test("every instant lies in the day that it is said to lie in", () => {
  fc.assert(
    fc.property(instants, (instant) => {
      const date = dateInShanghai(instant);
      expect(startOfDayInShanghai(date).getTime()).toBeLessThanOrEqual(instant.getTime());
      expect(endOfDayInShanghai(date).getTime()).toBeGreaterThan(instant.getTime());
    }),
  );
});

test("the first and the last year have their days too", () => {
  expect(startOfDayInShanghai(parseCalendarDate("0001-01-01")).getUTCFullYear()).toBe(0);
  expect(endOfDayInShanghai(parseCalendarDate("9999-12-31")).toISOString()).toBe("9999-12-31T16:00:00.000Z");
});

test("an instant that is none, or outside the four-digit years, is refused", () => {
  for (const instant of [new Date(Number.NaN), new Date(8.64e15), new Date("-000001-01-01T00:00:00Z")])
    expect(() => dateInShanghai(instant)).toThrow(new IdentError("out-of-range", "instant"));
});
