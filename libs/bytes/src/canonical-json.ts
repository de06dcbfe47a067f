import { BytesError } from "./error.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

const deepest = 512;

/**
 * The one text of a JSON value (RFC 8785): no white space, members sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Numbers are doubles: an integer beyond 2^53 must travel as a string.
 * @throws BytesError `not-json` for what I-JSON cannot hold: undefined, NaN, an infinity, a lone surrogate, an object
 *   that is neither plain nor an array (a Date, bytes), nesting beyond 512 levels, which a cycle reaches too. `at` is
 *   the number of characters written before it.
 */
export function canonicalJson(value: JsonValue): string {
  const writer = { text: "" };
  write(writer, value, 0);
  return writer.text;
}

interface Writer {
  text: string;
}

function write(to: Writer, value: unknown, depth: number): void {
  if (value === null || typeof value === "boolean") to.text += String(value);
  else if (typeof value === "string") to.text += quote(to, value);
  // RFC 8785 §3.2.2.3: the engine's own shortest form, which String gives, -0 as 0 included.
  else if (typeof value === "number" && Number.isFinite(value)) to.text += String(value);
  else if (typeof value === "object" && depth < deepest) {
    if (Array.isArray(value)) writeArray(to, value, depth);
    else writeObject(to, value, depth);
  } else throw notJson(to);
}

function writeArray(to: Writer, items: readonly unknown[], depth: number): void {
  to.text += "[";
  // By index: a hole is an undefined, and is refused as one.
  for (let i = 0; i < items.length; i++) {
    if (i > 0) to.text += ",";
    write(to, items[i], depth + 1);
  }
  to.text += "]";
}

function writeObject(to: Writer, object: object, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw notJson(to);
  to.text += "{";
  let separator = "";
  // `<` compares UTF-16 code units, as §3.2.3 asks.
  for (const [name, member] of Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))) {
    to.text += `${separator}${quote(to, name)}:`;
    separator = ",";
    write(to, member, depth + 1);
  }
  to.text += "}";
}

function quote(to: Writer, text: string): string {
  if (!text.isWellFormed()) throw notJson(to);
  return JSON.stringify(text);
}

const notJson = (to: Writer): BytesError => new BytesError("not-json", to.text.length);
