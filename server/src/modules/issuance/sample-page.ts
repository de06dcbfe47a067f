import type { TypeDefinition } from "@liangzheng/contract";
import {
  checkTemplate,
  drawDesign,
  fitText,
  isFitted,
  layoutPage,
  prepareTemplate,
  unsignedParts,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { subjectOf } from "../catalogue/index.ts";
import { metadataOf, modulesOf, type WritingDeps } from "./licence-file.ts";
import { type Sampled, sampleFace } from "./sample-record.ts";

export interface SamplePage {
  /** Null where the template cannot be drawn at all. */
  readonly file: Uint8Array | null;
  /** Metadata ids of the data that do not fit; the page leaves them out. */
  readonly tight: readonly string[];
}

/** A page of a template that is still being designed, with sample data. What does not fit is left out and told. */
export function makeSamplePage(
  { fonts, ports }: WritingDeps,
  input: Sampled & Pick<TypeDefinition, "template">,
  at: Date,
): SamplePage {
  const drawn = drawDesign(input.template, subjectOf(input));
  const template = {
    ...drawn,
    texts: drawn.texts.filter(({ text, box, style }) => isFitted(fitText(text, box, style, fonts.metrics))),
    fields: drawn.fields.map((field) => ({ ...field, required: false })),
  };
  if (checkTemplate(template).length > 0) return { file: null, tight: [] };
  const face = sampleFace(input);
  const metadata = metadataOf(input, face);
  const values = new Map(metadata.map(({ id, value }) => [id, value] as const));
  const tight = layoutPage(template, values, fonts.metrics).problems.map(({ field }) => field);
  const document = writeLicenceDocument(prepareTemplate(template, fonts, ports), {
    documentId: "0".repeat(32),
    metadata: metadata.filter(({ id }) => !tight.includes(id)),
    record: new Uint8Array(0),
    createdOn: face.issuedOn,
    creator: "Liangzheng",
    qr: modulesOf(face.identifier ?? ""),
  });
  return { file: writeZip(unsignedParts(document), at, ports), tight };
}
