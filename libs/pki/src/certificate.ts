import {
  element,
  explicitContent,
  isContext,
  type Node,
  readBitBytes,
  readSmallInteger,
  readTime,
  sequenceOf,
} from "@liangzheng/asn1";
import { type Algorithm, isSm2Signature, readAlgorithm, sameAlgorithm } from "./algorithm.ts";
import { type KnownExtensions, readKnownExtensions } from "./certificate-extensions.ts";
import { CertificateError, reading } from "./error.ts";
import { type Extension, readExtensions } from "./extension.ts";
import { checkForeign, type ForeignAlgorithms } from "./foreign.ts";
import { type Name, readName } from "./name.ts";
import { type PublicKeyInfo, readPublicKeyInfo } from "./public-key.ts";
import { readSerial } from "./serial.ts";
import { signatureToDer, type VerifySignature } from "./signature.ts";

/** An X.509 certificate of any algorithm (RFC 5280 §4.1, GM/T 0015). All byte arrays are views of the bytes parsed. */
export interface Certificate extends KnownExtensions {
  readonly raw: Uint8Array;
  /** The stored TBSCertificate, tag and length included: what the signature is over. */
  readonly toBeSigned: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Content octets of the INTEGER, as stored. */
  readonly serial: Uint8Array;
  readonly signatureAlgorithm: Algorithm;
  /** Whether the algorithm inside the signed part is the one outside it (RFC 5280 §4.1.1.2). */
  readonly algorithmsAgree: boolean;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKeyInfo: PublicKeyInfo;
  /** The 65-byte uncompressed point, of an SM2 certificate only. */
  readonly publicKey?: Uint8Array;
  readonly extensions: readonly Extension[];
  /** As stored: DER { r, s } or r ‖ s for SM2. */
  readonly signature: Uint8Array;
}

/**
 * Reads one DER certificate, of SM2 or of a foreign algorithm.
 * @throws CertificateError `bad-der`, `bad-version`, `bad-serial`, `bad-extension` or `duplicate-extension`.
 */
export const parseCertificate = (der: Uint8Array): Certificate => reading(der, readCertificate);

function readCertificate(root: Node): Certificate {
  const outer = sequenceOf(root);
  if (outer.length !== 3) throw new CertificateError("bad-der", root.at);
  const tbs = element(outer, 0);
  const all = sequenceOf(tbs);
  const tagged = isContext(all[0], 0);
  const version = tagged ? readVersion(element(all, 0)) : 1;
  const fields = tagged ? all.slice(1) : all;
  const signatureAlgorithm = readAlgorithm(element(outer, 1));
  const validity = sequenceOf(element(fields, 3, tbs.at));
  const extensions = readTail(fields.slice(6), version);
  const publicKeyInfo = readPublicKeyInfo(element(fields, 5, tbs.at));
  return {
    raw: root.raw,
    toBeSigned: tbs.raw,
    version,
    serial: readSerial(element(fields, 0, tbs.at)),
    signatureAlgorithm,
    algorithmsAgree: sameAlgorithm(readAlgorithm(element(fields, 1, tbs.at)), signatureAlgorithm),
    issuer: readName(element(fields, 2, tbs.at)),
    notBefore: readTime(element(validity, 0, tbs.at)),
    notAfter: readTime(element(validity, 1, tbs.at)),
    subject: readName(element(fields, 4, tbs.at)),
    publicKeyInfo,
    ...(publicKeyInfo.sm2Point && { publicKey: publicKeyInfo.sm2Point }),
    extensions,
    ...readKnownExtensions(extensions),
    signature: readBitBytes(element(outer, 2)),
  };
}

function readVersion(node: Node): 1 | 2 | 3 {
  const version = readSmallInteger(explicitContent(node, 0)) + 1;
  if (version !== 1 && version !== 2 && version !== 3) throw new CertificateError("bad-version", node.at);
  return version;
}

/** issuerUniqueID [1] and subjectUniqueID [2] are passed over; extensions [3] end the list and need version 3. */
function readTail(tail: readonly Node[], version: number): readonly Extension[] {
  let last = 0;
  let extensions: readonly Extension[] = [];
  for (const node of tail) {
    if (node.tagClass !== "context" || node.tag <= last || node.tag > 3) {
      throw new CertificateError("bad-der", node.at);
    }
    last = node.tag;
    if (version < (node.tag === 3 ? 3 : 2)) throw new CertificateError("bad-version", node.at);
    if (node.tag === 3) extensions = readExtensions(explicitContent(node, 3));
  }
  return extensions;
}

/** Anything signed as X.509 signs: the raw bytes, the algorithm's mark and the stored signature. */
export interface Signed {
  readonly toBeSigned: Uint8Array;
  readonly signatureAlgorithm: Algorithm;
  readonly algorithmsAgree: boolean;
  readonly signature: Uint8Array;
}

export type SignatureOutcome =
  | "good"
  | "bad"
  | "algorithms-differ"
  | "unsupported-algorithm"
  | "unsupported-key";

/**
 * Asks whether `signed` was signed by `issuerKey`, over the stored bytes. Never throws for what the bytes hold.
 * @param foreign for what is not SM2, where that is to be computed.
 */
export function checkSignature(
  signed: Signed,
  issuerKey: PublicKeyInfo,
  verify: VerifySignature,
  foreign?: ForeignAlgorithms,
): SignatureOutcome {
  if (!signed.algorithmsAgree) return "algorithms-differ";
  if (!isSm2Signature(signed.signatureAlgorithm)) {
    if (foreign === undefined) return "unsupported-algorithm";
    const { signatureAlgorithm: algorithm, toBeSigned: message } = signed;
    return checkForeign({ algorithm, key: issuerKey, message, signature: signed.signature }, foreign);
  }
  if (issuerKey.sm2Point === undefined) return "unsupported-key";
  let signature: Uint8Array;
  try {
    signature = signatureToDer(signed.signature);
  } catch {
    return "bad";
  }
  return verify(issuerKey.sm2Point, signed.toBeSigned, signature) ? "good" : "bad";
}
