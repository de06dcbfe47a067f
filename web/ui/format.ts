import { type Language, useLanguage } from "./language.ts";

const ZONE = "Asia/Shanghai";
type When = Date | string | number;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatWith(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: ZONE, ...options });
    formats.set(key, format);
  }
  return format;
}

/** A bare `2029-03-14` is a calendar day of Shanghai, not a UTC midnight. */
function moment(when: When): Date {
  return typeof when === "string" && /^\d{4}-\d{2}-\d{2}$/.test(when)
    ? new Date(`${when}T12:00:00+08:00`)
    : new Date(when);
}

function shown(when: When, language: Language, options: Intl.DateTimeFormatOptions): string {
  const date = moment(when);
  return Number.isNaN(date.getTime()) ? String(when) : formatWith(language, options).format(date);
}

/** 2029年3月14日 / 14 March 2029, in Shanghai. What cannot be read as a time is shown as it came. */
export const formatDate = (when: When, language: Language): string =>
  shown(when, language, { year: "numeric", month: "long", day: "numeric" });

/** With hours and minutes. */
export const formatDateTime = (when: When, language: Language): string =>
  shown(when, language, {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });

/** 09:10:05 in Shanghai. */
export const formatTime = (when: When, language: Language): string =>
  shown(when, language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** The calendar day in Shanghai as `2029-03-14`, for columns and machine-readable places. */
export function isoDay(when: When): string {
  const date = moment(when);
  if (Number.isNaN(date.getTime())) return String(when);
  const parts = formatWith("en", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(date);
  const part = (type: "year" | "month" | "day"): string =>
    parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Whole calendar days in Shanghai from `now` to `day`; negative once past. */
export const daysUntil = (day: When, now: When): number =>
  Math.round((Date.parse(isoDay(day)) - Date.parse(isoDay(now))) / 86_400_000);

export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(language).format(value);

export interface Formats {
  readonly date: (when: When) => string;
  readonly dateTime: (when: When) => string;
  readonly time: (when: When) => string;
  readonly number: (value: number) => string;
}

/** The formats in the language of the page. */
export function useFormats(): Formats {
  const language = useLanguage();
  return {
    date: (when) => formatDate(when, language),
    dateTime: (when) => formatDateTime(when, language),
    time: (when) => formatTime(when, language),
    number: (value) => formatNumber(value, language),
  };
}
