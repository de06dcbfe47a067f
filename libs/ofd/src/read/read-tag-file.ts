import type { CustomTag, OfdDocument } from "../model/document.ts";
import { attribute, type XmlElement } from "../xml/element.ts";
import { XmlSource } from "./xml-source.ts";

/** One element of a tag file that points at objects: the data index of a licence (GB/T 33190 §16, GB/T 36905). */
export interface TagEntry {
  /** Local names from below the root down to the element. */
  readonly names: readonly string[];
  readonly objects: readonly { readonly pageId: string; readonly objectId: string }[];
}

/** @throws OfdError `missing-entry` and what reading XML throws. */
export function readTagFile(document: OfdDocument, tag: CustomTag): readonly TagEntry[] {
  const entries: TagEntry[] = [];
  const walk = (element: XmlElement, names: readonly string[]) => {
    const objects = element.children
      .filter((one) => one.name === "ObjectRef")
      .map((one) => ({ pageId: attribute(one, "PageRef")?.trim() ?? "", objectId: one.text.trim() }));
    if (objects.length > 0) entries.push({ names, objects });
    for (const inner of element.children) if (inner.name !== "ObjectRef") walk(inner, [...names, inner.name]);
  };
  walk(new XmlSource(document.package).parse(tag.path), []);
  return entries;
}
