import { PdfParser } from "./parser.ts";
import { PdfReadError } from "./read-error.ts";
import { unpackStream } from "./unpack.ts";
import { isCount, isOf, nameOf, type PdfDictionary, type PdfValue } from "./value.ts";
import { defaultPdfLimits, type PdfLimits, PdfWork } from "./work.ts";
import { type PdfEntry, type PdfSection, readSection } from "./xref.ts";

/** An object where it stands: `at` to `end` of the file, `endobj` included, or nowhere for one in an object stream. */
export interface PdfObject {
  readonly value: PdfValue;
  readonly at?: number;
  readonly end?: number;
}

/** A PDF as its last cross-reference section shows it. Objects are read when they are asked for, and once. */
export interface PdfFile {
  readonly bytes: Uint8Array;
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
  objectAt(offset: number): PdfObject & { readonly end: number };
  /** A value, or what it refers to. @throws PdfReadError */
  resolve(value: PdfValue | undefined): PdfValue;
}

const header = "%PDF-";
/** How far from the end readers look for the last `startxref`. */
const tail = 2048;
const startMark = "startxref";
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
  private readonly work: PdfWork;
  private readonly known = new Map<number, PdfObject>();
  private readonly containers = new Map<number, ReadonlyMap<number, PdfValue>>();
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

  objectAt(offset: number): PdfObject & { readonly end: number } {
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
    const value = container.get(number);
    if (value === undefined) throw new PdfReadError("bad-xref", 0);
    return { value };
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

  /** The objects of an object stream, by number (§7.5.7). */
  private readContainer(number: number): ReadonlyMap<number, PdfValue> {
    const entry = this.entries.get(number);
    const at = entry?.kind === "offset" ? entry.offset : 0;
    const stream = entry?.kind === "offset" ? this.object(number).value : undefined;
    if (!isOf(stream, "stream") || nameOf(stream.entries.get("Type")) !== "ObjStm") {
      throw new PdfReadError("bad-xref", at);
    }
    const [count, first] = [this.resolve(stream.entries.get("N")), this.resolve(stream.entries.get("First"))];
    if (!isCount(count) || !isCount(first)) throw new PdfReadError("bad-object", at);
    const bytes = unpackStream(stream, this.work, at);
    const head = new PdfParser(bytes.subarray(0, first), 0, this.work);
    const objects = new Map<number, PdfValue>();
    for (let i = 0; i < count; i++) {
      const inner = head.count();
      const body = new PdfParser(bytes, first + head.count(), this.work);
      if (objects.has(inner)) throw new PdfReadError("bad-object", at);
      const value = body.value();
      this.work.spend((body.at - first) >> 10, at);
      objects.set(inner, value);
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
      const hybrid = section.trailer.get("XRefStm");
      // What a hybrid file hides from old readers stands as free in its table (§7.5.8.4).
      sections.push(hybrid === undefined ? section : withHidden(section, read(isCount(hybrid) ? hybrid : 0)));
      at = section.trailer.get("Prev");
    }
    return sections;
  }

  /** The offset behind the last `startxref`. */
  private findStart(): number {
    const from = Math.max(0, this.bytes.length - tail);
    for (let at = this.bytes.length - startMark.length; at >= from; at--) {
      const parser = new PdfParser(this.bytes, at, this.work);
      if (this.bytes[at] !== 115 || !parser.has(startMark)) continue;
      parser.at += startMark.length;
      const start = parser.count();
      return start;
    }
    throw new PdfReadError("no-start", this.bytes.length);
  }
}

function withHidden(section: PdfSection, hidden: PdfSection): PdfSection {
  const entries = new Map(section.entries);
  for (const [number, entry] of hidden.entries) {
    if ((entries.get(number)?.kind ?? "free") === "free") entries.set(number, entry);
  }
  return { ...section, entries };
}
