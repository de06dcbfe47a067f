import { CertificateError, oids, parseSignedData, type SignedData } from "@liangzheng/pki";
import { SealError } from "./error.ts";
import { parseSeal, type Seal } from "./parse-seal.ts";
import { parseSealSignature, type SealSignature } from "./parse-seal-signature.ts";

/** What a file is, told by its bytes and never by its name. */
export type FileContent =
  | { readonly kind: "ofd" }
  | { readonly kind: "seal"; readonly seal: Seal }
  | { readonly kind: "seal-signature"; readonly signature: SealSignature }
  | { readonly kind: "signed-data"; readonly signedData: SignedData }
  | { readonly kind: "pdf" }
  | { readonly kind: "other" };
export type FileKind = FileContent["kind"];

/** A zip begins so; a package with something before it is found by its directory, whose mark stands near the end. */
const zipMark = [0x50, 0x4b];
const pdfMark = [0x25, 0x50, 0x44, 0x46, 0x2d];
/** Readers of PDF look for its mark in the first kilobyte (ISO 32000 annex H). */
const pdfHead = 1024;
/** A zip's end record with the longest comment. */
const zipTail = 22 + 0xffff;
/** Larger DER is no seal and no signature: a seal's picture is some hundred kilobytes. */
const derLimit = 16 * 1024 * 1024;

/** Never throws. */
export function readKind(bytes: Uint8Array): FileContent {
  if (startsWith(bytes, zipMark, 0)) return { kind: "ofd" };
  const der = bytes[0] === 0x30 && bytes.length <= derLimit ? findDer(bytes) : undefined;
  if (der !== undefined) return der;
  for (let at = 0; at < Math.min(pdfHead, bytes.length); at++) {
    if (startsWith(bytes, pdfMark, at)) return { kind: "pdf" };
  }
  for (let at = Math.max(0, bytes.length - zipTail); at < bytes.length; at++) {
    if (startsWith(bytes, [0x50, 0x4b, 5, 6], at)) return { kind: "ofd" };
  }
  return { kind: "other" };
}

/** A signature holds a seal and a seal holds none, so the larger form is tried first. */
function findDer(bytes: Uint8Array): FileContent | undefined {
  const signature = attempt(() => parseSealSignature(bytes));
  if (signature !== undefined) return { kind: "seal-signature", signature };
  const seal = attempt(() => parseSeal(bytes));
  if (seal !== undefined) return { kind: "seal", seal };
  const signedData = attempt(() => parseSignedData(bytes));
  // A time-stamp token is a signed message too, but no signature of anybody's will.
  if (signedData === undefined || signedData.contentType === oids.tstInfo) return undefined;
  return { kind: "signed-data", signedData };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SealError || error instanceof CertificateError) return undefined;
    throw error;
  }
}

const startsWith = (bytes: Uint8Array, mark: readonly number[], at: number): boolean =>
  mark.every((byte, i) => bytes[at + i] === byte);
