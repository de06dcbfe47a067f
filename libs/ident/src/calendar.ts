import { IdentError } from "./error.ts";

/** A real date of the Gregorian calendar, `YYYY-MM-DD`. Two of them compare as strings. */
export type CalendarDate = string & { readonly __brand: "CalendarDate" };

/** When a licence ends: at the end of a day, or never (长期). */
export type EndDate = CalendarDate | "forever";

/** How data exchanged with others spell 长期 in an eight-digit field. A convention: no standard fixes one. */
const compactForever = "99991231";

/** China has kept +08:00 without daylight saving since 1991-09-15; earlier summers are treated alike. */
const shanghaiOffset = 8 * 3_600_000;
const dayLength = 86_400_000;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether the text is `YYYY-MM-DD` and such a day exists, years 0001 to 9999. */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  const length = month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= length;
}

/** @throws IdentError `bad-date` for another form or a day that does not exist. */
export function parseCalendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new IdentError("bad-date", "date");
  return text;
}

/**
 * Reads the `YYYYMMDD` of national metadata (GB/T 36903).
 * @throws IdentError `bad-date`.
 */
export function parseCompactDate(text: string): CalendarDate {
  if (!/^[0-9]{8}$/.test(text)) throw new IdentError("bad-date", "date");
  return parseCalendarDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
}

export const formatCompactDate = (date: CalendarDate): string => date.replaceAll("-", "");

/**
 * Reads the end of a validity: `YYYYMMDD`, or one of the spellings of 长期 met in practice (null, `99991231`, 长期).
 * @throws IdentError `bad-date`; an empty text is a missing date, not 长期.
 */
export function parseCompactEndDate(text: string | null): EndDate {
  if (text === null || text === compactForever || text === "长期") return "forever";
  return parseCompactDate(text);
}

/** `YYYYMMDD`, `99991231` for 长期. */
export const formatCompactEndDate = (end: EndDate): string =>
  end === "forever" ? compactForever : formatCompactDate(end);

/** The instant at which the day begins in Asia/Shanghai, at a fixed +08:00. */
export const startOfDayInShanghai = (date: CalendarDate): Date =>
  new Date(Date.parse(`${date}T00:00:00.000Z`) - shanghaiOffset);

/**
 * The instant at which the day is over in Asia/Shanghai: midnight, the first instant that is no longer in it. What is
 * good until a date is good while `now < endOfDayInShanghai(date)`.
 */
export const endOfDayInShanghai = (date: CalendarDate): Date =>
  new Date(startOfDayInShanghai(date).getTime() + dayLength);

/**
 * The date that a clock on a wall in Shanghai shows.
 * @throws IdentError `out-of-range` for an invalid instant or one outside the years 0001 to 9999.
 */
export function dateInShanghai(instant: Date): CalendarDate {
  const shifted = new Date(instant.getTime() + shanghaiOffset);
  const text = Number.isNaN(shifted.getTime()) ? "" : shifted.toISOString().slice(0, 10);
  if (!isCalendarDate(text)) throw new IdentError("out-of-range", "instant");
  return text;
}
