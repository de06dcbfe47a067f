import { OfdError, parseXml, type XmlElement } from "@liangzheng/ofd";
import { isPlainXml, wordSearch } from "./link-words.ts";
import { type PageArea, physicalBox } from "./page-area.ts";

/** Elements whose text is a link to XML that has links of its own. */
const followed: ReadonlySet<string> = new Set([
  "DocRoot",
  "PublicRes",
  "DocumentRes",
  "PageRes",
  "Annotations",
  "Attachments",
  "CustomTags",
  "Extensions",
]);
/** Elements whose text is a link to a file that is shown or kept as it is. */
const leaves: ReadonlySet<string> = new Set(["File", "FontFile", "MediaFile", "SchemaLoc", "ExtendData"]);

/** A file in which none of these stands leads nowhere, and hides no declaration of entities: it need not be read. */
const mayLink = wordSearch([...followed, ...leaves, "FileLoc", "BaseLoc", "Profile", "DOCTYPE"]);

/** What one file of a document leads to, as it is written there: what a link is relative to is not its matter. */
export interface XmlLinks {
  /** BaseLoc of a Res. */
  readonly base: string | undefined;
  readonly pages: readonly {
    readonly id: string;
    readonly reference: string;
    readonly documentArea: PageArea | undefined;
  }[];
  /** `follow`: to XML that has links of its own. */
  readonly links: readonly { readonly text: string; readonly follow: boolean }[];
}

const none: XmlLinks = { base: undefined, pages: [], links: [] };
/** Kept by the array itself: a part that is remembered from file to file need not be read again. Those with more links are. */
const answers = new WeakMap<Uint8Array, XmlLinks | "unreadable">();
const keptLinks = 64;

/** @throws OfdError `doctype` */
export function linksOf(bytes: Uint8Array): XmlLinks | "unreadable" {
  const known = answers.get(bytes);
  if (known !== undefined) return known;
  const found = isPlainXml(bytes) && !mayLink(bytes) ? none : readLinks(bytes);
  const count = found === "unreadable" ? 0 : found.links.length + found.pages.length;
  if (count <= keptLinks) answers.set(bytes, found);
  return found;
}

function readLinks(bytes: Uint8Array): XmlLinks | "unreadable" {
  let root: XmlElement;
  try {
    root = parseXml(bytes);
  } catch (error) {
    if (!(error instanceof OfdError) || error.code === "doctype") throw error;
    return "unreadable";
  }
  const links: { text: string; follow: boolean }[] = [];
  const open: XmlElement[] = [root];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    for (const { text, follow } of linksIn(element, root)) {
      const link = text?.trim() ?? "";
      if (link !== "") links.push({ text: link, follow });
    }
    for (const child of element.children) open.push(child);
  }
  return {
    base: root.name === "Res" ? root.attributes.get("BaseLoc") : undefined,
    pages: root.name === "Document" ? pagesIn(root) : [],
    links,
  };
}

interface FoundLink {
  readonly text: string | undefined;
  readonly follow: boolean;
}

function linksIn(element: XmlElement, root: XmlElement): readonly FoundLink[] {
  const { name, attributes, text } = element;
  const found: FoundLink[] = [];
  if (element !== root) found.push({ text: attributes.get("BaseLoc"), follow: true });
  found.push({ text: attributes.get("Profile"), follow: false });
  const annotations = name === "FileLoc" && root.name === "Annotations";
  // Annotations is both the link in Document.xml and the root of the list it leads to.
  const leadsOn = followed.has(name) && element !== root && element.children.length === 0;
  if (leadsOn || annotations) found.push({ text, follow: true });
  else if (leaves.has(name) || name === "FileLoc") found.push({ text, follow: false });
  return found;
}

function pagesIn(root: XmlElement): XmlLinks["pages"] {
  const documentArea = physicalBox(descend(root, ["CommonData", "PageArea"])[0]);
  return descend(root, ["Pages", "Page"]).map(({ attributes }) => ({
    id: attributes.get("ID") ?? "",
    reference: attributes.get("BaseLoc")?.trim() ?? "",
    documentArea,
  }));
}

/** The elements at the end of a path of local names. */
const descend = (from: XmlElement, path: readonly string[]): readonly XmlElement[] =>
  path.reduce<readonly XmlElement[]>(
    (elements, step) => elements.flatMap(({ children }) => children.filter(({ name }) => name === step)),
    [from],
  );
