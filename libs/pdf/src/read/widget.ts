import type { PdfFile } from "./pdf-file.ts";
import { isOf, nameOf, numberOf, type PdfValue } from "./value.ts";

/**
 * Whether a field can be seen on a page or does something there. One that is not to be seen has a rectangle without height and width
 * (ISO 32000-1 §12.7.4.5), into which whatever look it has is drawn; annotations of other kinds are drawn by coordinates of their own.
 */
export function isWidgetSeen(file: PdfFile, entries: ReadonlyMap<string, PdfValue>): boolean {
  const has = (key: string): boolean => file.resolve(entries.get(key)) !== null;
  if (has("A") || has("AA")) return true;
  const subtype = file.resolve(entries.get("Subtype"));
  if (subtype !== null && nameOf(subtype) !== "Widget") return true;
  const rectangle = file.resolve(entries.get("Rect"));
  if (!isOf(rectangle, "array")) return rectangle !== null || has("AP");
  const [left, bottom, right, top] = rectangle.items.map(numberOf);
  const isNowhere = left !== undefined && bottom !== undefined && left === right && bottom === top;
  return !isNowhere || rectangle.items.length !== 4;
}
