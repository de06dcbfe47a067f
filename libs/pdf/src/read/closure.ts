import type { PdfFile } from "./pdf-file.ts";
import { entriesOf, isOf, nameOf, type PdfValue } from "./value.ts";

/** Keys that are not followed, by the value in which they stand. */
export type Skip = (entries: ReadonlyMap<string, PdfValue>, key: string) => boolean;

/**
 * The numbers of all objects that a value leads to.
 * @throws PdfReadError
 */
export function closureOf(file: PdfFile, start: PdfValue, skip: Skip = () => false): ReadonlySet<number> {
  const found = new Set<number>();
  const open: PdfValue[] = [start];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isOf(value, "reference")) {
      if (found.has(value.number)) continue;
      found.add(value.number);
      open.push(file.resolve(value));
    } else if (isOf(value, "array")) {
      file.work.spend(1 + (value.items.length >> 2), 0);
      for (const item of value.items) if (isBranch(item)) open.push(item);
    } else {
      const entries = entriesOf(value);
      file.work.spend(1 + ((entries?.size ?? 0) >> 2), 0);
      for (const [key, item] of entries ?? []) {
        if (isBranch(item) && entries && !skip(entries, key)) open.push(item);
      }
    }
  }
  return found;
}

const leaves: ReadonlySet<string> = new Set(["real", "name", "string"]);
const isBranch = (value: PdfValue): boolean =>
  typeof value === "object" && value !== null && !leaves.has(value.type);

const besidePages: ReadonlySet<string> = new Set(["AcroForm", "DSS", "Metadata", "Extensions"]);

/** What pages, outlines and actions show: without annotations, forms and what serves signatures. */
export const shownOnly: Skip = (entries, key) => {
  switch (nameOf(entries.get("Type"))) {
    case "Catalog":
      return besidePages.has(key);
    case "Page":
      return key === "Annots";
    case "OBJR":
      return key === "Obj";
    default:
      return false;
  }
};

const upwards: ReadonlySet<string> = new Set(["P", "Parent", "Popup", "IRT", "Dest", "A", "AA"]);

/** What an annotation or a field is made of: not its page, nor the document that a signature names as its own. */
export const ownOnly: Skip = (entries, key) =>
  upwards.has(key) ||
  (key === "Data" && (entries.has("TransformMethod") || nameOf(entries.get("Type")) === "SigRef"));
