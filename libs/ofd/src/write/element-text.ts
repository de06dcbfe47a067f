import type { XmlElement } from "../xml/element.ts";
import { declaration, escapeXml, namespace } from "./xml-text.ts";

/** An element of OFD that was read, written again in the one namespace of the standard. */
export function elementText(element: XmlElement, path: string): string {
  return `${declaration}${text(element, path, ` ${namespace}`)}`;
}

function text({ name, attributes, children, text: own }: XmlElement, path: string, first = ""): string {
  let start = `<ofd:${name}${first}`;
  for (const [key, value] of attributes)
    if (!key.startsWith("xmlns")) start += ` ${key}="${escapeXml(value, path)}"`;
  const inner =
    children.length === 0 ? escapeXml(own.trim(), path) : children.map((one) => text(one, path)).join("");
  return inner === "" ? `${start}/>` : `${start}>${inner}</ofd:${name}>`;
}
