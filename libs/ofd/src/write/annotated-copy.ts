import { resolvePath } from "../container/entry-path.ts";
import { type OfdPackage, openPackage } from "../container/package.ts";
import type { PageSize } from "../layout/riding-edge.ts";
import { layoutWatermark, type WatermarkText } from "../layout/watermark.ts";
import type { OfdDocument } from "../model/document.ts";
import { readPageContent } from "../read/page-content.ts";
import { readDocument } from "../read/read-document.ts";
import { XmlSource } from "../read/xml-source.ts";
import { attribute, child, children, childText, type XmlElement } from "../xml/element.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { type LicenceDocument, type RootInput, rootXml } from "./document.ts";
import { elementText } from "./element-text.ts";
import { makePart, type Part, type WritePorts } from "./part.ts";
import type { FontSource } from "./prepare-template.ts";
import { objectsOf, watermarkAnnotation } from "./watermark-annotation.ts";
import { OfdWriteError } from "./write-error.ts";
import { declaration, namespace } from "./xml-text.ts";

/** What a copy says beside its original; `metadata` follows the original's own. */
export interface CopyInput extends RootInput {
  readonly creator: string;
  readonly watermark: WatermarkText;
}

/** Files of the copy's own, in the folder of Document.xml. */
const own = {
  resources: "CopyRes.xml",
  annotations: "CopyAnnots.xml",
  folder: "Copy",
  font: "sans.ttf",
} as const;

/**
 * An annotated copy (加注件): the original's pages, fonts and pictures byte for byte, its metadata with the copy's behind
 * them, and a watermark over each page. Not carried over are its seals, which speak for the original alone, and its
 * attachments, which would say more than the page does.
 * @throws OfdWriteError `bad-original` for a file of several documents or versions, `repeated-field`, `missing-glyph`,
 * `control-character`; OfdError for a file that cannot be read.
 */
export function writeAnnotatedCopy(
  original: Uint8Array,
  input: CopyInput,
  fonts: FontSource,
  ports: WritePorts,
): LicenceDocument {
  const pkg = openPackage(original);
  const [document, ...others] = readDocument(pkg);
  if (document === undefined || others.length > 0 || document.versions.length > 0)
    throw new OfdWriteError("bad-original", "DocBody");
  if (document.maxUnitId === undefined) throw new OfdWriteError("bad-original", "MaxUnitID");
  const marked = markPages(document, document.maxUnitId, input, fonts, ports);
  const [page] = document.pages;
  if (page === undefined || marked.first === undefined) throw new OfdWriteError("bad-original", "Pages");

  const left = leftBehind(pkg, document);
  const carried = pkg.paths
    .filter((path) => !left.has(path))
    .map((path) => makePart(path.slice(1), pkg.read(path), ports));
  const metadata = [
    ...document.docInfo.customDatas.map(({ name, value }) => ({ id: name, value })),
    ...input.metadata,
  ];
  return {
    ports,
    page: Number(page.id),
    seal: sealPlace(marked.first),
    ...(marked.sizes.length > 1 && { pages: marked.sizes }),
    parts: [
      makePart(document.docRoot.slice(1), documentText(pkg, document.docRoot, marked.maxId), ports),
      ...carried,
      ...marked.parts,
    ],
    root: rootXml({ ...input, metadata }, document.docRoot.slice(1)),
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the code at the left and the issuer's own place at the right, which stays empty. */
function sealPlace({ width, height }: Size): { x: number; y: number } & Size {
  const unit = Math.sqrt(width * height) / 250;
  return { x: 0.37 * width - 10 * unit, y: height - 46 * unit, width: 20 * unit, height: 20 * unit };
}

/** An annotation for each page, the list that names them, and the font they are set in. */
function markPages(
  document: OfdDocument,
  maxUnitId: number,
  { watermark, creator, createdOn }: CopyInput,
  fonts: FontSource,
  ports: WritePorts,
): {
  readonly parts: readonly Part[];
  readonly maxId: number;
  readonly first: Size | undefined;
  readonly sizes: readonly PageSize[];
} {
  const folder = document.docRoot.slice(1, document.docRoot.lastIndexOf("/") + 1);
  const font = maxUnitId + 1;
  let id = font;
  let first: Size | undefined;
  const sizes: PageSize[] = [];
  let list = "";
  for (const { pageId, path } of document.annotations) list += annotationLink(pageId, path);
  const parts: Part[] = [];
  const source = new XmlSource(document.package);
  for (const [at, { id: pageId }] of document.pages.entries()) {
    const { width, height } = readPageContent(source, document, at).area.physicalBox;
    first ??= { width, height };
    sizes.push({ id: Number(pageId), width, height });
    const layout = layoutWatermark(watermark, { width, height }, fonts.metrics);
    if ("reason" in layout)
      throw new OfdWriteError(layout.reason, "watermark", [{ ...layout, field: "watermark" }]);
    const ids = { annotation: id + 1, first: id + 2, font };
    id += 1 + objectsOf(layout);
    const path = `${folder}${own.folder}/Annot_${at}.xml`;
    const about = { creator, madeOn: createdOn };
    parts.push(makePart(path, watermarkAnnotation(layout, watermark, { width, height }, about, ids), ports));
    list += annotationLink(pageId, `/${path}`);
  }
  parts.push(
    makePart(
      folder + own.annotations,
      `${declaration}<ofd:Annotations ${namespace}>${list}</ofd:Annotations>`,
      ports,
    ),
    ...fontParts(folder, font, watermark, fonts, ports),
  );
  return { parts, maxId: id, first, sizes };
}

const annotationLink = (pageId: string, path: string): string =>
  `<ofd:Page PageID="${pageId}"><ofd:FileLoc>${path}</ofd:FileLoc></ofd:Page>`;

function fontParts(
  folder: string,
  id: number,
  { paragraphs, strip }: WatermarkText,
  { subset }: FontSource,
  ports: WritePorts,
): readonly Part[] {
  const characters = [...new Set([...paragraphs, strip].join(""))].join("");
  const file = subset === undefined ? "" : `<ofd:FontFile>${own.font}</ofd:FontFile>`;
  const resources =
    `${declaration}<ofd:Res ${namespace} BaseLoc="${own.folder}"><ofd:Fonts>` +
    `<ofd:Font ID="${id}" FontName="Noto Sans SC" FamilyName="黑体">${file}</ofd:Font></ofd:Fonts></ofd:Res>`;
  return [
    makePart(folder + own.resources, resources, ports),
    ...(subset === undefined
      ? []
      : [makePart(`${folder}${own.folder}/${own.font}`, subset("sans", characters), ports, true)]),
  ];
}

/** Behind these in the order of CT_Document, if they are there. */
const beforeAnnotations = new Set([
  "CommonData",
  "Pages",
  "Outlines",
  "Permissions",
  "Actions",
  "VPreferences",
  "Bookmarks",
]);

/** Document.xml as it was, with the copy's resources and annotations, and without attachments. */
function documentText(pkg: OfdPackage, docRoot: string, maxId: number): string {
  const document = parseXml(pkg.read(docRoot));
  const kept = document.children.filter(({ name }) => name !== "Annotations" && name !== "Attachments");
  const common = kept.map((one) => (one.name === "CommonData" ? commonData(one, maxId) : one));
  const at = common.findLastIndex(({ name }) => beforeAnnotations.has(name)) + 1;
  const children = [...common.slice(0, at), leaf("Annotations", own.annotations), ...common.slice(at)];
  return elementText({ ...document, children }, docRoot);
}

function commonData(common: XmlElement, maxId: number): XmlElement {
  const counted = common.children.map((one) =>
    one.name === "MaxUnitID" ? leaf("MaxUnitID", String(maxId)) : one,
  );
  const templates = counted.findIndex(({ name }) => name === "TemplatePage" || name === "DefaultCS");
  const at = templates < 0 ? counted.length : templates;
  return {
    ...common,
    children: [...counted.slice(0, at), leaf("DocumentRes", own.resources), ...counted.slice(at)],
  };
}

const leaf = (name: string, text: string): XmlElement => ({
  name,
  namespace: "",
  attributes: new Map(),
  children: [],
  text,
});

/** What the copy has anew or must not have: the root files, signatures with all their files, attachments. */
function leftBehind(pkg: OfdPackage, document: OfdDocument): ReadonlySet<string> {
  const left = new Set(["/OFD.xml", document.docRoot]);
  const list = parseXml(pkg.read(document.docRoot));
  for (const name of ["Attachments", "Annotations"])
    for (const { text } of children(list, name))
      if (text.trim() !== "") left.add(resolvePath(document.docRoot, text));
  for (const { path } of document.attachments) left.add(path);
  if (document.signatures === undefined) return left;
  left.add(document.signatures);
  for (const entry of children(parseXml(pkg.read(document.signatures)), "Signature")) {
    const file = resolvePath(document.signatures, attribute(entry, "BaseLoc") ?? "");
    left.add(file);
    const signature = parseXml(pkg.read(file));
    const info = child(signature, "SignedInfo");
    const seal = info && child(info, "Seal");
    for (const link of [childText(signature, "SignedValue"), seal && childText(seal, "BaseLoc")])
      if (link !== undefined) left.add(resolvePath(file, link));
  }
  return left;
}
