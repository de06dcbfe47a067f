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

/** Whether two entries lead to the same bytes of one file. */
export function isSamePlace(a: PdfEntry | undefined, b: PdfEntry | undefined): boolean {
  if (a?.kind === "offset" && b?.kind === "offset")
    return a.offset === b.offset && a.generation === b.generation;
  if (a?.kind === "packed" && b?.kind === "packed") return a.container === b.container && a.index === b.index;
  return (a?.kind ?? "free") === "free" && (b?.kind ?? "free") === "free";
}

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

/** Of a comment, which not all readers pass over here. */
const percent = 37;
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
  if (bytes.subarray(at, parser.at).includes(percent)) throw new PdfReadError("bad-xref", at);
  const section = parser.has("xref") ? readTable(parser, at, work) : readXrefStream(at, work, readStream);
  checkEntries(section, bytes.length);
  return section;
}

function readTable(parser: PdfParser, at: number, work: PdfWork): PdfSection {
  parser.expect("xref");
  const entries = new Map<number, PdfEntry>();
  for (;;) {
    parser.skip();
    if (parser.has("trailer")) break;
    const first = parser.count();
    const count = parser.count();
    parser.skip();
    const start = parser.at;
    for (let number = first; number < first + count; number++) {
      work.spend(1, parser.at);
      if (entries.has(number)) throw new PdfReadError("bad-xref", parser.at);
      entries.set(number, readRow(parser));
    }
    // Some readers take such a table to begin with object 0, and all its numbers for one too many.
    if (first === 1 && entries.get(1) === free) throw new PdfReadError("bad-xref", start);
  }
  parser.expect("trailer");
  const trailer = parser.value();
  if (!isOf(trailer, "dictionary")) throw new PdfReadError("bad-xref", at);
  return { at, end: parser.at, entries, trailer: trailer.entries };
}

/** Annex C: whoever counts in 32 bits finds small numbers in large ones. */
const mostObjects = 8_388_607;
const rowLength = 20;
const rowForm = /^(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)$/;

/** Twenty bytes (§7.5.4): some readers count them and others read words, and each must find the same. */
function readRow(parser: PdfParser): PdfEntry {
  const { at, bytes } = parser;
  const match = rowForm.exec(String.fromCharCode(...bytes.subarray(at, at + rowLength)));
  if (match === null) throw new PdfReadError("bad-xref", at);
  parser.at += rowLength;
  const [, offset, generation, kind] = match;
  return kind === "n" ? { kind: "offset", offset: Number(offset), generation: Number(generation) } : free;
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
  if (value.entries.has("XRefStm")) throw new PdfReadError("bad-xref", at);
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
  return { at, end, entries, trailer: value.entries };
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

/**
 * Numbers from the stated size on are missing by §7.5.5, and some readers take them all the same. A place behind the end is none yet:
 * whatever an update put there would be as old as the table that leads to it.
 */
function checkEntries({ at, entries, trailer }: PdfSection, length: number): void {
  const size = trailer.get("Size");
  if (!isCount(size)) throw new PdfReadError("bad-xref", at);
  for (const [number, entry] of entries) {
    if (number > mostObjects) throw new PdfReadError("bad-xref", at);
    if (entry.kind === "free") continue;
    if (number >= size || (entry.kind === "offset" && entry.offset >= length)) {
      throw new PdfReadError("bad-xref", at);
    }
  }
}
