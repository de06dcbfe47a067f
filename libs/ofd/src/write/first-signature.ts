import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { openPackage } from "../container/package.ts";
import { readDocument } from "../read/read-document.ts";
import { child, childText } from "../xml/element.ts";
import { parseXml } from "../xml/parse-xml.ts";
import { type FurtherSealInput, keptParts, placeSeal } from "./further-signature.ts";
import { paths, signaturePaths } from "./package-paths.ts";
import { makePart, type WritePorts } from "./part.ts";
import { type PendingSignature, signatureListXml, signatureXml } from "./signature.ts";
import { OfdWriteError } from "./write-error.ts";

const signatureId = 1;

/**
 * Seals a package of any maker that bears no signature yet (GB/T 33190 18.1): OFD.xml gets its link to the list of signatures,
 * every other entry stays as it is, in its place and as it is packed, and all of them are covered but the list, which must
 * be able to grow.
 * @throws OfdWriteError `bad-original` for a package of several documents or versions, with signatures, or without that page;
 * `too-large` beyond 1,000 pages; `bad-path` for entries that are not named as ours are; and OfdError for what is no package.
 */
export function beginFirstSignature(
  file: Uint8Array,
  input: FurtherSealInput,
  ports: WritePorts,
): PendingSignature {
  const pkg = openPackage(file);
  const [document, ...others] = readDocument(pkg);
  if (document === undefined || others.length > 0 || document.versions.length > 0)
    throw new OfdWriteError("bad-original", "DocBody");
  if (document.signatures !== undefined) throw new OfdWriteError("bad-original", "Signatures");
  const folder = `${document.docRoot.slice(1, document.docRoot.lastIndexOf("/") + 1)}Signs`;
  const taken = pkg.paths.some((path) => path.toLowerCase().startsWith(`/${folder}/`.toLowerCase()));
  // Whatever lies there is no signature that counts: to seal over it would make it look like one taken away.
  if (taken) throw new OfdWriteError("bad-original", "Signatures");

  const list = `${folder}/Signatures.xml`;
  const files = signaturePaths(`${folder}/Sign_0`);
  const stamps = placeSeal(document, input, signatureId + 1, 0);
  const covered = keptParts(file, pkg, ports).map((part) =>
    part.path === paths.root ? makePart(paths.root, withLink(part.bytes, list), ports) : part,
  );
  const xml = (ports.encodeUtf8 ?? encodeUtf8)(
    signatureXml({
      provider: input.provider,
      signedAt: input.signedAt,
      references: covered,
      stamps,
      files,
    }),
  );
  const entry = { id: signatureId, type: "Seal", path: `/${files.signature}` };
  return {
    signatureXml: xml,
    propertyInfo: `/${files.signature}`,
    finish: (signedValue) => [
      ...covered,
      makePart(list, signatureListXml(signatureId + stamps.length, [entry]), ports),
      { path: files.signature, bytes: xml },
      { path: files.signedValue, bytes: signedValue, store: true },
    ],
  };
}

/** The link is the last child of DocBody (annex A); everything before and behind it stays byte for byte. */
function withLink(root: Uint8Array, list: string): string {
  const text = decodeUtf8(root);
  const changed = text.replace(
    /<\/([A-Za-z_][\w.-]*:)?DocBody\s*>/,
    (end, prefix = "") => `<${prefix}Signatures>${list}</${prefix}Signatures>${end}`,
  );
  // A comment can hold the end of a DocBody: what was written is read before it is believed.
  const body = child(parseXml(encodeUtf8(changed)), "DocBody");
  if (body === undefined || childText(body, "Signatures") !== list)
    throw new OfdWriteError("bad-original", "DocBody");
  return changed;
}
