import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";
import { entriesOf, isOf, nameOf, type PdfString, type PdfValue, sameValue } from "./value.ts";

/** A field of the form (ISO 32000-1 §12.7.3): one that has a value, or a widget without a name of its own. */
export interface PdfField {
  /** Of its object. */
  readonly number: number;
  /** Full name, its parts joined by full stops. */
  readonly name: string;
  /** `Sig`, `Tx`, `Btn` or `Ch`, its own or its parent's. */
  readonly type: string | undefined;
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** V, its own or its parent's, as written: for a signature a reference to its dictionary. */
  readonly value: PdfValue;
  /** Number of the field that V stands in: this one, or one above. */
  readonly bearer: number;
  readonly hasKids: boolean;
}

const mostFields = 20_000;
const deepest = 32;

/** Every field, parents before their kids. @throws PdfReadError */
export function listFields(file: PdfFile): readonly PdfField[] {
  const form = entriesOf(file.resolve(file.catalog.entries.get("AcroForm")));
  const roots = file.resolve(form?.get("Fields"));
  const found = new Map<number, PdfField>();
  const visit = (value: PdfValue, parent: PdfField | undefined, depth: number): void => {
    file.work.spend(1, 0);
    if (!isOf(value, "reference")) throw new PdfReadError("bad-object", 0);
    if (found.has(value.number) || depth > deepest) throw new PdfReadError("too-deep", 0);
    if (found.size >= mostFields) throw new PdfReadError("too-much-work", 0);
    const dictionary = file.resolve(value);
    if (dictionary === null) return;
    if (!isOf(dictionary, "dictionary")) throw new PdfReadError("bad-object", 0);
    const { entries } = dictionary;
    const own = file.resolve(entries.get("T"));
    const kids = file.resolve(entries.get("Kids"));
    const name = [parent?.name, isOf(own, "string") ? textOf(own) : undefined].filter(Boolean).join(".");
    file.work.spend(name.length >> 4, 0);
    const inherits =
      parent !== undefined && sameValue(entries.get("V") ?? parent.value, parent.value, file.work);
    const field: PdfField = {
      number: value.number,
      name,
      type: nameOf(file.resolve(entries.get("FT"))) ?? parent?.type,
      entries,
      value: entries.get("V") ?? parent?.value ?? null,
      bearer: inherits ? parent.bearer : value.number,
      hasKids: isOf(kids, "array") && kids.items.length > 0,
    };
    found.set(value.number, field);
    if (isOf(kids, "array")) for (const kid of kids.items) visit(kid, field, depth + 1);
  };
  if (isOf(roots, "array")) for (const root of roots.items) visit(root, undefined, 0);
  return [...found.values()];
}

/** A text string (§7.9.2.2): UTF-16BE with its mark, else byte by byte. */
export function textOf({ bytes }: PdfString): string {
  const [first, second] = bytes;
  let text = "";
  if (first === 0xfe && second === 0xff) {
    for (let i = 2; i + 1 < bytes.length; i += 2) {
      text += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
    }
  } else for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
