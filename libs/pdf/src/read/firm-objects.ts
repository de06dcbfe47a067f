import { closureOf, type Skip } from "./closure.ts";
import type { PdfField } from "./form-fields.ts";
import type { PdfFile } from "./pdf-file.ts";
import { entriesOf, isOf, nameOf, type PdfValue } from "./value.ts";

/** What stands beside the pages in the catalog: for validation, or as a description. */
const besides: ReadonlySet<string> = new Set(["DSS", "Extensions", "Metadata", "Version"]);
/** Of the form's entries, what its fields are filled in with. */
export const softFormKeys: ReadonlySet<string> = new Set(["DR", "DA", "NeedAppearances"]);
/** Of a field's entries, its value and how that looks. */
export const valueKeys: ReadonlySet<string> = new Set(["V", "AS", "AP", "M", "I", "RV", "TI"]);

/**
 * The objects of a signed document that no permitted change is about: all that is reached from its pages, its annotations and its
 * fields but by way of values, validation data and descriptions. A later revision does not excuse a change of one of them by letting
 * one of these lead to it too. The objects that are fields, or the form, are none of them: they are compared key by key.
 * @param annotations those that are no fields.
 * @throws PdfReadError
 */
export function firmObjects(
  file: PdfFile,
  fields: Iterable<PdfField>,
  annotations: readonly PdfValue[],
): ReadonlySet<number> {
  const catalog = file.catalog.entries;
  const formValue = catalog.get("AcroForm") ?? null;
  const form = entriesOf(file.resolve(formValue));
  const byEntries = new Map([...fields].map((field) => [field.entries, field]));
  const isSoft: Skip = (entries, key) => {
    if (entries === catalog) return besides.has(key);
    if (entries === form) return key === "Fields" || softFormKeys.has(key);
    const field = byEntries.get(entries);
    if (field !== undefined) return valueKeys.has(key) && !isSigned(field);
    return key === "Annots" && nameOf(entries.get("Type")) === "Page";
  };
  const root = file.trailer.get("Root") ?? null;
  const starts: readonly PdfValue[] = [
    root,
    ...annotations,
    ...[...byEntries.keys()].map((entries): PdfValue => ({ type: "dictionary", entries })),
  ];
  const firm = new Set(closureOf(file, { type: "array", items: starts }, isSoft));
  for (const { number } of byEntries.values()) firm.delete(number);
  if (isOf(formValue, "reference")) firm.delete(formValue.number);
  return firm;
}

export const isSigned = ({ type, value }: PdfField): boolean => type === "Sig" && value !== null;
