import { equalBytes } from "@liangzheng/bytes";
import type { PdfWork } from "./work.ts";

/** A value of ISO 32000-1 §7.3. `null` is the null object, which an absent value equals. */
export type PdfValue =
  | null
  | boolean
  | number
  | PdfReal
  | PdfName
  | PdfString
  | PdfReference
  | PdfArray
  | PdfDictionary
  | PdfStream;

/** A whole number written as another, `2.0`: some readers take it where a whole number belongs, and some take none there. */
export interface PdfReal {
  readonly type: "real";
  readonly value: number;
}

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

/** Of a number, what it is, however it is written. */
export const numberOf = (value: PdfValue | undefined): number | undefined =>
  isOf(value, "real") ? value.value : typeof value === "number" ? value : undefined;

/** A whole number from 0, written as one. */
export const isCount = (value: PdfValue | undefined): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/**
 * Whether two values say the same, as written: references are not followed.
 * @throws PdfReadError `too-much-work`.
 */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined, work: PdfWork): boolean {
  work.spend(1, 0);
  if (!isStructured(a) || !isStructured(b)) return (a ?? null) === (b ?? null);
  switch (a.type) {
    case "real":
      return isOf(b, "real") && a.value === b.value;
    case "name":
      return isOf(b, "name") && a.name === b.name;
    case "string":
      return isOf(b, "string") && sameBytes(a.bytes, b.bytes, work);
    case "reference":
      return isOf(b, "reference") && a.number === b.number && a.generation === b.generation;
    case "array":
      return (
        isOf(b, "array") &&
        a.items.length === b.items.length &&
        a.items.every((item, i) => sameValue(item, b.items[i], work))
      );
    case "dictionary":
      return isOf(b, "dictionary") && differingKeys(a.entries, b.entries, work).length === 0;
    case "stream":
      return (
        isOf(b, "stream") &&
        differingKeys(a.entries, b.entries, work).length === 0 &&
        sameBytes(a.data, b.data, work)
      );
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array, work: PdfWork): boolean {
  work.spend(a.length >> 4, 0);
  return equalBytes(a, b);
}

/** The keys under which two dictionaries differ. */
export function differingKeys(
  a: ReadonlyMap<string, PdfValue>,
  b: ReadonlyMap<string, PdfValue>,
  work: PdfWork,
): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !sameValue(a.get(key), b.get(key), work));
}
