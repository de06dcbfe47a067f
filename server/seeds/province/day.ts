/** Calendar days as `YYYY-MM-DD`. Days compare as texts. */
const read = (day: string): Date => new Date(`${day}T00:00:00Z`);
const write = (date: Date): string => date.toISOString().slice(0, 10);

export function addDays(day: string, days: number): string {
  const date = read(day);
  date.setUTCDate(date.getUTCDate() + days);
  return write(date);
}

/** 29 February goes to 28 February in a common year. */
export function addYears(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, "0");
  const isLeap = new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1;
  const rest = day.slice(4) === "-02-29" && !isLeap ? "-02-28" : day.slice(4);
  return year + rest;
}

/** A term of so many years that begins on a day ends on the day before the same date. */
export const endOfTerm = (from: string, years: number): string => addDays(addYears(from, years), -1);

export const yearOf = (day: string): string => day.slice(0, 4);

/** `2024年05月01日`. */
export const inWords = (day: string): string =>
  `${day.slice(0, 4)}年${day.slice(5, 7)}月${day.slice(8, 10)}日`;

/** Whole years lived on a day. */
export function ageOn(birth: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  return day.slice(5) < birth.slice(5) ? years - 1 : years;
}

const inOrder = (a: string, b: string): readonly [string, string] => (b < a ? [b, a] : [a, b]);
export const earlier = (a: string, b: string): string => inOrder(a, b)[0];
export const later = (a: string, b: string): string => inOrder(a, b)[1];
