import { OfdError, type OfdPackage, parseBox, parseXml, type XmlElement } from "@liangzheng/ofd";
import { wordSearch } from "./link-words.ts";

/** Where a page of the document is described, and the size it has unless it states its own (GB/T 33190-2016 7.5, 7.7). */
export interface PagePlace {
  readonly paths: readonly string[];
  readonly documentArea: PageArea | undefined;
}

/** PhysicalBox of a PageArea: in millimetres. */
export type PageArea = NonNullable<ReturnType<typeof parseBox>>;

/** PhysicalBox directly below a PageArea or Area. */
export function physicalBox(element: XmlElement | undefined): PageArea | undefined {
  return parseBox(element?.children.find(({ name }) => name === "PhysicalBox")?.text);
}

const mayStateArea = wordSearch(["PhysicalBox"]);

/** The area that the page states itself, else its document's; `undefined` where neither says. */
export function findPageArea(file: OfdPackage, { paths, documentArea }: PagePlace): PageArea | undefined {
  for (const path of paths) {
    try {
      const bytes = file.read(path);
      if (!mayStateArea(bytes)) continue;
      const own = physicalBox(parseXml(bytes).children.find(({ name }) => name === "Area"));
      if (own !== undefined) return own;
    } catch (error) {
      if (!(error instanceof OfdError)) throw error;
    }
  }
  return documentArea;
}
