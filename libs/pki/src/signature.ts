import { element, integer, parse, readInteger, sequence, sequenceOf } from "@liangzheng/asn1";
import { concat, fromBigInt, toBigInt } from "@liangzheng/bytes";
import { CertificateError, translating } from "./error.ts";

/** Signs `message` by SM2 with SM3 and the default distinguishing identifier: DER SEQUENCE { r, s } (GB/T 35276). */
export type Sign = (message: Uint8Array) => Uint8Array;

/**
 * Whether `signature` (DER) over `message` is `publicKey`'s: a 65-byte uncompressed point. Answers false, never throws,
 * for a point off the curve and for a signature that is no signature at all.
 */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** SM3: 32 bytes. */
export type Digest = (message: Uint8Array) => Uint8Array;

/**
 * The DER form of a stored SM2 signature. Some makers store r ‖ s, 64 bytes; a DER signature that long begins with
 * SEQUENCE and its own length, so the two are told apart by trying DER first.
 * @throws CertificateError `bad-der` for anything else.
 */
export function signatureToDer(stored: Uint8Array): Uint8Array {
  if (stored.length !== 64 || isDerSignature(stored)) {
    translating(() => readPair(stored));
    return stored;
  }
  return sequence(integer(toBigInt(stored.subarray(0, 32))), integer(toBigInt(stored.subarray(32))));
}

/** r ‖ s, 64 bytes, of a signature in either form. @throws CertificateError `bad-der`. */
export function signatureToRaw(stored: Uint8Array): Uint8Array {
  if (stored.length === 64 && !isDerSignature(stored)) return stored;
  return translating(() => concat(...readPair(stored).map((value) => fromBigInt(value, 32))));
}

function isDerSignature(bytes: Uint8Array): boolean {
  try {
    readPair(bytes);
    return true;
  } catch {
    return false;
  }
}

function readPair(bytes: Uint8Array): readonly [bigint, bigint] {
  const parts = sequenceOf(parse(bytes));
  const r = readInteger(element(parts, 0));
  const s = readInteger(element(parts, 1));
  if (parts.length !== 2 || r < 0n || s < 0n || r >> 256n !== 0n || s >> 256n !== 0n) {
    throw new CertificateError("bad-der");
  }
  return [r, s];
}
