import type { OfdDocument } from "../model/document.ts";
import { type Box, parseBox } from "../model/geometry.ts";
import { attribute, children, type XmlElement } from "../xml/element.ts";
import { readPageContent } from "./page-content.ts";
import { XmlSource } from "./xml-source.ts";

/** A text object of a page. */
export interface TextRun {
  readonly objectId: string;
  readonly pageId: string;
  /** Its TextCodes joined as they stand. */
  readonly text: string;
  readonly boundary: Box | undefined;
  readonly origin: "page" | "template";
}

/**
 * The text objects of a page and its templates in drawing order, for holding a data index against what is printed.
 * Text inside composite units and annotations is not among them: a data index cannot point there.
 * @throws OfdError `bad-value` for a page that is not there, and what reading its files throws.
 */
export function pageText(document: OfdDocument, pageIndex: number): TextRun[] {
  const content = readPageContent(new XmlSource(document.package), document, pageIndex);
  const runs: TextRun[] = [];
  const walk = (parent: XmlElement, origin: TextRun["origin"]) => {
    for (const element of parent.children) {
      if (element.name === "PageBlock") walk(element, origin);
      if (element.name !== "TextObject") continue;
      runs.push({
        objectId: attribute(element, "ID")?.trim() ?? "",
        pageId: content.id,
        text: children(element, "TextCode")
          .map((code) => codeText(code.text))
          .join(""),
        boundary: parseBox(attribute(element, "Boundary")),
        origin,
      });
    }
  };
  for (const layer of content.layers) walk(layer.element, layer.origin);
  return runs;
}

/** Line breaks and the indentation around them come from pretty-printing; other white space is text. */
export const codeText = (text: string): string => text.replace(/[ \t]*[\r\n]+[ \t]*/g, "");
