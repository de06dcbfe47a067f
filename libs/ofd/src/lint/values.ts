import { parseBox, parseNumber, parseNumbers } from "../model/geometry.ts";
import type { ValueKind } from "./shape.ts";

/** GB/T 33190 §7.3 (ST_Box, ST_Pos, ST_Array, ST_ID) and XML Schema's own; links are followed elsewhere. */
const readable: Readonly<Record<ValueKind["name"], (text: string, target: string) => boolean>> = {
  text: () => true,
  number: (text) => parseNumber(text) !== undefined,
  int: (text) => /^[+-]?\d{1,10}$/.test(text),
  uint: (text) => /^\d{1,10}$/.test(text),
  boolean: (text) => /^(true|false|1|0)$/.test(text),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text),
  dateTime: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/.test(text),
  base64: (text) => text !== "" && /^[A-Za-z0-9+/\s]*={0,2}$/.test(text),
  // SM3 by name or by number (GB/T 38540); annex A itself knows MD5 and SHA1 alone.
  digest: (text) => /^(1\.2\.156\.10197\.1\.401|SM3)$/i.test(text),
  box: (text) => {
    const box = parseBox(text);
    return box !== undefined && box.width >= 0 && box.height >= 0;
  },
  pos: (text) => parseNumbers(text)?.length === 2,
  array: (text) =>
    text.split(/[\s,]+/).every((item) => parseNumber(item) !== undefined || /^#[0-9a-fA-F]{1,4}$/.test(item)),
  deltas: (text) => text.split(/[\s,]+/).every((item) => item === "g" || parseNumber(item) !== undefined),
  "one-of": (text, target) => target.split(",").includes(text),
  id: (text) => /^\d{1,10}$/.test(text),
  xmlid: (text) => text !== "",
  ref: (text) => /^\d{1,10}$/.test(text),
  loc: () => true,
  folder: () => true,
};

export const isOfKind = (kind: ValueKind, text: string): boolean => readable[kind.name](text, kind.target);

/** NCName, which an xs:ID is. */
export const isXmlId = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}._-]*$/u.test(text);

/** How many distances DeltaX or DeltaY gives, `g n d` counting n. */
export function countDeltas(text: string): number {
  const items = text.trim().split(/[\s,]+/);
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    if (items[i] !== "g") {
      count++;
      continue;
    }
    count += Math.max(0, parseNumber(items[i + 1]) ?? 0);
    i += 2;
  }
  return count;
}
