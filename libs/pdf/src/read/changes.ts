import { beginsAtItsFront, changedObjects, hidesAnUpdate } from "./changed-objects.ts";
import { closureOf, ownOnly, shownOnly } from "./closure.ts";
import { firmObjects, isSigned, softFormKeys, valueKeys } from "./firm-objects.ts";
import { listFields, type PdfField } from "./form-fields.ts";
import type { PdfFile } from "./pdf-file.ts";
import { listSignatures, type PdfSignatureValue } from "./signature-values.ts";
import { differingKeys, entriesOf, isOf, nameOf, type PdfValue, sameValue } from "./value.ts";
import { isWidgetSeen } from "./widget.ts";

/**
 * What came to a document after a revision of it. `forbidden` is whatever changes something that the revision showed: pages and all
 * they lead to, a signature, an annotation, the form's structure.
 */
export type PdfChangeKind =
  | "signature"
  | "time-stamp"
  | "validation-data"
  | "metadata"
  | "form-value"
  | "annotation"
  | "forbidden";

export interface PdfChange {
  readonly kind: PdfChangeKind;
  /** What it is about: the kind of thing, or the full name of a field for `form-value`. */
  readonly what: string;
  /** Full name of the field that stood in the signed document and was filled in, signed or not. */
  readonly field?: string;
}

/**
 * Compares the document that a signature covers with the one that readers show now (ISO 32000-1
 * §12.8.2.2): as objects, by what they say and not by where they stand, so that a table that leads elsewhere is a change too.
 * A signature is one where `listSignatures` lists it, and nothing else is.
 * @throws PdfReadError for objects that cannot be read in either.
 */
export function findChanges(before: PdfFile, after: PdfFile): readonly PdfChange[] {
  const root = before.trailer.get("Root") ?? null;
  if (!sameValue(root, after.trailer.get("Root"), after.work))
    return [{ kind: "forbidden", what: "catalog" }];
  return new Comparison(before, after, root).run();
}

const catalogKeys: ReadonlySet<string> = new Set(["AcroForm", "DSS", "Extensions", "Metadata", "Version"]);
const pageKeys: ReadonlySet<string> = new Set(["Annots"]);
const formKeys: ReadonlySet<string> = new Set(["Fields", "SigFlags"]);
/** What whoever signs writes into a field that was made for him. */
const signingKeys: ReadonlySet<string> = new Set([...valueKeys, "DA", "F", "Lock", "MK", "P", "Rect"]);
/** ETSI EN 319 142-1. */
const stampFormat = "ETSI.RFC3161";

type Numbers = ReadonlySet<number>;
type Fields = ReadonlyMap<number, PdfField>;
const byNumber = (fields: readonly PdfField[]): Fields =>
  new Map(fields.map((field) => [field.number, field]));

class Comparison {
  private readonly before: PdfFile;
  private readonly after: PdfFile;
  private readonly root: PdfValue;
  private readonly changed: Numbers;
  private readonly found = new Map<string, PdfChange>();
  /** Objects whose change is told of already. */
  private readonly explained = new Set<number>();
  /** Fields whose place on a page is told of with their signature or their coming. */
  private readonly told = new Set<number>();
  private readonly old: Fields;
  private readonly now: Fields;
  /** What the signed document shows on its pages and elsewhere, and the pages among it. */
  private readonly shown: Numbers;
  private readonly pages: readonly number[];
  private readonly firm: Numbers;
  /** The signatures that the later document shows, by the fields that bear them. */
  private readonly signatures: ReadonlyMap<number, PdfSignatureValue>;

  constructor(before: PdfFile, after: PdfFile, root: PdfValue) {
    this.before = before;
    this.after = after;
    this.root = root;
    this.changed = changedObjects(before, after);
    this.old = byNumber(listFields(before));
    this.now = byNumber(listFields(after));
    this.shown = closureOf(before, root, shownOnly);
    this.pages = [...this.shown].filter((number) => typeOf(before.object(number).value) === "Page");
    const annotations = this.pages.flatMap((number) => this.annotationsOf(before, number));
    this.firm = firmObjects(
      before,
      this.old.values(),
      annotations.filter((one) => !this.isField(one)),
    );
    this.signatures = new Map(listSignatures(after).map((value) => [value.field.bearer, value]));
  }

  run(): readonly PdfChange[] {
    // Read to its end even where nothing came later: what ends behind it is none of it.
    const part = closureOf(this.before, this.root);
    if (hidesAnUpdate(this.before, this.after)) this.tell("forbidden", "object");
    if (beginsAtItsFront(this.after)) this.tell("forbidden", "linearization");
    this.compareShown();
    this.compareForm();
    this.compareFields();
    for (const number of this.pages) this.compareAnnotations(number);
    this.compareBesides();
    for (const number of part) {
      if (this.changed.has(number) && !this.explained.has(number)) this.tell("forbidden", "object");
    }
    return [...this.found.values()];
  }

  private tell(kind: PdfChangeKind, what: string, field?: string): void {
    this.found.set(`${kind} ${what} ${field ?? ""}`, { kind, what, ...(field !== undefined && { field }) });
  }

  /** @param numbers of objects of the signed document. */
  private explain(numbers: Iterable<number>): void {
    for (const number of numbers) if (!this.firm.has(number)) this.explained.add(number);
  }

  private touches(numbers: Iterable<number>): boolean {
    for (const number of numbers) if (this.changed.has(number)) return true;
    return false;
  }

  private isField(annotation: PdfValue): boolean {
    return isOf(annotation, "reference") && this.old.has(annotation.number);
  }

  /** Pages and whatever else is reached from the catalog; only what stands beside them may differ. */
  private compareShown(): void {
    const { root } = this;
    for (const number of new Set([...this.shown, ...closureOf(this.after, root, shownOnly)])) {
      if (!this.changed.has(number)) continue;
      const [old, now] = [this.before.object(number).value, this.after.object(number).value];
      const isRoot = isOf(root, "reference") && root.number === number;
      const may = isRoot ? catalogKeys : typeOf(old) === "Page" ? pageKeys : undefined;
      const keys =
        isOf(old, "dictionary") && isOf(now, "dictionary")
          ? differingKeys(old.entries, now.entries, this.after.work)
          : undefined;
      if (may !== undefined && keys?.every((key) => may.has(key))) this.explained.add(number);
      else this.tell("forbidden", kindOf(old) ?? kindOf(now) ?? "object");
    }
  }

  private compareForm(): void {
    const value = this.before.catalog.entries.get("AcroForm") ?? null;
    const [old, now] = [formOf(this.before), formOf(this.after)];
    for (const one of [value, old.get("Fields")]) if (isOf(one, "reference")) this.explain([one.number]);
    for (const key of differingKeys(old, now, this.after.work)) {
      if (softFormKeys.has(key)) this.tell("form-value", key);
      else if (!formKeys.has(key)) this.tell("forbidden", "form");
    }
    const resources = closureOf(this.before, old.get("DR") ?? null);
    this.explain(resources);
    if (this.touches(resources) || this.touches(closureOf(this.after, now.get("DR") ?? null))) {
      this.tell("form-value", "DR");
    }
  }

  private compareFields(): void {
    for (const old of this.old.values()) {
      const now = this.now.get(old.number);
      if (now === undefined || now.name !== old.name || now.type !== old.type) {
        this.tell("forbidden", "form field");
      } else this.compareField(old, now);
    }
    for (const now of this.now.values()) if (!this.old.has(now.number)) this.tellNewField(now);
  }

  private compareField(old: PdfField, now: PdfField): void {
    const own = new Set([...closureOf(this.before, dictionaryOf(old), ownOnly), old.number]);
    if (!this.touches(own) && !this.touches(closureOf(this.after, dictionaryOf(now), ownOnly))) return;
    const keys = differingKeys(old.entries, now.entries, this.after.work);
    // Kids are compared by themselves.
    if (old.hasKids && keys.length === 0) return;
    this.explain(old.hasKids ? [old.number] : own);
    const may = old.type === "Sig" ? signingKeys : valueKeys;
    if (isSigned(old)) this.tell("forbidden", "signature");
    else if (!keys.every((key) => may.has(key))) this.tell("forbidden", "form field");
    else if (old.type === "Sig") this.tellSignature(now, now.name);
    else this.tell("form-value", now.name, now.name);
  }

  private tellNewField(field: PdfField): void {
    this.told.add(field.number);
    if (field.type === "Sig") this.tellSignature(field);
    else this.tell("annotation", widget);
  }

  /** What a signature field shows is its signer's word, and nobody's where no signature is judged that stands in it. */
  private tellSignature(field: PdfField, room?: string): void {
    const value = this.signatures.get(field.bearer);
    if (value === undefined) {
      this.tell("annotation", widget);
      return;
    }
    this.told.add(field.number);
    const kind = value.subFilter === stampFormat ? "time-stamp" : "signature";
    this.tell(kind, kind, room);
    // Whoever asks for a time stamp gets one: it says when, and not that anybody stands for a look.
    if (kind === "time-stamp" && isWidgetSeen(this.after, field.entries)) this.tell("annotation", widget);
  }

  /** Those that were signed stay, in their order, in which they cover each other. */
  private compareAnnotations(page: number): void {
    const [old, now] = [this.annotationsOf(this.before, page), this.annotationsOf(this.after, page)];
    const list = entriesOf(this.before.object(page).value)?.get("Annots");
    if (isOf(list, "reference")) this.explain([list.number]);
    let kept = 0;
    for (const annotation of now) {
      if (kept < old.length && sameValue(annotation, old[kept], this.after.work)) kept++;
      else this.tellAnnotation(annotation);
    }
    if (kept < old.length) this.tell("forbidden", "annotation");
    for (const annotation of old) {
      if (this.isField(annotation)) continue;
      const own = [this.before, this.after].some((file) =>
        this.touches(closureOf(file, annotation, ownOnly)),
      );
      if (own) this.tell("forbidden", "annotation");
    }
  }

  private annotationsOf(file: PdfFile, page: number): readonly PdfValue[] {
    const list = file.resolve(entriesOf(file.object(page).value)?.get("Annots"));
    if (!isOf(list, "array")) return [];
    file.work.spend(list.items.length, 0);
    return list.items;
  }

  private tellAnnotation(annotation: PdfValue): void {
    if (isOf(annotation, "reference") && this.told.has(annotation.number)) return;
    const subtype = nameOf(entriesOf(this.after.resolve(annotation))?.get("Subtype"));
    this.tell("annotation", subtype ?? "annotation");
  }

  /** What serves validation, and what only describes the document. */
  private compareBesides(): void {
    const beside = (key: string, kind: PdfChangeKind, of: (file: PdfFile) => PdfValue): void => {
      const [old, now] = [of(this.before), of(this.after)];
      const own = closureOf(this.before, old);
      this.explain(own);
      const isSame = sameValue(old, now, this.after.work);
      if (!isSame || this.touches(own) || this.touches(closureOf(this.after, now))) this.tell(kind, key);
    };
    beside("DSS", "validation-data", ({ catalog }) => catalog.entries.get("DSS") ?? null);
    beside("metadata", "metadata", ({ catalog }) => catalog.entries.get("Metadata") ?? null);
    beside("metadata", "metadata", ({ trailer }) => trailer.get("Info") ?? null);
    beside("metadata", "metadata", ({ catalog }) => catalog.entries.get("Version") ?? null);
    beside("extensions", "validation-data", ({ catalog }) => catalog.entries.get("Extensions") ?? null);
  }
}

const widget = "Widget";
const typeOf = (value: PdfValue): string | undefined => nameOf(entriesOf(value)?.get("Type"));
const kindOf = (value: PdfValue): string | undefined =>
  typeOf(value) ?? (isOf(value, "stream") ? "stream" : undefined);
const dictionaryOf = ({ entries }: PdfField): PdfValue => ({ type: "dictionary", entries });
const formOf = (file: PdfFile): ReadonlyMap<string, PdfValue> =>
  entriesOf(file.resolve(file.catalog.entries.get("AcroForm"))) ?? new Map();
