import { equalBytes } from "@liangzheng/bytes";

/** A value of ISO 32000-1 §7.3. `null` is the null object, which an absent value equals. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfReference
  | PdfArray
  | PdfDictionary
  | PdfStream;

export interface PdfName {
  readonly type: "name";
  /** Without the solidus, `#` sequences resolved, each byte a character. */
  readonly name: string;
}

export interface PdfString {
  readonly type: "string";
  readonly hexadecimal: boolean;
  readonly bytes: Uint8Array;
  /** Where it stands, delimiters included: in the file, unless its object lies in an object stream. */
  readonly at: number;
  readonly end: number;
}

export interface PdfReference {
  readonly type: "reference";
  readonly number: number;
  readonly generation: number;
}

export interface PdfArray {
  readonly type: "array";
  readonly items: readonly PdfValue[];
}

export interface PdfDictionary {
  readonly type: "dictionary";
  readonly entries: ReadonlyMap<string, PdfValue>;
}

export interface PdfStream {
  readonly type: "stream";
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** As stored, packed. */
  readonly data: Uint8Array;
}

type Structured = Exclude<PdfValue, null | boolean | number>;
const isStructured = (value: PdfValue | undefined): value is Structured =>
  typeof value === "object" && value !== null;

export const isOf = <T extends Structured["type"]>(
  value: PdfValue | undefined,
  type: T,
): value is Extract<Structured, { readonly type: T }> => isStructured(value) && value.type === type;

/** Of a name, its text; of anything else nothing. */
export const nameOf = (value: PdfValue | undefined): string | undefined =>
  isOf(value, "name") ? value.name : undefined;

/** The entries of a dictionary or a stream. */
export const entriesOf = (value: PdfValue | undefined): ReadonlyMap<string, PdfValue> | undefined =>
  isOf(value, "dictionary") || isOf(value, "stream") ? value.entries : undefined;

/** A whole number from 0. */
export const isCount = (value: PdfValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Whether two values say the same, as written: references are not followed. */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (!isStructured(a) || !isStructured(b)) return (a ?? null) === (b ?? null);
  switch (a.type) {
    case "name":
      return isOf(b, "name") && a.name === b.name;
    case "string":
      return isOf(b, "string") && equalBytes(a.bytes, b.bytes);
    case "reference":
      return isOf(b, "reference") && a.number === b.number && a.generation === b.generation;
    case "array":
      return (
        isOf(b, "array") &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => sameValue(item, b.items[i]))
      );
    case "dictionary":
      return isOf(b, "dictionary") && differingKeys(a.entries, b.entries).length === 0;
    case "stream":
      return (
        isOf(b, "stream") && differingKeys(a.entries, b.entries).length === 0 && equalBytes(a.data, b.data)
      );
  }
}

/** The keys under which two dictionaries differ. */
export function differingKeys(
  a: ReadonlyMap<string, PdfValue>,
  b: ReadonlyMap<string, PdfValue>,
): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !sameValue(a.get(key), b.get(key)));
}
