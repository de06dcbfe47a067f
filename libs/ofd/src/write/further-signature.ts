import { encodeUtf8, toBase64 } from "@liangzheng/bytes";
import { readDirectory } from "../container/directory.ts";
import { resolvePath } from "../container/entry-path.ts";
import { defaultLimits } from "../container/limits.ts";
import { type OfdPackage, openPackage } from "../container/package.ts";
import type { PageSize } from "../layout/riding-edge.ts";
import type { Box } from "../layout/template.ts";
import type { OfdDocument } from "../model/document.ts";
import { readPageContent } from "../read/page-content.ts";
import { readDocument } from "../read/read-document.ts";
import { XmlSource } from "../read/xml-source.ts";
import { attribute, child, children, childText, type XmlElement } from "../xml/element.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { signaturePaths } from "./package-paths.ts";
import { makePart, type Part, type WritePorts } from "./part.ts";
import {
  type ListedSignature,
  type PendingSignature,
  type SignatureProvider,
  type StampAnnotation,
  signatureListXml,
  signatureXml,
  stampsOn,
} from "./signature.ts";
import { OfdWriteError } from "./write-error.ts";
import { isPlainPath } from "./zip.ts";

export interface FurtherSealInput {
  /** The seal is centred on it. */
  readonly place: Box;
  /** From 1; the first page unless said otherwise. */
  readonly page?: number;
  /** Whether the seal rides on the edges of several pages too 骑缝章; it does unless said otherwise. */
  readonly edges?: boolean;
  /** Size of the seal picture in mm. */
  readonly width: number;
  readonly height: number;
  readonly signedAt: Date;
  readonly provider: SignatureProvider;
}

/** A verifier reads so many and no more. */
const mostSignatures = 64;
const mostPages = 1000;
const mostId = 999_999_999;

/**
 * Adds a signature to a sealed package 联合盖章 (GB/T 33190 18.1): every entry there is stays as it is, in its place and
 * as it is packed, but for the list, which no signature covers so that it can grow. The new one covers everything else,
 * the files of the earlier ones among it: it was made when they were there, and none of them can be taken away any more
 * (ADR 0026).
 * @throws OfdWriteError `bad-original` for a package of several documents or versions, without a signature, with one that
 * locks the list, or with numbers that are none; `too-large` beyond 64 signatures or 1,000 pages; `bad-path` for entries
 * that are not named as ours are; and OfdError for what is no package.
 */
export function beginFurtherSignature(
  sealed: Uint8Array,
  input: FurtherSealInput,
  ports: WritePorts,
): PendingSignature {
  const pkg = openPackage(sealed);
  const [document, ...others] = readDocument(pkg);
  if (document === undefined || others.length > 0 || document.versions.length > 0)
    throw new OfdWriteError("bad-original", "DocBody");
  const list = document.signatures;
  if (list === undefined) throw new OfdWriteError("bad-original", "Signatures");
  const { listed, maxId } = readList(pkg, list);
  const files = signaturePaths(freeFolder(pkg, list.slice(1, list.lastIndexOf("/"))));
  const id = maxId + 1;
  const stamps = placeSeal(document, input, id + 1, listed.length);
  const newMax = id + stamps.length;
  if (newMax > mostId) throw new OfdWriteError("bad-original", "MaxSignId");

  const kept = keptParts(sealed, pkg, ports);
  const references = kept.filter(({ path }) => `/${path}` !== list);
  const xml = (ports.encodeUtf8 ?? encodeUtf8)(
    signatureXml({ provider: input.provider, signedAt: input.signedAt, references, stamps, files }),
  );
  const entry: ListedSignature = { id, type: "Seal", path: `/${files.signature}` };
  const newList = makePart(list.slice(1), signatureListXml(newMax, [...listed, entry]), ports);
  return {
    signatureXml: xml,
    propertyInfo: `/${files.signature}`,
    finish: (signedValue) => [
      ...kept.map((part) => (`/${part.path}` === list ? newList : part)),
      { path: files.signature, bytes: xml },
      { path: files.signedValue, bytes: signedValue, store: true },
    ],
  };
}

/** The stamps of a seal on its page, and on the edges of all. */
export function placeSeal(
  document: OfdDocument,
  input: FurtherSealInput,
  firstId: number,
  ordinal: number,
): readonly StampAnnotation[] {
  const { place, page = 1, edges = true } = input;
  const pages = pagesOf(document);
  const own = pages[page - 1];
  if (own === undefined) throw new OfdWriteError("bad-original", "Pages");
  return stampsOn({ page: own.id, seal: place, pages: edges ? pages : [] }, input, firstId, ordinal);
}

/** What the package holds, packed as it is. */
export function keptParts(sealed: Uint8Array, pkg: OfdPackage, { sm3 }: WritePorts): readonly Part[] {
  return readDirectory(sealed, defaultLimits)
    .filter(({ folder }) => !folder)
    .map(({ path, method, crc, data, end }) => {
      // Before anything is signed: names go into Signature.xml too.
      if (!isPlainPath(path.slice(1))) throw new OfdWriteError("bad-path", path);
      const bytes = pkg.read(path);
      const packed = { method, crc, data: sealed.subarray(data, end) };
      return { path: path.slice(1), bytes, packed, digest: toBase64(sm3(bytes)) };
    });
}

/** The signatures there are, and the greatest number among theirs and their stamps'. */
function readList(
  pkg: OfdPackage,
  list: string,
): { readonly listed: readonly ListedSignature[]; readonly maxId: number } {
  const root = parseXml(pkg.read(list));
  if (root.name !== "Signatures") throw new OfdWriteError("bad-original", "Signatures");
  const entries = children(root, "Signature");
  if (entries.length === 0) throw new OfdWriteError("bad-original", "Signatures");
  if (entries.length >= mostSignatures) throw new OfdWriteError("too-large", "Signatures");
  let maxId = numberIn(childText(root, "MaxSignId") ?? "0");
  const listed = entries.map((entry) => {
    const id = (attribute(entry, "ID") ?? "").trim();
    const path = resolvePath(list, attribute(entry, "BaseLoc") ?? "");
    const type = attribute(entry, "Type") ?? "Seal";
    if (type !== "Seal" && type !== "Sign") throw new OfdWriteError("bad-original", "Type");
    const stamps = readSignature(pkg, path, list);
    maxId = Math.max(maxId, numberIn(id), ...stamps);
    return { id, type, path };
  });
  if (new Set(listed.flatMap(({ id, path }) => [id, path])).size !== 2 * listed.length)
    throw new OfdWriteError("bad-original", "Signatures");
  return { listed, maxId };
}

/** A signature that is there and lets others follow. @returns the numbers of its stamps. */
function readSignature(pkg: OfdPackage, path: string, list: string): readonly number[] {
  const info = child(parseXml(pkg.read(path)), "SignedInfo");
  const references = info && child(info, "References");
  if (info === undefined || references === undefined) throw new OfdWriteError("bad-original", "Signature");
  const locks = ({ attributes }: XmlElement): boolean =>
    resolvePath(path, attributes.get("FileRef") ?? "") === list;
  if (children(references, "Reference").some(locks)) throw new OfdWriteError("bad-original", "Signatures");
  return children(info, "StampAnnot").map((stamp) => numberIn(attribute(stamp, "ID")));
}

/** Annex A wants names (xs:ID) where most makers count: `s001`, `s4`, `2`. The number in the name is what is counted on. */
const numberIn = (text: string | undefined): number =>
  numberOf(text?.trim().replace(/^[A-Za-z]{1,4}(?=\d)/, ""));

function numberOf(text: string | undefined): number {
  const digits = text?.trim() ?? "";
  if (!/^\d{1,9}$/.test(digits)) throw new OfdWriteError("bad-original", "ID");
  return Number(digits);
}

/** Beside the list; a name that differs from another in case alone is taken. */
function freeFolder(pkg: OfdPackage, parent: string): string {
  const taken = new Set(
    pkg.paths.map((path) => path.slice(1).split("/").slice(0, -1).join("/").toLowerCase()),
  );
  let n = 0;
  while (taken.has(`${parent}/Sign_${n}`.toLowerCase())) n++;
  return `${parent}/Sign_${n}`;
}

function pagesOf(document: OfdDocument): readonly PageSize[] {
  if (document.pages.length > mostPages) throw new OfdWriteError("too-large", "Pages");
  const source = new XmlSource(document.package);
  return document.pages.map(({ id }, at) => {
    const { width, height } = readPageContent(source, document, at).area.physicalBox;
    return { id: numberOf(id), width, height };
  });
}
