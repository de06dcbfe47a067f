import type { OfdPackage } from "../container/package.ts";
import { OfdError } from "../error.ts";
import type { DocumentFault } from "../model/document.ts";
import type { XmlElement } from "../xml/element.ts";
import { parseXml } from "../xml/parse-xml.ts";

const totalXmlBytes = 16 * 1024 * 1024;
const totalNodes = 300_000;

/** The XML entries of a package, each parsed once, within one allowance of bytes and nodes for all of them. */
export class XmlSource {
  readonly package: OfdPackage;
  readonly faults: DocumentFault[] = [];
  private readonly parsed = new Map<string, XmlElement>();
  private left: number;
  private nodesLeft = totalNodes;

  constructor(pkg: OfdPackage, allowance: number = totalXmlBytes) {
    this.package = pkg;
    this.left = allowance;
  }

  /** @throws OfdError `missing-entry`, `too-much-work`, and what `parseXml` throws. */
  parse(path: string): XmlElement {
    const known = this.parsed.get(path);
    if (known !== undefined) return known;
    const bytes = this.package.read(path);
    this.left -= bytes.length;
    if (this.left < 0) throw new OfdError("too-much-work", "more XML than is read at once", path);
    const root = parseXml(bytes, { nodes: this.nodesLeft }, path);
    this.nodesLeft -= countNodes(root);
    this.parsed.set(path, root);
    return root;
  }

  /** As `parse`, but an entry that is not there is a fault of the document and no obstacle to the rest. */
  parseOptional(path: string): XmlElement | undefined {
    if (this.package.has(path)) return this.parse(path);
    this.faults.push({ code: "missing-entry", path });
    return undefined;
  }
}

/** Elements and attributes. */
export const countNodes = (element: XmlElement): number =>
  element.children.reduce((sum, one) => sum + countNodes(one), 1 + element.attributes.size);
