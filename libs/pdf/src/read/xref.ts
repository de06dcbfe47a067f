import { PdfParser } from "./parser.ts";
import { PdfReadError } from "./read-error.ts";
import { unpackStream } from "./unpack.ts";
import { isCount, isOf, nameOf, type PdfValue } from "./value.ts";
import type { PdfWork } from "./work.ts";

/** Where an object stands: in the file, or in an object stream (§7.5.7). */
export type PdfEntry =
  | { readonly kind: "free" }
  | { readonly kind: "offset"; readonly offset: number; readonly generation: number }
  | { readonly kind: "packed"; readonly container: number; readonly index: number };

/** One cross-reference section with its trailer (§7.5.4, §7.5.8). */
export interface PdfSection {
  readonly at: number;
  /** Behind the trailer, or the object that the section is. */
  readonly end: number;
  readonly entries: ReadonlyMap<number, PdfEntry>;
  readonly trailer: ReadonlyMap<string, PdfValue>;
}

/** The stream at an offset whose length can be told without cross references. */
export type ReadStreamAt = (at: number) => { readonly value: PdfValue; readonly end: number };

const free: PdfEntry = { kind: "free" };

/** Reads the section at `at`, a table or a stream. @throws PdfReadError */
export function readSection(
  bytes: Uint8Array,
  at: number,
  work: PdfWork,
  readStream: ReadStreamAt,
): PdfSection {
  const parser = new PdfParser(bytes, at, work);
  if (at >= bytes.length) throw new PdfReadError("bad-xref", at);
  parser.skip();
  return parser.has("xref") ? readTable(parser, at, work) : readXrefStream(at, work, readStream);
}

function readTable(parser: PdfParser, at: number, work: PdfWork): PdfSection {
  parser.expect("xref");
  const entries = new Map<number, PdfEntry>();
  for (;;) {
    parser.skip();
    if (parser.has("trailer")) break;
    const first = parser.count();
    const count = parser.count();
    for (let number = first; number < first + count; number++) {
      work.spend(1, parser.at);
      const offset = parser.count();
      const generation = parser.count();
      parser.skip();
      const inUse = parser.has("n");
      if (!inUse && !parser.has("f")) throw new PdfReadError("bad-xref", parser.at);
      parser.at++;
      if (entries.has(number)) throw new PdfReadError("bad-xref", parser.at);
      entries.set(number, inUse ? { kind: "offset", offset, generation } : free);
    }
  }
  parser.expect("trailer");
  const trailer = parser.value();
  if (!isOf(trailer, "dictionary")) throw new PdfReadError("bad-xref", at);
  return { at, end: parser.at, entries: withinSize(entries, trailer.entries, at), trailer: trailer.entries };
}

function readXrefStream(at: number, work: PdfWork, readStream: ReadStreamAt): PdfSection {
  const { value, end } = readStream(at);
  if (!isOf(value, "stream") || nameOf(value.entries.get("Type")) !== "XRef") {
    throw new PdfReadError("bad-xref", at);
  }
  const widths = countsOf(value.entries.get("W"), at);
  const size = value.entries.get("Size");
  const [w0, w1, w2, more] = widths;
  if (w0 === undefined || w1 === undefined || w2 === undefined || more !== undefined || !isCount(size)) {
    throw new PdfReadError("bad-xref", at);
  }
  if (Math.max(w0, w1, w2) > 6 || w1 === 0) throw new PdfReadError("bad-xref", at);
  const index = value.entries.has("Index") ? countsOf(value.entries.get("Index"), at) : [0, size];
  const data = unpackStream(value, work, at);
  const entries = new Map<number, PdfEntry>();
  let place = 0;
  const field = (width: number): number => {
    let number = 0;
    for (let i = 0; i < width; i++) number = number * 256 + (data[place++] ?? 0);
    return number;
  };
  for (let i = 0; i < index.length; i += 2) {
    const [first = 0, count] = [index[i], index[i + 1]];
    if (count === undefined || place + count * (w0 + w1 + w2) > data.length) {
      throw new PdfReadError("bad-xref", at);
    }
    for (let number = first; number < first + count; number++) {
      work.spend(1, at);
      const kind = w0 === 0 ? 1 : field(w0);
      const [second, third] = [field(w1), field(w2)];
      if (entries.has(number) || kind > 2) throw new PdfReadError("bad-xref", at);
      entries.set(number, entryOf(kind, second, third));
    }
  }
  return { at, end, entries: withinSize(entries, value.entries, at), trailer: value.entries };
}

function entryOf(kind: number, second: number, third: number): PdfEntry {
  if (kind === 0) return free;
  return kind === 1
    ? { kind: "offset", offset: second, generation: third }
    : { kind: "packed", container: second, index: third };
}

function countsOf(value: PdfValue | undefined, at: number): readonly number[] {
  if (!isOf(value, "array") || !value.items.every(isCount)) throw new PdfReadError("bad-xref", at);
  return value.items;
}

/** Numbers from the stated size on are missing by §7.5.5, and some readers take them all the same. */
function withinSize(
  entries: ReadonlyMap<number, PdfEntry>,
  trailer: ReadonlyMap<string, PdfValue>,
  at: number,
): ReadonlyMap<number, PdfEntry> {
  const size = trailer.get("Size");
  if (!isCount(size)) throw new PdfReadError("bad-xref", at);
  for (const [number, { kind }] of entries) {
    if (number >= size && kind !== "free") throw new PdfReadError("bad-xref", at);
  }
  return entries;
}
