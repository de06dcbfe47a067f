import { resolvePath } from "../container/entry-path.ts";
import type { AnnotationLink, Attachment, CustomTag } from "../model/document.ts";
import { parseNumber } from "../model/geometry.ts";
import { attribute, booleanAttribute, children, childText, type XmlElement } from "../xml/element.ts";
import type { XmlSource } from "./xml-source.ts";

interface LinkedFile {
  readonly root: XmlElement;
  readonly path: string;
}

/** Document.xml names the list file once; a list that repeats the element is read as one list. */
function linkedFiles(source: XmlSource, document: XmlElement, name: string, docRoot: string): LinkedFile[] {
  const files: LinkedFile[] = [];
  for (const link of children(document, name)) {
    if (link.text.trim() === "") continue;
    const path = resolvePath(docRoot, link.text);
    const root = source.parseOptional(path);
    if (root !== undefined && !files.some((file) => file.path === path)) files.push({ root, path });
  }
  return files;
}

/** GB/T 33190 §15.1 Annotations.xml: FileLoc is relative to that file. */
export function readAnnotationLinks(
  source: XmlSource,
  document: XmlElement,
  docRoot: string,
): readonly AnnotationLink[] {
  const links: AnnotationLink[] = [];
  for (const { root, path } of linkedFiles(source, document, "Annotations", docRoot)) {
    for (const page of children(root, "Page")) {
      const pageId = attribute(page, "PageID")?.trim();
      const file = childText(page, "FileLoc");
      if (pageId !== undefined && file !== undefined) links.push({ pageId, path: resolvePath(path, file) });
    }
  }
  return links;
}

/** §20 Attachments.xml. */
export function readAttachments(
  source: XmlSource,
  document: XmlElement,
  docRoot: string,
): readonly Attachment[] {
  const attachments: Attachment[] = [];
  for (const { root, path } of linkedFiles(source, document, "Attachments", docRoot)) {
    for (const element of children(root, "Attachment")) {
      const file = childText(element, "FileLoc");
      if (file === undefined) continue;
      attachments.push({
        id: attribute(element, "ID") ?? "",
        name: attribute(element, "Name") ?? "",
        format: attribute(element, "Format"),
        creationDate: attribute(element, "CreationDate"),
        modDate: attribute(element, "ModDate"),
        size: parseNumber(attribute(element, "Size")),
        visible: booleanAttribute(element, "Visible", true),
        usage: attribute(element, "Usage"),
        path: resolvePath(path, file),
      });
    }
  }
  return attachments;
}

/** §16 CustomTags.xml. */
export function readCustomTags(
  source: XmlSource,
  document: XmlElement,
  docRoot: string,
): readonly CustomTag[] {
  const tags: CustomTag[] = [];
  for (const { root, path } of linkedFiles(source, document, "CustomTags", docRoot)) {
    for (const element of children(root, "CustomTag")) {
      const file = childText(element, "FileLoc");
      if (file === undefined) continue;
      const typeId = attribute(element, "TypeID");
      const nameSpace = attribute(element, "NameSpace");
      tags.push({ typeId, nameSpace, path: resolvePath(path, file) });
    }
  }
  return tags;
}
