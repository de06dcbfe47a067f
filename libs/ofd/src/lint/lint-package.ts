import { resolvePath } from "../container/entry-path.ts";
import type { OfdPackage } from "../container/package.ts";
import { OfdError } from "../error.ts";
import { countNodes, XmlSource } from "../read/xml-source.ts";
import { attribute, children, childText, type XmlElement } from "../xml/element.ts";
import { checkElement, shapeNamed } from "./check-element.ts";
import { Findings, type Place } from "./findings.ts";
import { Identifiers } from "./identifiers.ts";
import type { Finding } from "./rules.ts";

const ofdRoot = "/OFD.xml";
const maxDocuments = 64;

/** Elements and attributes looked at, again for every document and version that shares them. */
const maxWork = 1_500_000;

/** What OFD.xml links to is read in its turn, each document with numbers of its own. */
const readInTurn: readonly string[] = ["Document", "DocVersion", "Signatures"];

/**
 * Holds a package against the structure of GB/T 33190-2016: annex A with the exceptions everybody needs, identifiers,
 * references and links. Whatever is wrong becomes a finding, at most 1,000 of them; a file that is no package is what
 * `openPackage` throws.
 * @throws OfdError `too-much-work` when its documents and versions together are more than is looked at.
 */
export const lintPackage = (pkg: OfdPackage): readonly Finding[] => new PackageLint(pkg).run();

class PackageLint {
  private readonly findings = new Findings();
  private readonly source: XmlSource;
  private readonly package: OfdPackage;
  private work = 0;
  private readonly linked = new Set<string>([ofdRoot]);

  constructor(pkg: OfdPackage) {
    this.package = pkg;
    this.source = new XmlSource(pkg);
  }

  run(): readonly Finding[] {
    const root = this.read(ofdRoot, "OFD", new Identifiers(), readInTurn);
    const bodies = root === undefined ? [] : children(root, "DocBody");
    for (const body of bodies.slice(0, maxDocuments)) this.readBody(body);
    for (const path of this.package.paths)
      if (!this.linked.has(path)) this.findings.add("unlinked-file", { file: path });
    return this.findings.list;
  }

  /** A DocBody's document with its signatures, then each other version (§19), whose numbers are its own. */
  private readBody(body: XmlElement): void {
    const current = this.found(ofdRoot, childText(body, "DocRoot"));
    const signatures = this.found(ofdRoot, childText(body, "Signatures"));
    const identifiers = new Identifiers();
    if (current !== undefined) this.read(current, "Document", identifiers);
    if (signatures !== undefined) this.read(signatures, "Signatures", identifiers);
    identifiers.settle(this.findings);
    const versions = children(body, "Versions").flatMap((list) => children(list, "Version"));
    for (const version of versions.slice(0, maxDocuments)) {
      const path = this.found(ofdRoot, attribute(version, "BaseLoc"));
      const file =
        path === undefined ? undefined : this.read(path, "DocVersion", new Identifiers(), readInTurn);
      if (path === undefined || file === undefined) continue;
      const root = this.found(path, childText(file, "DocRoot"));
      if (root === undefined || root === current) continue;
      const own = new Identifiers();
      this.read(root, "Document", own);
      own.settle(this.findings);
    }
  }

  /** One file and all it leads to, but for links to roots that are `read` by others. @returns its root element. */
  private read(
    path: string,
    shape: string,
    identifiers: Identifiers,
    leave: readonly string[] = [],
    seen: Set<string> = new Set(),
  ): XmlElement | undefined {
    seen.add(`${shape} ${path}`);
    const root = this.parse(path);
    if (root === undefined) return undefined;
    this.work += countNodes(root);
    if (this.work > maxWork) throw new OfdError("too-much-work", "documents share too much", path);
    const clause = shapeNamed(shape)?.clause;
    const place: Place = { file: path, element: root, shape, ...(clause !== undefined && { clause }) };
    if (shape !== "Tags" && root.name !== shape) {
      this.findings.add("root-element", place, shape);
      return undefined;
    }
    const base = shape === "Res" ? folderOf(path, attribute(root, "BaseLoc")) : path;
    checkElement(
      {
        findings: this.findings,
        identifiers,
        follow: (link, target, name, at) => {
          const file = this.follow(base, link, name, at);
          if (file === undefined || target === "" || leave.includes(target)) return;
          if (!seen.has(`${target} ${file}`)) this.read(file, target, identifiers, leave, seen);
        },
      },
      root,
      shape,
      place,
    );
    return root;
  }

  private parse(path: string): XmlElement | undefined {
    try {
      return this.source.parse(path);
    } catch (error) {
      if (!(error instanceof OfdError)) throw error;
      this.findings.add("xml-unreadable", { file: path }, undefined, error.code);
      return undefined;
    }
  }

  /** §7.3 ST_Loc. */
  private follow(base: string, link: string, name: string | undefined, place: Place): string | undefined {
    const path = resolved(base, link);
    if (path === undefined) this.findings.add("unsafe-link", place, name);
    else if (this.package.has(path)) {
      this.linked.add(path);
      return path;
    } else this.findings.add("missing-file", place, name, path);
    return undefined;
  }

  private found(base: string, link: string | undefined): string | undefined {
    const path = link === undefined ? undefined : resolved(base, link);
    return path !== undefined && this.package.has(path) ? path : undefined;
  }
}

function resolved(base: string, link: string): string | undefined {
  try {
    return resolvePath(base, link);
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

/** Links of a resource file count from its BaseLoc (§7.9). */
function folderOf(path: string, base: string | undefined): string {
  const folder = base === undefined || base.trim() === "" ? undefined : resolved(path, base);
  return folder === undefined ? path : `${folder}/_`;
}
