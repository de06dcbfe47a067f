import { OfdError } from "../error.ts";

/** An XML element. OFD never mixes text and elements, so the order between them is not kept. */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** The namespace its prefix is bound to, or "" (real tag files use prefixes that nobody declared). */
  readonly namespace: string;
  /** By name as written; attributes of OFD have no prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own character data and CDATA, children's not included. */
  readonly text: string;
}

/** The first child of that local name: two namespaces for one vocabulary occur in real files. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  for (const one of element.children) if (one.name === name) return one;
  return undefined;
}

export function children(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name);
}

/** @throws OfdError `missing-element`. */
export function requiredChild(element: XmlElement, name: string, path?: string): XmlElement {
  const found = child(element, name);
  if (found === undefined) throw new OfdError("missing-element", `${element.name} without ${name}`, path);
  return found;
}

/** @throws OfdError `bad-value` when the attribute is absent. */
export function requiredAttribute(element: XmlElement, name: string, path?: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new OfdError("bad-value", `${element.name} without @${name}`, path);
  return value;
}

/** Trimmed text of a child, or undefined when it is absent or blank. */
export function childText(element: XmlElement, name: string): string | undefined {
  const text = child(element, name)?.text.trim();
  return text === "" ? undefined : text;
}

/** xs:boolean, with the default for absent or unreadable. */
export function booleanAttribute(element: XmlElement, name: string, otherwise: boolean): boolean {
  const value = element.attributes.get(name)?.trim().toLowerCase();
  if (value === "true" || value === "1") return true;
  if (value === "false" || value === "0") return false;
  return otherwise;
}
