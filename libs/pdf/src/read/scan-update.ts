import { PdfParser } from "./parser.ts";
import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";

/**
 * Whether the bytes from `from` on are updates and nothing else: objects that a cross-reference section lists where they stand,
 * the sections, and their ends (ISO 32000-1 §7.5.6). Readers that mend files look for objects in any bytes, and show what
 * no table names: whoever appends such to a signed file means to be seen by them.
 * @returns the offset of the first byte that is none of these.
 * @throws PdfReadError for a listed object that cannot be read.
 */
export function findUnlisted(file: PdfFile, from: number): number | undefined {
  const { work } = file;
  const listed = listedNumbers(file);
  const ends = new Map(file.sections.map(({ at, end }) => [at, end]));
  const parser = new PdfParser(file.bytes, from, work);
  for (;;) {
    parser.skip();
    work.spend(1, parser.at);
    if (parser.ended) return undefined;
    const { at } = parser;
    const end =
      ends.get(at) ?? (parser.has("startxref") ? pastStart(parser, file) : pastObject(file, listed, at));
    if (end === undefined) return at;
    parser.at = end;
  }
}

/** By what number each object is listed by any section, those that later ones replace too; by their offsets. */
export function listedNumbers({ sections }: PdfFile): ReadonlyMap<number, number> {
  const listed = new Map<number, number>();
  for (const { entries } of sections) {
    for (const [number, entry] of entries) if (entry.kind === "offset") listed.set(entry.offset, number);
  }
  return listed;
}

function pastStart(parser: PdfParser, file: PdfFile): number | undefined {
  parser.expect("startxref");
  try {
    return file.sectionOffsets.has(parser.count()) ? parser.at : undefined;
  } catch (error) {
    if (error instanceof PdfReadError) return undefined;
    throw error;
  }
}

function pastObject(file: PdfFile, listed: ReadonlyMap<number, number>, at: number): number | undefined {
  if (!listed.has(at) && !file.sectionOffsets.has(at)) return undefined;
  const { number, end } = file.objectAt(at);
  // Listed by another number it is read by nobody but those who mend.
  return number === (listed.get(at) ?? number) ? end : undefined;
}
