import { resolvePath } from "../container/entry-path.ts";
import { OfdError } from "../error.ts";
import type { OfdDocument, PageArea, ZOrder } from "../model/document.ts";
import { mergeResources, type Resources } from "../model/resources.ts";
import { attribute, booleanAttribute, child, children, type XmlElement } from "../xml/element.ts";
import { readPageArea, readZOrder } from "./read-pages.ts";
import { readResourceFile } from "./read-resources.ts";
import type { XmlSource } from "./xml-source.ts";

const maxTemplates = 64;
const maxPageResources = 64;

/** A layer with what its objects may refer to. */
export interface PageLayer {
  readonly element: XmlElement;
  readonly zOrder: ZOrder;
  readonly origin: "page" | "template";
  readonly resources: Resources;
}

/** A page ready to be drawn: layers from back to front, its templates' among them. */
export interface PageContent {
  readonly id: string;
  readonly path: string;
  readonly area: PageArea;
  readonly layers: readonly PageLayer[];
  readonly resources: Resources;
}

const rank: Record<ZOrder, number> = { Background: 0, Body: 1, Foreground: 2 };

/** @throws OfdError `bad-value` for a page that is not there, and what reading its files throws. */
export function readPageContent(source: XmlSource, document: OfdDocument, pageIndex: number): PageContent {
  const link = document.pages[pageIndex];
  if (link === undefined) throw new OfdError("bad-value", "no such page", document.docRoot);
  const root = source.parse(link.path);
  const resources = pageResources(source, document, root, link.path);
  const layers: PageLayer[] = [];
  const uses = children(root, "Template");
  if (uses.length > maxTemplates) throw new OfdError("too-much-work", "too many templates", link.path);
  for (const use of uses) {
    const template = document.templates.find((one) => one.id === attribute(use, "TemplateID")?.trim());
    const page = template && source.parseOptional(template.path);
    if (template === undefined || page === undefined) continue;
    const zOrder = readZOrder(attribute(use, "ZOrder"), template.zOrder);
    const own = pageResources(source, document, page, template.path);
    for (const element of contentLayers(page)) {
      layers.push({ element, zOrder, origin: "template", resources: own });
    }
  }
  for (const element of contentLayers(root)) {
    layers.push({
      element,
      zOrder: readZOrder(attribute(element, "Type"), "Body"),
      origin: "page",
      resources,
    });
  }
  const area = child(root, "Area");
  return {
    id: link.id,
    path: link.path,
    area:
      area === undefined || child(area, "PhysicalBox") === undefined
        ? document.pageArea
        : readPageArea(area, link.path),
    layers: layers.toSorted((a, b) => rank[a.zOrder] - rank[b.zOrder]),
    resources,
  };
}

/** The appearances of a page's visible annotations (§15.2), in file order. */
export function annotationAppearances(
  source: XmlSource,
  document: OfdDocument,
  pageId: string,
): readonly XmlElement[] {
  const appearances: XmlElement[] = [];
  for (const link of document.annotations) {
    if (link.pageId !== pageId) continue;
    const root = source.parseOptional(link.path);
    for (const annotation of root === undefined ? [] : children(root, "Annot")) {
      const appearance = child(annotation, "Appearance");
      if (appearance !== undefined && booleanAttribute(annotation, "Visible", true))
        appearances.push(appearance);
    }
  }
  return appearances;
}

const contentLayers = (page: XmlElement): readonly XmlElement[] =>
  children(page, "Content").flatMap((content) => children(content, "Layer"));

function pageResources(source: XmlSource, document: OfdDocument, page: XmlElement, path: string): Resources {
  const read = [document.resources];
  for (const link of children(page, "PageRes").slice(0, maxPageResources)) {
    if (link.text.trim() === "") continue;
    const file = resolvePath(path, link.text);
    const root = source.parseOptional(file);
    if (root !== undefined) read.push(readResourceFile(root, file));
  }
  return read.length === 1 ? document.resources : mergeResources(read);
}
