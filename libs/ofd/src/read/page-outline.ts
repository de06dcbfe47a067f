import { OfdError, type OfdErrorCode } from "../error.ts";
import type { OfdDocument } from "../model/document.ts";
import type { Box } from "../model/geometry.ts";
import type { XmlElement } from "../xml/element.ts";
import { annotationAppearances, readPageContent } from "./page-content.ts";
import { XmlSource } from "./xml-source.ts";

const kinds = ["TextObject", "PathObject", "ImageObject", "CompositeObject"] as const;

/** What a page consists of, without drawing it. */
export interface PageOutline {
  /** In millimetres. */
  readonly physicalBox: Box;
  /** Those of its templates among them. */
  readonly layers: number;
  /** Objects by kind, blocks entered, composite units not. */
  readonly objects: Readonly<Record<(typeof kinds)[number], number>>;
  /** Annotations that are shown. */
  readonly annotations: number;
}

/**
 * The first pages of a document, read within one allowance of XML for all of them.
 * @returns for a page that cannot be read, the code of what keeps it from being.
 */
export function pageOutlines(document: OfdDocument, most: number): (PageOutline | OfdErrorCode)[] {
  const source = new XmlSource(document.package);
  return document.pages.slice(0, most).map((_, index) => {
    try {
      return outline(source, document, index);
    } catch (error) {
      if (error instanceof OfdError) return error.code;
      throw error;
    }
  });
}

function outline(source: XmlSource, document: OfdDocument, index: number): PageOutline {
  const page = readPageContent(source, document, index);
  const objects = { TextObject: 0, PathObject: 0, ImageObject: 0, CompositeObject: 0 };
  const count = (container: XmlElement) => {
    for (const element of container.children) {
      if (element.name === "PageBlock") count(element);
      const kind = kinds.find((one) => one === element.name);
      if (kind !== undefined) objects[kind]++;
    }
  };
  for (const layer of page.layers) count(layer.element);
  return {
    physicalBox: page.area.physicalBox,
    layers: page.layers.length,
    objects,
    annotations: annotationAppearances(source, document, page.id).length,
  };
}
