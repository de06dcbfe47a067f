import { OfdError, type OfdPackage, parseXml, resolvePath, type XmlElement } from "@liangzheng/ofd";
import { type DocumentBody, rootPath } from "./document-links.ts";
import { isPlainXml, wordSearch } from "./link-words.ts";
import { type PagePlace, physicalBox } from "./page-area.ts";

/** What a reader of the document can come to see. */
export interface Reach {
  /** Paths of entries that OFD.xml leads to, itself included; lists of signatures and what they name are not. */
  readonly paths: ReadonlySet<string>;
  /** Links to entries that do not exist. */
  readonly missing: readonly string[];
  /** Entries that links lead to and that cannot be read as XML, so that their own links are not known. */
  readonly unreadable: readonly string[];
  /** The pages of each DocBody by id, over all its versions. */
  readonly pages: readonly ReadonlyMap<string, PagePlace>[];
}

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

/** Kept by the array itself: a part that is remembered from file to file need not be searched again. */
const answers = new WeakMap<Uint8Array, boolean>();
function leadsNowhere(bytes: Uint8Array): boolean {
  const answer = answers.get(bytes) ?? (isPlainXml(bytes) && !mayLink(bytes));
  answers.set(bytes, answer);
  return answer;
}

/** Bytes of XML that one document may make this walk parse. */
const xmlBudget = 24 * 1024 * 1024;

/**
 * Walks from OFD.xml through every DocBody, version, page, template, resource, annotation, attachment, tag and extension
 * (GB/T 33190-2016 7). Where producers and readers disagree on what a link is relative to, both readings count.
 * @throws OfdError `doctype` from any XML on the way, `too-much-work` beyond the budget.
 */
export function findReach(file: OfdPackage, bodies: readonly DocumentBody[]): Reach {
  const budget = { left: xmlBudget };
  const walks = bodies.map(({ roots, versions, covers }) => {
    const walk = new Walk(file, budget);
    for (const cover of covers) walk.visit(cover);
    walk.run([...versions, ...roots]);
    return walk;
  });
  return {
    paths: new Set([rootPath, ...walks.flatMap(({ seen }) => [...seen])]),
    missing: [...new Set(walks.flatMap(({ missing }) => [...missing]))],
    unreadable: [...new Set(walks.flatMap(({ unreadable }) => [...unreadable]))],
    pages: walks.map(({ pages }) => pages),
  };
}

class Walk {
  readonly seen = new Set<string>();
  readonly missing = new Set<string>();
  readonly unreadable = new Set<string>();
  readonly pages = new Map<string, PagePlace>();
  private readonly file: OfdPackage;
  private readonly budget: { left: number };
  private readonly queue: string[] = [];
  private readonly queued = new Set<string>();

  constructor(file: OfdPackage, budget: { left: number }) {
    this.file = file;
    this.budget = budget;
  }

  run(starts: readonly string[]): void {
    for (const path of starts) this.follow(path);
    for (let path = this.queue.pop(); path !== undefined; path = this.queue.pop()) this.read(path);
  }

  visit(path: string): boolean {
    const exists = this.file.has(path);
    (exists ? this.seen : this.missing).add(path);
    return exists;
  }

  private follow(path: string): void {
    if (!this.visit(path) || this.queued.has(path)) return;
    this.queued.add(path);
    this.queue.push(path);
  }

  private read(path: string): void {
    const bytes = this.file.read(path);
    this.budget.left -= bytes.length + 64;
    if (this.budget.left < 0) throw new OfdError("too-much-work", "more XML than will be followed", path);
    if (leadsNowhere(bytes)) return;
    let root: XmlElement;
    try {
      root = parseXml(bytes);
    } catch (error) {
      if (!(error instanceof OfdError) || error.code === "doctype") throw error;
      this.unreadable.add(path);
      return;
    }
    const base = root.name === "Res" ? root.attributes.get("BaseLoc") : undefined;
    const bases = base === undefined ? [path] : [...this.resolve(path, base).map((at) => `${at}/x`), path];
    if (root.name === "Document") this.addPages(root, bases);
    const open: XmlElement[] = [root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      this.links(element, root, bases);
      for (const child of element.children) open.push(child);
    }
  }

  private links(element: XmlElement, root: XmlElement, bases: readonly string[]): void {
    const { name, attributes, text } = element;
    if (element !== root) this.link(attributes.get("BaseLoc"), bases, true);
    this.link(attributes.get("Profile"), bases, false);
    const annotations = name === "FileLoc" && root.name === "Annotations";
    // Annotations is both the link in Document.xml and the root of the list it leads to.
    if (followed.has(name) && element !== root && element.children.length === 0) this.link(text, bases, true);
    else if (annotations) this.link(text, bases, true);
    else if (leaves.has(name) || name === "FileLoc") this.link(text, bases, false);
  }

  private addPages(root: XmlElement, bases: readonly string[]): void {
    const documentArea = physicalBox(descend(root, ["CommonData", "PageArea"])[0]);
    for (const { attributes } of descend(root, ["Pages", "Page"])) {
      const id = attributes.get("ID") ?? "";
      const reference = attributes.get("BaseLoc")?.trim() ?? "";
      const paths = bases.flatMap((base) => this.resolve(base, reference)).filter((at) => this.file.has(at));
      this.pages.set(id, { paths: [...(this.pages.get(id)?.paths ?? []), ...paths], documentArea });
    }
  }

  private link(text: string | undefined, bases: readonly string[], follow: boolean): void {
    if (text === undefined || text.trim() === "") return;
    const targets = bases.flatMap((base) => this.resolve(base, text.trim()));
    const found = targets.filter((target) => this.file.has(target));
    if (found.length === 0 && targets[0] !== undefined) this.missing.add(targets[0]);
    for (const target of found) {
      if (follow) this.follow(target);
      else this.visit(target);
    }
  }

  private resolve(base: string, reference: string): readonly string[] {
    try {
      return [resolvePath(base, reference)];
    } catch (error) {
      if (!(error instanceof OfdError)) throw error;
      // A link out of the package reaches nothing in it.
      this.missing.add(reference);
      return [];
    }
  }
}

/** The elements at the end of a path of local names. */
const descend = (from: XmlElement, path: readonly string[]): readonly XmlElement[] =>
  path.reduce<readonly XmlElement[]>(
    (elements, step) => elements.flatMap(({ children }) => children.filter(({ name }) => name === step)),
    [from],
  );
