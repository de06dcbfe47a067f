import { OfdError, type OfdPackage, resolvePath } from "@liangzheng/ofd";
import { type DocumentBody, rootPath } from "./document-links.ts";
import type { PagePlace } from "./page-area.ts";
import { linksOf } from "./xml-links.ts";

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
    const found = linksOf(bytes);
    if (found === "unreadable") {
      this.unreadable.add(path);
      return;
    }
    const { base, pages, links } = found;
    const bases = base === undefined ? [path] : [...this.resolve(path, base).map((at) => `${at}/x`), path];
    for (const { id, reference, documentArea } of pages) {
      const paths = bases.flatMap((from) => this.resolve(from, reference)).filter((at) => this.file.has(at));
      this.pages.set(id, { paths: [...(this.pages.get(id)?.paths ?? []), ...paths], documentArea });
    }
    for (const { text, follow } of links) this.link(text, bases, follow);
  }

  private link(text: string, bases: readonly string[], follow: boolean): void {
    const targets = bases.flatMap((base) => this.resolve(base, text));
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
