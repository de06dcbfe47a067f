import { createHash } from "node:crypto";
import { OfdError, openPackage, pageText, readDocument, renderPage } from "@liangzheng/ofd";
import { parseSignedData } from "@liangzheng/pki";
import { type FileReport, parseSeal, parseSealSignature } from "@liangzheng/seal";
import { unzipSync } from "fflate";
import { pdfClaimsOf } from "./pdf-claims.ts";
import { attempt } from "./target.ts";

const digest = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("base64");

/**
 * What a file that is *valid* claims, as far as it is signed: a changed file that is still valid must claim, word for word,
 * what some genuine file claims. Bytes that nobody signs (the list of signatures, dates in the zip, a token that cannot be
 * read) are not part of it.
 */
export function claimsOf(bytes: Uint8Array, report: FileReport): Readonly<Record<string, string>> {
  // A document time stamp that cannot be verified counts as none.
  const who = report.signatures
    .filter(({ verdict }) => verdict === "valid")
    .map(({ type, standard, sealName, sealId, picture, signer, maker, signedAt, stampedAt, ...rest }) => ({
      ...{ type, standard, sealName, sealId, signer, maker, signedAt, stampedAt, stamps: rest.stamps },
      picture: picture && digest(picture.data),
      path: rest.path,
    }));
  return { signatures: JSON.stringify(who), ...whatOf(bytes, report) };
}

function whatOf(bytes: Uint8Array, report: FileReport): Readonly<Record<string, string>> {
  switch (report.kind) {
    case "ofd":
      return {
        ...entriesOf(bytes, report),
        reader: digest(JSON.stringify(shownOf(bytes, report) ?? "unreadable")),
      };
    case "seal": {
      const { toBeSigned } = parseSeal(bytes);
      return { seal: digest(toBeSigned), maker: JSON.stringify(report.seal?.maker) };
    }
    case "seal-signature":
      return { signed: digest(parseSealSignature(bytes).toBeSigned) };
    case "signed-data": {
      const { contentType, content } = parseSignedData(bytes);
      return { contentType, content: digest(content ?? "") };
    }
    case "pdf":
      return pdfClaimsOf(bytes, report);
    default:
      return { kind: report.kind };
  }
}

/** Every entry that is signed, byte for byte, and the names of those that are neither signed nor told as additions. */
function entriesOf(bytes: Uint8Array, report: FileReport): Readonly<Record<string, string>> {
  const file = openPackage(bytes);
  const signed = [...new Set(report.signatures.flatMap(({ covers, path }) => [...covers, path]))].sort();
  const rest = file.paths.filter((path) => !signed.includes(path) && !report.additions.includes(path)).sort();
  const read = (path: string): string => digest(attempt(OfdError, () => file.read(path)) ?? "absent");
  const other = attempt(Error, () => unzipSync(bytes)) ?? {};
  const differs = signed.filter((path) => {
    const found = other[path.slice(1)] ?? other[path];
    return found !== undefined && digest(found) !== read(path);
  });
  return {
    entries: digest(JSON.stringify(signed.map((path) => [path, read(path)]))),
    unsigned: rest.join(" "),
    // Another program that unpacks zips must not find other bytes under the same names.
    "other reader": differs.join(" "),
  };
}

/** What a reader is shown. The metadata of an OFD.xml that nobody signed are told as an addition, and left out. */
function shownOf(bytes: Uint8Array, { additions }: FileReport): unknown {
  const documents = attempt(OfdError, () => readDocument(openPackage(bytes)));
  return documents?.map((document) => ({
    info: additions.includes("/OFD.xml") ? undefined : [document.docInfo, document.versions],
    pages: document.pages.map((_, page) =>
      attempt(OfdError, () => [renderPage(document, page), pageText(document, page)]),
    ),
    attachments: document.attachments,
    tags: document.customTags,
  }));
}

/** The claims of genuine files, and what is not among them. */
export class GenuineClaims {
  private readonly whole = new Set<string>();
  private readonly parts = new Set<string>();

  add(claims: Readonly<Record<string, string>>): void {
    this.whole.add(JSON.stringify(claims));
    for (const part of Object.entries(claims)) this.parts.add(JSON.stringify(part));
  }

  /** What no genuine file claims, or that these claims come from several; `undefined` when one claims just this. */
  findFalse(claims: Readonly<Record<string, string>>): string | undefined {
    if (this.whole.has(JSON.stringify(claims))) return undefined;
    const strange = Object.entries(claims).filter((part) => !this.parts.has(JSON.stringify(part)));
    return strange.length === 0 ? "a mixture" : strange.map(([name]) => name).join(", ");
  }
}
