import { closureOf, ownOnly, shownOnly } from "./closure.ts";
import { listFields, type PdfField } from "./form-fields.ts";
import type { PdfFile } from "./pdf-file.ts";
import { differingKeys, entriesOf, isOf, nameOf, type PdfValue, sameValue } from "./value.ts";
import type { PdfEntry } from "./xref.ts";

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
}

/**
 * Compares the document that a signature covers with the one that readers show now (ISO 32000-1
 * §12.8.2.2): as objects, by what they say and not by where they stand, so that a table that leads elsewhere is a change too.
 * @throws PdfReadError for objects that cannot be read in either.
 */
export function findChanges(before: PdfFile, after: PdfFile): readonly PdfChange[] {
  return new Comparison(before, after).run();
}

const catalogKeys: ReadonlySet<string> = new Set(["AcroForm", "DSS", "Extensions", "Metadata", "Version"]);
const pageKeys: ReadonlySet<string> = new Set(["Annots"]);
const formKeys: ReadonlySet<string> = new Set(["Fields", "SigFlags"]);
const softFormKeys: ReadonlySet<string> = new Set(["DR", "DA", "NeedAppearances"]);
const valueKeys: ReadonlySet<string> = new Set(["V", "AS", "AP", "M", "I", "RV", "TI"]);

class Comparison {
  private readonly before: PdfFile;
  private readonly after: PdfFile;
  private readonly changed: ReadonlySet<number>;
  /** Objects whose change is told of already. */
  private readonly explained = new Set<number>();
  private readonly found = new Map<string, PdfChange>();

  constructor(before: PdfFile, after: PdfFile) {
    this.before = before;
    this.after = after;
    this.changed = changedObjects(before, after);
  }

  run(): readonly PdfChange[] {
    if (!sameValue(this.before.trailer.get("Root"), this.after.trailer.get("Root"))) {
      return [{ kind: "forbidden", what: "catalog" }];
    }
    if (
      this.changed.size === 0 &&
      sameValue(this.before.trailer.get("Info"), this.after.trailer.get("Info"))
    ) {
      return [];
    }
    this.compareShown();
    this.compareForm();
    this.compareFields();
    this.compareAnnotations();
    this.compareBesides();
    this.tellTheRest();
    return [...this.found.values()];
  }

  private tell(kind: PdfChangeKind, what: string): void {
    this.found.set(`${kind} ${what}`, { kind, what });
  }

  private touches(numbers: Iterable<number>): boolean {
    for (const number of numbers) if (this.changed.has(number)) return true;
    return false;
  }

  /** Pages and whatever else is reached from the catalog; only what stands beside them may differ. */
  private compareShown(): void {
    const root = this.after.trailer.get("Root") ?? null;
    const shown = new Set([
      ...closureOf(this.before, root, shownOnly),
      ...closureOf(this.after, root, shownOnly),
    ]);
    for (const number of shown) {
      if (!this.changed.has(number)) continue;
      const [old, now] = [this.before.object(number).value, this.after.object(number).value];
      const may = isOf(root, "reference") && root.number === number ? catalogKeys : pageKeys;
      const isPage = may === catalogKeys || nameOf(entriesOf(old)?.get("Type")) === "Page";
      const both = isOf(old, "dictionary") && isOf(now, "dictionary");
      if (both && isPage && differingKeys(old.entries, now.entries).every((key) => may.has(key))) {
        this.explained.add(number);
      } else this.tell("forbidden", kindOf(old) ?? kindOf(now) ?? "object");
    }
  }

  private compareForm(): void {
    const [old, now] = [this.before, this.after].map((file) => {
      const value = file.catalog.entries.get("AcroForm") ?? null;
      if (isOf(value, "reference")) this.explained.add(value.number);
      const entries = entriesOf(file.resolve(value)) ?? new Map<string, PdfValue>();
      const fields = entries.get("Fields");
      if (isOf(fields, "reference")) this.explained.add(fields.number);
      return entries;
    });
    if (old === undefined || now === undefined) return;
    for (const key of differingKeys(old, now)) {
      if (softFormKeys.has(key)) this.tell("form-value", key);
      else if (!formKeys.has(key)) this.tell("forbidden", "form");
    }
    const resources = closureOf(this.after, now.get("DR") ?? null);
    if (this.touches(resources)) this.tell("form-value", "DR");
    for (const number of resources) this.explained.add(number);
  }

  private compareFields(): void {
    const now = new Map(listFields(this.after).map((field) => [field.number, field]));
    const old = listFields(this.before);
    for (const field of old) {
      const same = now.get(field.number);
      if (same === undefined || same.name !== field.name || same.type !== field.type) {
        this.tell("forbidden", "form field");
      } else this.compareField(field, same);
    }
    const known = new Set(old.map(({ number }) => number));
    for (const field of now.values()) {
      if (known.has(field.number)) continue;
      if (field.type === "Sig") this.tellSignature(field);
      else this.tell("form-value", field.name);
    }
  }

  private compareField(old: PdfField, now: PdfField): void {
    const own = [
      ...closureOf(this.before, { type: "dictionary", entries: old.entries }, ownOnly),
      ...closureOf(this.after, { type: "dictionary", entries: now.entries }, ownOnly),
      old.number,
    ];
    if (!this.touches(own)) return;
    if (old.hasKids) {
      // Its kids are compared by themselves.
      this.explained.add(old.number);
      const keys = differingKeys(old.entries, now.entries);
      if (keys.length > 0 && (old.type === "Sig" || keys.some((key) => !valueKeys.has(key)))) {
        this.tell("forbidden", "form field");
      } else if (keys.length > 0) this.tell("form-value", now.name);
      return;
    }
    for (const number of own) this.explained.add(number);
    if (old.type === "Sig") {
      if (old.value === null) this.tellSignature(now);
      else this.tell("forbidden", "signature");
    } else if (differingKeys(old.entries, now.entries).every((key) => valueKeys.has(key))) {
      this.tell("form-value", now.name);
    } else this.tell("forbidden", "form field");
  }

  private tellSignature({ value }: PdfField): void {
    const subFilter = nameOf(entriesOf(this.after.resolve(value))?.get("SubFilter"));
    const kind = subFilter === "ETSI.RFC3161" ? "time-stamp" : "signature";
    this.tell(kind, kind);
  }

  private compareAnnotations(): void {
    const root = this.after.trailer.get("Root") ?? null;
    const fields = new Set(
      [...listFields(this.after), ...listFields(this.before)].map(({ number }) => number),
    );
    for (const number of closureOf(this.before, root, shownOnly)) {
      const page = entriesOf(this.before.object(number).value);
      if (nameOf(page?.get("Type")) !== "Page") continue;
      const old = this.annotationsOf(this.before, page?.get("Annots"));
      const now = this.annotationsOf(this.after, entriesOf(this.after.object(number).value)?.get("Annots"));
      for (const annotation of old) {
        if (!now.some((one) => sameValue(one, annotation))) this.tell("forbidden", "annotation");
        else if (!isOf(annotation, "reference") || !fields.has(annotation.number))
          this.compareAnnotation(annotation);
      }
      for (const annotation of now) {
        if (!old.some((one) => sameValue(one, annotation))) this.tellAnnotation(annotation, fields);
      }
    }
  }

  private annotationsOf(file: PdfFile, value: PdfValue | undefined): readonly PdfValue[] {
    if (isOf(value, "reference")) this.explained.add(value.number);
    const list = file.resolve(value);
    return isOf(list, "array") ? list.items : [];
  }

  private compareAnnotation(annotation: PdfValue): void {
    const own = [
      ...closureOf(this.before, annotation, ownOnly),
      ...closureOf(this.after, annotation, ownOnly),
    ];
    if (this.touches(own)) this.tell("forbidden", "annotation");
  }

  private tellAnnotation(annotation: PdfValue, fields: ReadonlySet<number>): void {
    // A field's widget is told with its field.
    if (isOf(annotation, "reference") && fields.has(annotation.number)) return;
    const subtype = nameOf(entriesOf(this.after.resolve(annotation))?.get("Subtype"));
    this.tell("annotation", subtype ?? "annotation");
  }

  /** What serves validation, and what only describes the document. */
  private compareBesides(): void {
    const beside = (key: string, kind: PdfChangeKind, of: (file: PdfFile) => PdfValue): void => {
      const [old, now] = [of(this.before), of(this.after)];
      const own = [...closureOf(this.before, old), ...closureOf(this.after, now)];
      if (!sameValue(old, now) || this.touches(own)) this.tell(kind, key);
      for (const number of own) this.explained.add(number);
    };
    beside("DSS", "validation-data", ({ catalog }) => catalog.entries.get("DSS") ?? null);
    beside("metadata", "metadata", ({ catalog }) => catalog.entries.get("Metadata") ?? null);
    beside("metadata", "metadata", ({ trailer }) => trailer.get("Info") ?? null);
    beside("metadata", "metadata", ({ catalog }) => catalog.entries.get("Version") ?? null);
    beside("extensions", "validation-data", ({ catalog }) => catalog.entries.get("Extensions") ?? null);
  }

  /** Whatever else was part of the document, and says something else now. */
  private tellTheRest(): void {
    const part = closureOf(this.before, this.before.trailer.get("Root") ?? null);
    for (const number of part) {
      if (this.changed.has(number) && !this.explained.has(number)) this.tell("forbidden", "object");
    }
  }
}

const kindOf = (value: PdfValue): string | undefined =>
  nameOf(entriesOf(value)?.get("Type")) ?? (isOf(value, "stream") ? "stream" : undefined);

/** Numbers under which the two files do not say the same. */
function changedObjects(before: PdfFile, after: PdfFile): ReadonlySet<number> {
  const changed = new Set<number>();
  for (const number of new Set([...before.entries.keys(), ...after.entries.keys()])) {
    const [old, now] = [before.entries.get(number), after.entries.get(number)];
    if (isSamePlace(old, now) && !isMoved(before, after, old)) continue;
    if (generationOf(old) !== generationOf(now)) changed.add(number);
    else if (!sameValue(before.object(number).value, after.object(number).value)) changed.add(number);
  }
  return changed;
}

const generationOf = (entry: PdfEntry | undefined): number =>
  entry?.kind === "offset" ? entry.generation : entry?.kind === "packed" ? 0 : -1;

/** The bytes before the end of a revision are the same in both files, and so is what stands at one place in them. */
function isSamePlace(a: PdfEntry | undefined, b: PdfEntry | undefined): boolean {
  if (a?.kind === "offset" && b?.kind === "offset")
    return a.offset === b.offset && a.generation === b.generation;
  if (a?.kind === "packed" && b?.kind === "packed") return a.container === b.container && a.index === b.index;
  return (a?.kind ?? "free") === "free" && (b?.kind ?? "free") === "free";
}

/** Whether an object's stream is another one in the later file. */
const isMoved = (before: PdfFile, after: PdfFile, entry: PdfEntry | undefined): boolean =>
  entry?.kind === "packed" &&
  !isSamePlace(before.entries.get(entry.container), after.entries.get(entry.container));
