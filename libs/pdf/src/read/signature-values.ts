import { listFields, type PdfField, textOf } from "./form-fields.ts";
import type { PdfFile } from "./pdf-file.ts";
import { entriesOf, isCount, isOf, nameOf, type PdfValue } from "./value.ts";

/** A signed signature field with its dictionary (ISO 32000-1 §12.8.1), as the file shows it; nothing of it is judged. */
export interface PdfSignatureValue {
  readonly field: PdfField;
  /** Number of the object that holds the dictionary. */
  readonly number: number;
  readonly entries: ReadonlyMap<string, PdfValue>;
  readonly subFilter: string | undefined;
  /** Four whole numbers written in place, or nothing. */
  readonly byteRange: readonly [number, number, number, number] | undefined;
  /** Where `Contents` stands with its brackets, and what it says; nothing unless it is hexadecimal and in place. */
  readonly contents: { readonly at: number; readonly end: number; readonly bytes: Uint8Array } | undefined;
  /** Where the object stands. */
  readonly at: number;
  readonly end: number;
  /** P of DocMDP (§12.8.2.2): what may be changed later; for a certifying signature. */
  readonly permission: 1 | 2 | 3 | undefined;
  /** What FieldMDP locks (§12.8.2.4), or nothing. */
  readonly locks: FieldLock | undefined;
}

export interface FieldLock {
  readonly action: "All" | "Include" | "Exclude" | undefined;
  readonly fields: readonly string[];
}

/**
 * The signed fields in the order of their objects' ranges, the smallest first. Two fields that lead to one dictionary are two: the
 * signature can be that of one of them alone.
 * @throws PdfReadError
 */
export function listSignatures(file: PdfFile): readonly PdfSignatureValue[] {
  const borne = new Set<number>();
  const found: PdfSignatureValue[] = [];
  for (const field of listFields(file)) {
    if (field.type !== "Sig") continue;
    const entries = entriesOf(file.resolve(field.value));
    const number = isOf(field.value, "reference") ? field.value.number : field.bearer;
    if (entries === undefined || borne.has(field.bearer)) continue;
    borne.add(field.bearer);
    found.push(readValue(file, field, number, entries));
  }
  const end = ({ byteRange }: PdfSignatureValue) =>
    byteRange === undefined ? 0 : byteRange[2] + byteRange[3];
  return found.sort((a, b) => end(a) - end(b));
}

function readValue(
  file: PdfFile,
  field: PdfField,
  number: number,
  entries: ReadonlyMap<string, PdfValue>,
): PdfSignatureValue {
  const { at = 0, end = 0 } = file.object(number);
  const contents = entries.get("Contents");
  const inPlace = isOf(contents, "string") && contents.hexadecimal && at > 0;
  return {
    field,
    number,
    entries,
    subFilter: nameOf(file.resolve(entries.get("SubFilter"))),
    byteRange: readRange(entries.get("ByteRange")),
    contents: inPlace ? { at: contents.at, end: contents.end, bytes: contents.bytes } : undefined,
    at,
    end,
    ...readTransforms(file, entries),
  };
}

function readRange(value: PdfValue | undefined): PdfSignatureValue["byteRange"] {
  if (!isOf(value, "array") || !value.items.every(isCount)) return undefined;
  const [a, b, c, d, more] = value.items;
  if (a === undefined || b === undefined || c === undefined || d === undefined || more !== undefined) {
    return undefined;
  }
  return [a, b, c, d];
}

function readTransforms(file: PdfFile, entries: ReadonlyMap<string, PdfValue>) {
  const list = file.resolve(entries.get("Reference"));
  let permission: PdfSignatureValue["permission"];
  let locks: FieldLock | undefined;
  for (const item of isOf(list, "array") ? list.items : []) {
    const reference = entriesOf(file.resolve(item));
    const method = nameOf(file.resolve(reference?.get("TransformMethod")));
    const parameters = entriesOf(file.resolve(reference?.get("TransformParams")));
    if (method === "DocMDP") {
      const p = file.resolve(parameters?.get("P"));
      // 2 is what stands for nothing (table 254); what is no level permits nothing.
      permission = p === null || p === 2 ? 2 : p === 3 ? 3 : 1;
    }
    if (method === "FieldMDP") locks = readLock(file, parameters);
  }
  return { permission, locks };
}

function readLock(file: PdfFile, parameters: ReadonlyMap<string, PdfValue> | undefined): FieldLock {
  const action = nameOf(file.resolve(parameters?.get("Action")));
  const fields = file.resolve(parameters?.get("Fields"));
  const names = isOf(fields, "array") ? fields.items.flatMap((item) => fieldName(file.resolve(item))) : [];
  const known = action === "All" || action === "Include" || action === "Exclude";
  return { action: known ? action : undefined, fields: names };
}

const fieldName = (value: PdfValue): readonly string[] => (isOf(value, "string") ? [textOf(value)] : []);
