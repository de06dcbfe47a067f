import { encodeUtf8 } from "@liangzheng/bytes";
import { layoutPage, type PlacedText } from "../layout/page-layout.ts";
import type { PageSize } from "../layout/riding-edge.ts";
import { type Box, type Face, faces, type PageExtent, pageOf, pagesOf } from "../layout/template.ts";
import { type ImageFacts, readImageFacts } from "./image-size.ts";
import { pageFile, paths } from "./package-paths.ts";
import { imageObject, textObject } from "./page-content.ts";
import { makePart, type Part, partBegun, type WritePorts } from "./part.ts";
import { fontPath, type PreparedTemplate } from "./prepare-template.ts";
import { codeEnd, drawCode, qrPen } from "./qr-code.ts";
import { photoFile, type Shape, structureParts } from "./structure-parts.ts";
import { OfdWriteError } from "./write-error.ts";
import { boxText, declaration, escapeXml, namespace } from "./xml-text.ts";

/** One item of GB/T 36903 metadata; dates as YYYYMMDD. */
export interface MetadataItem {
  readonly id: string;
  readonly value: string;
}

/** What OFD.xml says of a document. */
export interface RootInput {
  /** 32 hexadecimal digits. */
  readonly documentId: string;
  /** In the order in which CustomDatas shall have them. Items with a field of the same id are printed. */
  readonly metadata: readonly MetadataItem[];
  /** `YYYY-MM-DD`, the day in Asia/Shanghai. */
  readonly createdOn: string;
  /** Software that made it. */
  readonly creator?: string;
}

export interface LicenceInput extends RootInput {
  /** The machine-readable record (JSON), kept as an attachment byte for byte. */
  readonly record: Uint8Array;
  /** PNG or JPEG. */
  readonly photo?: Uint8Array;
  /** Modules without quiet zone. */
  readonly qr?: readonly (readonly boolean[])[];
}

/** A document whose parts are final but for OFD.xml, which says whether it is signed. */
export interface LicenceDocument {
  readonly ports: WritePorts;
  /** The page that is sealed, and the place that the seal is centred on. */
  readonly page: number;
  readonly seal: Box;
  /** All pages, in their order, where there are several: the seal then rides over their edges too (骑缝章). */
  readonly pages?: readonly PageSize[];
  readonly parts: readonly Part[];
  /** OFD.xml before and after the place of the Signatures element. */
  readonly root: readonly [string, string];
}

/**
 * Writes a licence from its metadata: what is printed, what CustomDatas say and what the tags point to come from the
 * same values, so they cannot differ (GB/T 36905).
 * @throws OfdWriteError naming the field: `missing-field`, `repeated-field`, `control-character`, `missing-glyph`,
 * `does-not-fit`, `bad-photo`, `bad-qr`, `bad-document-id`, `bad-time`.
 */
export function writeLicenceDocument(prepared: PreparedTemplate, input: LicenceInput): LicenceDocument {
  const { template, fonts, ports, ids, frames } = prepared;
  const root = rootXml(input, paths.document);
  const values = new Map(input.metadata.map(({ id, value }) => [id, value] as const));
  for (const field of template.fields)
    if (field.required && (values.get(field.id) ?? "") === "")
      throw new OfdWriteError("missing-field", field.id);

  const { texts, problems } = layoutPage(template, values, fonts.metrics);
  const problem = problems[0];
  if (problem !== undefined) throw new OfdWriteError(problem.reason, problem.field, problems);

  const characters: Record<Face, Set<string>> = { serif: new Set(), sans: new Set(), bold: new Set() };
  const printed: string[] = [];
  const sheets = pagesOf(template);
  const bodies = sheets.map(() => "");
  const put = (page: number, object: string): void => {
    bodies[page - 1] += object;
  };
  for (const text of texts) {
    const id = text.field ?? "";
    const font = fontFor(prepared, text, characters);
    printed.push(id);
    const frame = frames.get(id);
    if (frame !== undefined) put(frame.page, textObject(frame, font, text));
  }
  const photo = photoOf(prepared, input);
  if (photo !== undefined)
    put(pageOf(photo.box), imageObject(ids.photo, ids.photoResource, photo.box, photo.facts));

  const valueFaces = new Set(faces.filter((face) => characters[face].size > 0));
  const shape: Shape = { printed, valueFaces, photo: photo?.facts.format };
  const encode = ports.encodeUtf8 ?? encodeUtf8;
  const pages = ids.pages.map(({ templatePage, layer }, at) => {
    const path = `${paths.folder}/${pageFile(at)}`;
    const start =
      `${declaration}<ofd:Page ${namespace}><ofd:Template TemplateID="${templatePage}" ZOrder="Background"/>` +
      `${areaOf(sheets[at], sheets[0])}<ofd:Content><ofd:Layer ID="${layer}">\n`;
    const rest = `${bodies[at] ?? ""}</ofd:Layer></ofd:Content></ofd:Page>`;
    const { qr } = template;
    if (input.qr === undefined || qr === undefined || pageOf(qr) !== at + 1)
      return makePart(path, start + rest, ports);
    const code = drawCode(prepared.pens, (count) => qrPen(start, ids.qr, qr, count), input.qr);
    return partBegun(path, code, encode(codeEnd + rest), ports);
  });
  const parts = [...structureParts(prepared, shape), ...prepared.parts, ...pages];
  for (const face of valueFaces) {
    const bytes = fonts.subset?.(face, [...characters[face]].join(""));
    // Outlines are dense: deflating saves a quarter of their size for about half the cost of a signature (ADR 0004).
    if (bytes !== undefined) parts.push(makePart(fontPath("value", face), bytes, ports, true));
  }
  if (photo !== undefined && input.photo !== undefined)
    parts.push(makePart(`${paths.resources}/${photoFile(photo.facts.format)}`, input.photo, ports, true));
  parts.push(makePart(paths.record, input.record, ports));
  const sizes = sheets.map(({ width, height }, at) => ({ id: ids.pages[at]?.page ?? 0, width, height }));
  return {
    ports,
    page: sizes[pageOf(template.seal) - 1]?.id ?? 0,
    seal: template.seal,
    ...(sizes.length > 1 && { pages: sizes }),
    parts,
    root,
  };
}

/** What a page says of its extent where it is not that of the document (GB/T 33190, CT_PageArea). */
const areaOf = (sheet: PageExtent | undefined, first: PageExtent | undefined): string =>
  sheet === undefined || (sheet.width === first?.width && sheet.height === first.height)
    ? ""
    : `<ofd:Area><ofd:PhysicalBox>${boxText({ x: 0, y: 0, width: sheet.width, height: sheet.height })}</ofd:PhysicalBox></ofd:Area>`;

/** The document as it is, without a signature. */
export const unsignedParts = ({ ports, parts, root }: LicenceDocument): readonly Part[] => [
  makePart(paths.root, root.join(""), ports),
  ...parts,
];

/** A text that the constant font can show uses it; otherwise its characters go to the font of this document. */
function fontFor(
  { ids, fixedCharacters, fonts }: PreparedTemplate,
  text: PlacedText,
  characters: Record<Face, Set<string>>,
): number {
  const fixed = fixedCharacters[text.face];
  const isCovered = fonts.subset === undefined ? fixed.size > 0 : everyCharacter(text, (c) => fixed.has(c));
  if (isCovered) return ids.fixedFonts[text.face];
  const own = characters[text.face];
  everyCharacter(text, (character) => {
    own.add(character);
    return true;
  });
  return ids.valueFonts[text.face];
}

function everyCharacter(text: PlacedText, test: (character: string) => boolean): boolean {
  for (const line of text.lines) for (const character of line.text) if (!test(character)) return false;
  return true;
}

function photoOf({ template }: PreparedTemplate, { photo }: LicenceInput) {
  if (photo === undefined || template.photo === undefined) return undefined;
  const facts: ImageFacts = readImageFacts(photo);
  return { facts, box: template.photo };
}

/** OFD.xml (GB/T 33190, DocBody and DocInfo), elements in the order of its schema. */
export function rootXml(
  { documentId, metadata, createdOn, creator }: RootInput,
  docRoot: string,
): readonly [string, string] {
  if (!/^[0-9a-f]{32}$/.test(documentId)) throw new OfdWriteError("bad-document-id", "documentId");
  if (!/^\d{4}-\d{2}-\d{2}$/.test(createdOn)) throw new OfdWriteError("bad-time", "createdOn");
  const seen = new Set<string>();
  let items = "";
  let title = "";
  for (const { id, value } of metadata) {
    if (seen.has(id)) throw new OfdWriteError("repeated-field", id);
    seen.add(id);
    const text = escapeXml(value, id);
    if (id === "ZZMC") title = `<ofd:Title>${text}</ofd:Title>`;
    items += `<ofd:CustomData Name="${escapeXml(id, "metadata")}">${text}</ofd:CustomData>`;
  }
  const maker = creator === undefined ? "" : `<ofd:Creator>${escapeXml(creator, "creator")}</ofd:Creator>`;
  const before =
    `${declaration}<ofd:OFD ${namespace} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo>` +
    `<ofd:DocID>${documentId}</ofd:DocID>${title}<ofd:CreationDate>${createdOn}</ofd:CreationDate>${maker}` +
    `<ofd:CustomDatas>${items}</ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>${docRoot}</ofd:DocRoot>`;
  return [before, "</ofd:DocBody></ofd:OFD>"];
}
