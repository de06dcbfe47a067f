import { OfdError, type OfdPackage, parseXml } from "@liangzheng/ofd";
import { CertificateError, parseSignedData } from "@liangzheng/pki";
import { listSignatures } from "./document-links.ts";
import { SealError } from "./error.ts";
import { parseSealSignature } from "./parse-seal-signature.ts";

/** Entries larger than this are no signature's file. */
const signatureBytes = 8 * 1024 * 1024;
/** Bytes that the search may read in all. */
const searchBudget = 24 * 1024 * 1024;

/**
 * Entries that are parts of a signature no list names: a Signature.xml, a list that names one, or a signed value. They are
 * told by their content, because whoever removes a signature from the list may rename what stays behind.
 * @param accounted entries that are listed, belong to listed signatures, or that the document leads to.
 * @param listed paths of the Signature.xml of every listed signature.
 */
export function findLeftovers(
  file: OfdPackage,
  accounted: ReadonlySet<string>,
  listed: ReadonlySet<string>,
): readonly string[] {
  let left = searchBudget;
  return file.paths.filter((path) => {
    if (accounted.has(path) || left <= 0) return false;
    const bytes = findBytes(file, path);
    if (bytes === undefined) return false;
    left -= bytes.length;
    return isSignedValue(bytes) || isSignatureXml(file, path, bytes, listed);
  });
}

function findBytes(file: OfdPackage, path: string): Uint8Array | undefined {
  try {
    const bytes = file.read(path);
    return bytes.length <= signatureBytes ? bytes : undefined;
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function isSignedValue(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  try {
    parseSealSignature(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
  }
  try {
    parseSignedData(bytes);
    return true;
  } catch (error) {
    if (error instanceof CertificateError) return false;
    throw error;
  }
}

/** An older copy of a list that names nothing but what is listed still is no loss. */
function isSignatureXml(
  file: OfdPackage,
  path: string,
  bytes: Uint8Array,
  listed: ReadonlySet<string>,
): boolean {
  if (!beginsLikeXml(bytes)) return false;
  try {
    const { name } = parseXml(bytes);
    if (name === "Signature") return true;
    if (name !== "Signatures") return false;
    return listSignatures(file, path, 0).entries.some(
      (entry) => !listed.has(entry.path) && file.has(entry.path),
    );
  } catch (error) {
    if (error instanceof OfdError) return false;
    throw error;
  }
}

const beginsLikeXml = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 64).find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) ===
  0x3c;
