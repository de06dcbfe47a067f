import { PdfParser } from "./parser.ts";
import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";
import type { PdfWork } from "./work.ts";

/**
 * Whether the bytes from `from` on are updates and nothing else: objects that a cross-reference section lists where they stand,
 * the sections, and their ends (ISO 32000-1 §7.5.6). Readers that mend files look for objects in any bytes, and show what
 * no table names: whoever appends such to a signed file means to be seen by them.
 * @returns the offset of the first byte that is none of these.
 * @throws PdfReadError for a listed object that cannot be read.
 */
export function findUnlisted(file: PdfFile, from: number, work: PdfWork): number | undefined {
  const listed = listedOffsets(file);
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

/** Where all objects stand that any section lists, those that later ones replace too. */
export const listedOffsets = ({ sections }: PdfFile): ReadonlySet<number> =>
  new Set(
    sections.flatMap(({ entries }) =>
      [...entries.values()].flatMap((entry) => (entry.kind === "offset" ? [entry.offset] : [])),
    ),
  );

function pastStart(parser: PdfParser, file: PdfFile): number | undefined {
  parser.expect("startxref");
  try {
    return file.sectionOffsets.has(parser.count()) ? parser.at : undefined;
  } catch (error) {
    if (error instanceof PdfReadError) return undefined;
    throw error;
  }
}

function pastObject(file: PdfFile, listed: ReadonlySet<number>, at: number): number | undefined {
  if (!listed.has(at) && !file.sectionOffsets.has(at)) return undefined;
  return file.objectAt(at).end;
}
