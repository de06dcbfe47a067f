import type { FieldKind } from "./template.ts";

/**
 * What the face shows for a metadata value. Dates are kept as YYYYMMDD (GB/T 36903) and printed 2024年01月02日,
 * with hour and minute when they are there; 99991231 is 长期. Anything else is printed as it is kept.
 */
export function printedText(kind: FieldKind, value: string): string {
  if (kind !== "date") return value;
  if (value === "99991231") return "长期";
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?$/.exec(value);
  if (match === null) return value;
  const [, year, month, day, hour, minute] = match;
  const date = `${year}年${month}月${day}日`;
  return hour === undefined ? date : `${date}${hour}时${minute}分`;
}
