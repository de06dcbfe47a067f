import { PdfParser } from "./parser.ts";
import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";
import { entriesOf, sameValue } from "./value.ts";
import { isSamePlace, type PdfEntry } from "./xref.ts";

/** Numbers under which a document and a later one of the same file do not say the same. @throws PdfReadError */
export function changedObjects(before: PdfFile, after: PdfFile): ReadonlySet<number> {
  const { work } = after;
  const changed = new Set<number>();
  for (const number of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    const [old, now] = [before.entries.get(number), after.entries.get(number)];
    // The bytes before the end of a revision are the same in both files, and so is what stands at one place in them.
    if (isSamePlace(old, now) && !isMoved(before, after, old)) continue;
    if (generationOf(old) !== generationOf(now)) changed.add(number);
    else if (!sameValue(before.object(number).value, after.object(number).value, work)) changed.add(number);
  }
  work.spend(before.entries.size >> 4, 0);
  return changed;
}

const generationOf = (entry: PdfEntry | undefined): number =>
  entry?.kind === "offset" ? entry.generation : entry?.kind === "packed" ? 0 : -1;

/** Whether an object's stream is another one in the later file. */
const isMoved = (before: PdfFile, after: PdfFile, entry: PdfEntry | undefined): boolean =>
  entry?.kind === "packed" &&
  !isSamePlace(before.entries.get(entry.container), after.entries.get(entry.container));

/**
 * Whether an update wrote another object under a number and a later one leads back to the old: nobody who follows the tables sees
 * what stood there between, and whoever mends the file sees nothing else.
 */
export function hidesAnUpdate(before: PdfFile, after: PdfFile): boolean {
  return after.sections.some(({ at, entries }) => {
    if (at < before.bytes.length) return false;
    after.work.spend(entries.size >> 4, at);
    return [...entries].some(([number, entry]) => {
      const old = before.entries.get(number);
      if (old === undefined || old.kind === "free") return false;
      return !isSamePlace(entry, old) && isSamePlace(after.entries.get(number), old);
    });
  });
}

/**
 * Whether the file says at its beginning that it is linearized and just as long as it is (annex F): some readers then begin at its
 * front, where no update has a say. The length cannot have been so when a shorter file was signed.
 */
export function beginsAtItsFront(file: PdfFile): boolean {
  const parser = new PdfParser(file.bytes, 0, file.work);
  parser.skip();
  try {
    const entries = entriesOf(file.objectAt(parser.at).value);
    return entries?.has("Linearized") === true && entries.get("L") === file.bytes.length;
  } catch (error) {
    if (error instanceof PdfReadError && error.code !== "too-much-work") return false;
    throw error;
  }
}
