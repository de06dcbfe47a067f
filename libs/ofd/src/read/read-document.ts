import { resolvePath } from "../container/entry-path.ts";
import type { OfdPackage } from "../container/package.ts";
import { OfdError } from "../error.ts";
import type { DocInfo, DocumentVersion, OfdDocument } from "../model/document.ts";
import { parseNumber } from "../model/geometry.ts";
import { mergeResources, noResources, type Resources } from "../model/resources.ts";
import {
  attribute,
  booleanAttribute,
  child,
  children,
  childText,
  requiredAttribute,
  requiredChild,
  type XmlElement,
} from "../xml/element.ts";
import { readAnnotationLinks, readAttachments, readCustomTags } from "./read-links.ts";
import { readPageArea, readPages, readTemplates } from "./read-pages.ts";
import { readResourceFile } from "./read-resources.ts";
import { XmlSource } from "./xml-source.ts";

const ofdRoot = "/OFD.xml";
const maxBodies = 64;
const maxResourceFiles = 256;

/**
 * Every document (DocBody) of a package, in the order of OFD.xml. Resource, annotation, attachment and tag files
 * that are missing become `faults`; a missing or unreadable document root, page list or page area is thrown.
 * Page contents are read when drawn.
 * @param xmlBytes how much XML may be parsed for it, 16 MiB unless given.
 * @throws OfdError `missing-entry`, `missing-element`, `bad-value`, `unsafe-path`, and what reading XML throws.
 */
export function readDocument(pkg: OfdPackage, xmlBytes?: number): OfdDocument[] {
  const source = new XmlSource(pkg, xmlBytes);
  const root = source.parse(ofdRoot);
  if (root.name !== "OFD") throw new OfdError("bad-value", "the root element is not OFD", ofdRoot);
  const bodies = children(root, "DocBody");
  if (bodies.length === 0) throw new OfdError("missing-element", "OFD without DocBody", ofdRoot);
  if (bodies.length > maxBodies) throw new OfdError("too-much-work", "too many documents", ofdRoot);
  return bodies.map((body) => readBody(source, body));
}

function readBody(source: XmlSource, body: XmlElement): OfdDocument {
  source.faults.length = 0;
  const rootLink = childText(body, "DocRoot");
  if (rootLink === undefined) throw new OfdError("missing-element", "DocBody without DocRoot", ofdRoot);
  const docRoot = resolvePath(ofdRoot, rootLink);
  const signatures = childText(body, "Signatures");
  const document = source.parse(docRoot);
  const common = requiredChild(document, "CommonData", docRoot);
  const { resources, resourceFiles } = readResources(source, common, docRoot);
  return {
    package: source.package,
    docInfo: readDocInfo(child(body, "DocInfo")),
    docRoot,
    versions: readVersions(source, body),
    signatures: signatures === undefined ? undefined : resolvePath(ofdRoot, signatures),
    maxUnitId: parseNumber(childText(common, "MaxUnitID")),
    pageArea: readPageArea(requiredChild(common, "PageArea", docRoot), docRoot),
    pages: readPages(document, docRoot),
    templates: readTemplates(common, docRoot),
    resources,
    resourceFiles,
    annotations: readAnnotationLinks(source, document, docRoot),
    attachments: readAttachments(source, document, docRoot),
    customTags: readCustomTags(source, document, docRoot),
    faults: [...source.faults],
  };
}

function readDocInfo(info: XmlElement | undefined): DocInfo {
  const text = (name: string) => (info === undefined ? undefined : childText(info, name));
  const keywords = info && child(info, "Keywords");
  const customDatas = info && child(info, "CustomDatas");
  return {
    docId: text("DocID"),
    title: text("Title"),
    author: text("Author"),
    subject: text("Subject"),
    abstract: text("Abstract"),
    creationDate: text("CreationDate"),
    modDate: text("ModDate"),
    docUsage: text("DocUsage"),
    creator: text("Creator"),
    creatorVersion: text("CreatorVersion"),
    keywords: keywords ? children(keywords, "Keyword").map((one) => one.text) : [],
    customDatas: customDatas
      ? children(customDatas, "CustomData").map((one) => ({
          name: attribute(one, "Name") ?? "",
          value: one.text,
        }))
      : [],
  };
}

function readVersions(source: XmlSource, body: XmlElement): readonly DocumentVersion[] {
  const list = child(body, "Versions");
  if (list === undefined) return [];
  return children(list, "Version").map((version) => {
    const path = resolvePath(ofdRoot, requiredAttribute(version, "BaseLoc", ofdRoot));
    const file = source.parseOptional(path);
    const docRoot = file === undefined ? undefined : childText(file, "DocRoot");
    return {
      id: attribute(version, "ID") ?? "",
      index: attribute(version, "Index"),
      current: booleanAttribute(version, "Current", false),
      path,
      docRoot: docRoot === undefined ? undefined : resolvePath(path, docRoot),
    };
  });
}

function readResources(
  source: XmlSource,
  common: XmlElement,
  docRoot: string,
): { readonly resources: Resources; readonly resourceFiles: readonly string[] } {
  const read: Resources[] = [{ ...noResources, defaultColorSpace: childText(common, "DefaultCS") }];
  const resourceFiles: string[] = [];
  const links = [...children(common, "PublicRes"), ...children(common, "DocumentRes")];
  if (links.length > maxResourceFiles)
    throw new OfdError("too-much-work", "too many resource files", docRoot);
  for (const link of links) {
    if (link.text.trim() === "") continue;
    const path = resolvePath(docRoot, link.text);
    if (resourceFiles.includes(path)) continue;
    const root = source.parseOptional(path);
    if (root === undefined) continue;
    read.push(readResourceFile(root, path));
    resourceFiles.push(path);
  }
  return { resources: mergeResources(read), resourceFiles };
}
