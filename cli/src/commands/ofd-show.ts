import {
  attribute,
  child,
  children,
  childText,
  type OfdDocument,
  type OfdPackage,
  type PageOutline,
  pageOutlines,
  parseXml,
  readDocument,
  resolvePath,
} from "@liangzheng/ofd";
import type { Run } from "../run-command.ts";
import { exitCodes } from "../verification/file-verdict.ts";
import { plain } from "../verification/verdict-text.ts";
import { onlyFile, openFile, parseOptions, reasonOf } from "./ofd-file.ts";

/** A line of the tree with what belongs below it. */
interface Branch {
  readonly line: string;
  readonly below?: readonly Branch[];
}

const mostPages = 200;
const mostSignatures = 64;
const signatureLimits = { bytes: 1 << 20, nodes: 20_000 };

/**
 * `liangzheng ofd show`: documents, pages, resources, signatures, attachments and metadata of a file as a tree. What it
 * says of people stays hidden unless `--values` asks for it.
 */
export const show: Run = async (args, { out, err }) => {
  const { values, positionals } = parseOptions(args, { values: { type: "boolean", default: false } });
  const path = onlyFile(positionals);
  const opened = await openFile(path);
  const fail = (reason: string) => {
    err(`${plain(path)}: ${plain(reason)}\n`);
    return exitCodes.unreadable;
  };
  if (typeof opened === "string") return fail(opened);
  try {
    const documents = readDocument(opened.package).map((one, i) => showDocument(one, i + 1, values.values));
    const size = `${opened.package.paths.length} entries, ${opened.bytes.length} bytes`;
    out(write({ line: `${path}: ${size}`, below: documents }, 0));
    return 0;
  } catch (error) {
    return fail(reasonOf(error));
  }
};

const write = ({ line, below = [] }: Branch, depth: number): string =>
  `${"  ".repeat(depth)}${plain(line)}\n${below.map((one) => write(one, depth + 1)).join("")}`;

/** What somebody entered, or only how long it is. */
const shown = (value: string, open: boolean): string => (open ? value : `••• (${[...value].length})`);

const list = (line: string, below: readonly Branch[]): readonly Branch[] =>
  below.length === 0 ? [] : [{ line: `${line}: ${below.length}`, below }];

/** What is found out by reading further files; one that cannot be read is a line, and no obstacle. */
function attempt(line: string, look: () => string | Branch): Branch {
  try {
    const found = look();
    return typeof found === "string" ? { line: `${line} ${found}` } : found;
  } catch (error) {
    return { line: `${line} ! ${reasonOf(error)}` };
  }
}

function showDocument(document: OfdDocument, number: number, open: boolean): Branch {
  const { docInfo, resources, package: pkg } = document;
  const { keywords, customDatas, ...fields } = docInfo;
  const described = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [{ line: `${name}: ${namesNobody.has(name) ? value : shown(value, open)}` }],
  );
  return {
    line: `document ${number} ${document.docRoot} MaxUnitID ${document.maxUnitId ?? "?"}`,
    below: [
      { line: "DocInfo", below: described },
      ...list(
        "Keywords",
        keywords.map((one) => ({ line: shown(one, open) })),
      ),
      ...list(
        "CustomDatas",
        customDatas.map(({ name, value }) => ({ line: `${name}: ${shown(value, open)}` })),
      ),
      ...showPages(document),
      ...list(
        "TemplatePages",
        document.templates.map(({ id, path, zOrder }) => ({ line: `${id} ${path} ${zOrder}` })),
      ),
      ...list(
        "Fonts",
        [...resources.fonts.values()].map(({ id, name, file }) => ({
          line: `${id} ${name} ${file === undefined ? "not embedded" : sized(pkg, file)}`,
        })),
      ),
      ...list(
        "MultiMedias",
        [...resources.media.values()].map(({ id, type, path }) => ({
          line: `${id} ${type ?? ""} ${sized(pkg, path)}`,
        })),
      ),
      ...list(
        "ColorSpaces",
        [...resources.colorSpaces.values()].map(({ id, type }) => ({ line: `${id} ${type}` })),
      ),
      ...list(
        "DrawParams",
        [...resources.drawParams.keys()].map((line) => ({ line })),
      ),
      ...list(
        "CompositeGraphicUnits",
        [...resources.compositeUnits.keys()].map((line) => ({ line })),
      ),
      ...list(
        "Annotations",
        document.annotations.map(({ pageId, path }) => ({ line: `page ${pageId} ${path}` })),
      ),
      ...list(
        "Attachments",
        document.attachments.map(({ id, name, format, path }) => ({
          line: `${id} ${name} ${format ?? ""} ${sized(pkg, path)}`,
        })),
      ),
      ...list(
        "CustomTags",
        document.customTags.map(({ typeId, nameSpace, path }) => ({
          line: `${typeId ?? nameSpace ?? "?"} ${sized(pkg, path)}`,
        })),
      ),
      ...list(
        "Versions",
        document.versions.map(({ id, path, current }) => ({
          line: `${id} ${path}${current ? " current" : ""}`,
        })),
      ),
      ...showSignatures(pkg, document.signatures),
      ...list(
        "Faults",
        document.faults.map(({ code, path }) => ({ line: `${code} ${path}` })),
      ),
    ],
  };
}

/** Of DocInfo: what speaks of the file and of nobody. */
const namesNobody: ReadonlySet<string> = new Set([
  "docId",
  "creationDate",
  "modDate",
  "docUsage",
  "creator",
  "creatorVersion",
]);

const sized = (pkg: OfdPackage, path: string): string =>
  pkg.has(path) ? `${path} ${pkg.read(path).length} bytes` : `${path} missing`;

function showPages(document: OfdDocument): readonly Branch[] {
  const { pages } = document;
  const outlines = pageOutlines(document, mostPages);
  const below = outlines.map((outline, i) => ({
    line: `${pages[i]?.id} ${pages[i]?.path} ${typeof outline === "string" ? `! ${outline}` : describe(outline)}`,
  }));
  return [{ line: `Pages: ${pages.length}`, below }];
}

function describe({ physicalBox, objects, layers, annotations }: PageOutline): string {
  const counted = Object.entries(objects)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${kind}`);
  const size = `${physicalBox.width} × ${physicalBox.height} mm`;
  const more = annotations === 0 ? [] : [`${annotations} Annot`];
  return [size, `${layers} Layer`, ...counted, ...more].join(", ");
}

function showSignatures(pkg: OfdPackage, path: string | undefined): readonly Branch[] {
  if (path === undefined) return [];
  const read = (file: string) => parseXml(pkg.read(file), signatureLimits, file);
  return [
    attempt(`Signatures ${path}`, () => ({
      line: `Signatures ${path}`,
      below: children(read(path), "Signature")
        .slice(0, mostSignatures)
        .map((one) => {
          const line = `${attribute(one, "ID") ?? "?"} ${attribute(one, "Type") ?? "Seal"}`;
          return attempt(line, () => {
            const file = resolvePath(path, attribute(one, "BaseLoc") ?? "");
            const info = child(read(file), "SignedInfo");
            const provider = info && child(info, "Provider");
            const references = info && child(info, "References");
            return [
              file,
              (provider && (attribute(provider, "ProviderName") ?? childText(provider, "ProviderName"))) ??
                "?",
              (info && childText(info, "SignatureDateTime")) ?? "no time",
              `${references ? children(references, "Reference").length : 0} References`,
              `${info ? children(info, "StampAnnot").length : 0} StampAnnot`,
            ].join(", ");
          });
        }),
    })),
  ];
}
