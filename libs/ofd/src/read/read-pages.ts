import { resolvePath } from "../container/entry-path.ts";
import { OfdError } from "../error.ts";
import type { PageArea, PageLink, TemplateLink, ZOrder } from "../model/document.ts";
import { parseBox, requireBox } from "../model/geometry.ts";
import {
  attribute,
  children,
  childText,
  requiredAttribute,
  requiredChild,
  type XmlElement,
} from "../xml/element.ts";

const maxPages = 20_000;

/** Larger pages than this are nobody's: 20 m. */
const maxPageLength = 20_000;

/** @throws OfdError `bad-value` when the physical box is missing, empty or absurd. */
export function readPageArea(area: XmlElement, path: string): PageArea {
  const physicalBox = requireBox(childText(area, "PhysicalBox"), "PhysicalBox", path);
  const { width, height } = physicalBox;
  if (!(width > 0 && height > 0 && width <= maxPageLength && height <= maxPageLength)) {
    throw new OfdError("bad-value", "PhysicalBox has no usable size", path);
  }
  return {
    physicalBox,
    applicationBox: parseBox(childText(area, "ApplicationBox")),
    contentBox: parseBox(childText(area, "ContentBox")),
    bleedBox: parseBox(childText(area, "BleedBox")),
  };
}

/** GB/T 33190 §7. @throws OfdError `missing-element`, `bad-value`, `unsafe-path`. */
export function readPages(document: XmlElement, docRoot: string): readonly PageLink[] {
  const pages = children(requiredChild(document, "Pages", docRoot), "Page");
  if (pages.length > maxPages) throw new OfdError("too-much-work", "too many pages", docRoot);
  return pages.map((page) => ({
    id: requiredAttribute(page, "ID", docRoot).trim(),
    path: resolvePath(docRoot, requiredAttribute(page, "BaseLoc", docRoot)),
  }));
}

/** CommonData/TemplatePage. */
export function readTemplates(common: XmlElement, docRoot: string): readonly TemplateLink[] {
  return children(common, "TemplatePage").map((template) => ({
    id: requiredAttribute(template, "ID", docRoot).trim(),
    path: resolvePath(docRoot, requiredAttribute(template, "BaseLoc", docRoot)),
    name: attribute(template, "Name"),
    zOrder: readZOrder(attribute(template, "ZOrder"), "Background"),
  }));
}

export function readZOrder(text: string | undefined, otherwise: ZOrder): ZOrder {
  const value = text?.trim();
  return value === "Background" || value === "Body" || value === "Foreground" ? value : otherwise;
}
