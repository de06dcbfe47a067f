import { PdfParser } from "./parser.ts";
import { PdfReadError } from "./read-error.ts";
import { unpackStream } from "./unpack.ts";
import { isCount, isOf, nameOf, type PdfDictionary, type PdfValue } from "./value.ts";
import { defaultPdfLimits, type PdfLimits, PdfWork } from "./work.ts";
import { isSamePlace, type PdfEntry, type PdfSection, readSection } from "./xref.ts";

/** The objects of an object stream by their numbers, each with its place among them. */
type Packed = ReadonlyMap<number, { readonly index: number; readonly value: PdfValue }>;

/** An object where it stands: `at` to `end` of the file, `endobj` included, or nowhere for one in an object stream. */
export interface PdfObject {
  readonly value: PdfValue;
  readonly at?: number;
  readonly end?: number;
}

/** A PDF as its last cross-reference section shows it. Objects are read when they are asked for, and once. */
export interface PdfFile {
  readonly bytes: Uint8Array;
  /** What reading and comparing it is counted by. */
  readonly work: PdfWork;
  /** Newest first. */
  readonly sections: readonly PdfSection[];
  /** Where all of them stand, those that hybrid files hide too. */
  readonly sectionOffsets: ReadonlySet<number>;
  /** What is in use, by number; the newest section that names a number decides. */
  readonly entries: ReadonlyMap<number, PdfEntry>;
  readonly trailer: ReadonlyMap<string, PdfValue>;
  readonly isEncrypted: boolean;
  readonly catalog: PdfDictionary;
  /** The object so numbered, the null object where there is none (§7.3.10). @throws PdfReadError */
  object(number: number): PdfObject;
  /** The object that stands at an offset, whether it is in use or replaced since. @throws PdfReadError */
  objectAt(offset: number): PdfObject & { readonly number: number; readonly end: number };
  /** A value, or what it refers to. @throws PdfReadError */
  resolve(value: PdfValue | undefined): PdfValue;
}

const header = "%PDF-";
/** How far from the end all readers look for the last `startxref`; where they find none they begin to mend. */
const tail = 1024;
const startMark = "startxref";
const startForm = /^startxref[\t\n\r ]+(\d{1,12})(?:[\t\n\r %]|$)/;
const ends = { stream: "endstream", object: "endobj" } as const;

/**
 * Opens a PDF (ISO 32000-1 §7.5): header, last cross-reference section and all before it. Strict where readers differ, and
 * without repair: a file that needs it has no one meaning.
 * @throws PdfReadError, and nothing else, also of what it returns.
 */
export function openPdf(bytes: Uint8Array, work: PdfWork = new PdfWork()): PdfFile {
  for (let i = 0; i < header.length; i++) {
    if (bytes[i] !== header.charCodeAt(i)) throw new PdfReadError("no-header", 0);
  }
  return new OpenPdf(bytes, work);
}

/** Counted limits for `openPdf` and all that is done with what it returns. */
export const pdfWork = (limits: Partial<PdfLimits> = {}): PdfWork =>
  new PdfWork({ ...defaultPdfLimits, ...limits });

class OpenPdf implements PdfFile {
  readonly bytes: Uint8Array;
  readonly sections: readonly PdfSection[];
  readonly sectionOffsets = new Set<number>();
  readonly entries: ReadonlyMap<number, PdfEntry>;
  readonly trailer: ReadonlyMap<string, PdfValue>;
  readonly isEncrypted: boolean;
  readonly work: PdfWork;
  private readonly known = new Map<number, PdfObject>();
  private readonly containers = new Map<number, Packed>();
  private readonly open = new Set<number>();

  constructor(bytes: Uint8Array, work: PdfWork) {
    this.bytes = bytes;
    this.work = work;
    this.sections = this.readSections();
    const entries = new Map<number, PdfEntry>();
    for (const section of this.sections) {
      for (const [number, entry] of section.entries) {
        if (!entries.has(number)) entries.set(number, entry);
      }
    }
    this.entries = entries;
    this.trailer = this.sections[0]?.trailer ?? new Map();
    this.isEncrypted = this.sections.some(({ trailer }) => (trailer.get("Encrypt") ?? null) !== null);
  }

  get catalog(): PdfDictionary {
    const root = this.trailer.get("Root");
    const catalog = isOf(root, "reference") ? this.resolve(root) : undefined;
    if (!isOf(catalog, "dictionary") || nameOf(catalog.entries.get("Type")) !== "Catalog") {
      throw new PdfReadError("no-catalog", this.sections[0]?.at ?? 0);
    }
    return catalog;
  }

  object(number: number): PdfObject {
    const known = this.known.get(number);
    if (known !== undefined) return known;
    const entry = this.entries.get(number);
    // Whatever needs itself to be read, as a length that stands in its own stream, is none.
    if (this.open.has(number))
      throw new PdfReadError("bad-object", entry?.kind === "offset" ? entry.offset : 0);
    this.open.add(number);
    const found = this.readEntry(number, entry);
    this.open.delete(number);
    this.known.set(number, found);
    return found;
  }

  objectAt(offset: number): PdfObject & { readonly number: number; readonly end: number } {
    return this.readAt(offset, (length) => this.resolve(length));
  }

  resolve(value: PdfValue | undefined): PdfValue {
    if (!isOf(value, "reference")) return value ?? null;
    const entry = this.entries.get(value.number);
    const generation = entry?.kind === "offset" ? entry.generation : 0;
    if (entry === undefined || entry.kind === "free" || generation !== value.generation) return null;
    const found = this.object(value.number).value;
    // An object is no reference (§7.3.10); a chain of them could have no end.
    if (isOf(found, "reference")) throw new PdfReadError("bad-object", 0);
    return found;
  }

  private readEntry(number: number, entry: PdfEntry | undefined): PdfObject {
    if (entry?.kind === "offset") {
      const found = this.readAt(entry.offset, (length) => this.resolve(length));
      if (found.number !== number || found.generation !== entry.generation) {
        throw new PdfReadError("bad-xref", entry.offset);
      }
      return found;
    }
    if (entry?.kind !== "packed") return { value: null };
    const container = this.containers.get(entry.container) ?? this.readContainer(entry.container);
    this.containers.set(entry.container, container);
    const found = container.get(number);
    // Some readers go by the number and some by the place.
    if (found?.index !== entry.index) throw new PdfReadError("bad-xref", 0);
    return { value: found.value };
  }

  /** An indirect object (§7.3.10), a stream with its data (§7.3.8). */
  private readAt(at: number, lengthOf: (value: PdfValue | undefined) => PdfValue) {
    if (at === 0 || at >= this.bytes.length) throw new PdfReadError("bad-xref", at);
    const parser = new PdfParser(this.bytes, at, this.work);
    const number = parser.count();
    const generation = parser.count();
    parser.expect("obj");
    let value = parser.value();
    parser.skip();
    if (isOf(value, "dictionary") && parser.has("stream")) {
      const data = this.readData(parser, lengthOf(value.entries.get("Length")));
      value = { type: "stream", entries: value.entries, data };
    }
    parser.expect(ends.object);
    // Entries may all lead to one long object: its bytes count each time.
    this.work.spend((parser.at - at) >> 4, at);
    return { number, generation, value, at, end: parser.at };
  }

  private readData(parser: PdfParser, length: PdfValue): Uint8Array {
    parser.expect("stream");
    if (this.bytes[parser.at] === 13) parser.at++;
    if (this.bytes[parser.at] !== 10 || !isCount(length)) throw new PdfReadError("bad-stream", parser.at);
    const start = parser.at + 1;
    parser.at = start + length;
    if (parser.at > this.bytes.length) throw new PdfReadError("bad-stream", start);
    for (const byte of [13, 10]) if (this.bytes[parser.at] === byte) parser.at++;
    if (!parser.has(ends.stream)) throw new PdfReadError("bad-stream", parser.at);
    parser.at += ends.stream.length;
    return this.bytes.subarray(start, start + length);
  }

  /**
   * The objects of an object stream, by number (§7.5.7). What it says of itself must stand in it: nothing leads to an object stream,
   * so that nobody would see its length or its numbers changed by an update of other objects.
   */
  private readContainer(number: number): Packed {
    const entry = this.entries.get(number);
    const at = entry?.kind === "offset" ? entry.offset : 0;
    const stream = entry?.kind === "offset" ? this.object(number).value : undefined;
    if (!isOf(stream, "stream") || nameOf(stream.entries.get("Type")) !== "ObjStm") {
      throw new PdfReadError("bad-xref", at);
    }
    const [count, first, length] = ["N", "First", "Length"].map((key) => stream.entries.get(key));
    if (!isCount(count) || !isCount(first) || !isCount(length)) throw new PdfReadError("bad-object", at);
    const bytes = unpackStream(stream, this.work, at);
    const head = new PdfParser(bytes.subarray(0, first), 0, this.work);
    const objects = new Map<number, { readonly index: number; readonly value: PdfValue }>();
    let end = first;
    for (let index = 0; index < count; index++) {
      const inner = head.count();
      const body = new PdfParser(bytes, first + head.count(), this.work);
      // Some readers cut an object off where the next one begins.
      if (objects.has(inner) || body.at < end) throw new PdfReadError("bad-object", at);
      const value = body.value();
      end = body.at;
      this.work.spend((end - first) >> 10, at);
      objects.set(inner, { index, value });
    }
    return objects;
  }

  private readSections(): readonly PdfSection[] {
    const sections: PdfSection[] = [];
    const seen = this.sectionOffsets;
    const readStream = (at: number) => this.readAt(at, (length) => length ?? null);
    const read = (at: number): PdfSection => {
      if (seen.has(at)) throw new PdfReadError("xref-loop", at);
      seen.add(at);
      if (seen.size > this.work.limits.sections) throw new PdfReadError("too-much-work", at);
      return readSection(this.bytes, at, this.work, readStream);
    };
    for (let at: PdfValue | undefined = this.findStart(); at !== undefined; ) {
      if (!isCount(at)) throw new PdfReadError("bad-xref", 0);
      const section = read(at);
      at = section.trailer.get("Prev");
      const hybrid = section.trailer.get("XRefStm");
      sections.push(hybrid === undefined ? section : withHidden(section, read(isCount(hybrid) ? hybrid : 0)));
    }
    return sections;
  }

  /** The offset behind the last `startxref`. */
  private findStart(): number {
    const end = latin(this.bytes.subarray(Math.max(0, this.bytes.length - tail)));
    const start = startForm.exec(end.slice(Math.max(0, end.lastIndexOf(startMark))))?.[1];
    if (start === undefined) throw new PdfReadError("no-start", this.bytes.length);
    return Number(start);
  }
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/**
 * A table with what it hides from old readers (§7.5.8.4). Readers differ in which of the two they ask first, a free row among them,
 * and in whether they follow what the hidden section says came before it.
 */
function withHidden(section: PdfSection, hidden: PdfSection): PdfSection {
  const entries = new Map(section.entries);
  const before = hidden.trailer.get("Prev") ?? null;
  if (before !== null && before !== section.trailer.get("Prev"))
    throw new PdfReadError("bad-xref", hidden.at);
  for (const [number, entry] of hidden.entries) {
    const open = entries.get(number);
    if (open !== undefined && !isSamePlace(open, entry)) throw new PdfReadError("bad-xref", hidden.at);
    entries.set(number, entry);
  }
  return { ...section, entries };
}
