import type { PdfFile } from "./pdf-file.ts";
import { PdfReadError } from "./read-error.ts";
import { entriesOf, isOf, nameOf, type PdfString, type PdfValue } from "./value.ts";

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
    if (!isOf(value, "reference")) throw new PdfReadError("bad-object", 0);
    if (found.has(value.number) || depth > deepest) throw new PdfReadError("too-deep", 0);
    if (found.size >= mostFields) throw new PdfReadError("too-much-work", 0);
    const entries = entriesOf(file.resolve(value));
    if (entries === undefined) return;
    const own = file.resolve(entries.get("T"));
    const kids = file.resolve(entries.get("Kids"));
    const field: PdfField = {
      number: value.number,
      name: [parent?.name, isOf(own, "string") ? textOf(own) : undefined].filter(Boolean).join("."),
      type: nameOf(file.resolve(entries.get("FT"))) ?? parent?.type,
      entries,
      value: entries.get("V") ?? parent?.value ?? null,
      hasKids: isOf(kids, "array") && kids.items.length > 0,
    };
    found.set(value.number, field);
    if (isOf(kids, "array")) for (const kid of kids.items) visit(kid, field, depth + 1);
  };
  if (isOf(roots, "array")) for (const root of roots.items) visit(root, undefined, 0);
  return [...found.values()];
}

/** A text string (§7.9.2.2): UTF-16BE with its mark, UTF-8 with its mark, else as Latin-1. */
function textOf({ bytes }: PdfString): string {
  const [first, second] = bytes;
  let text = "";
  if (first === 0xfe && second === 0xff) {
    for (let i = 2; i + 1 < bytes.length; i += 2) {
      text += String.fromCharCode(((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0));
    }
  } else for (const byte of bytes) text += String.fromCharCode(byte);
  return text.slice(0, 200);
}
