import {
  bits,
  element,
  implicit,
  integer,
  isContext,
  type Node,
  readBitBytes,
  readSmallInteger,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { readAlgorithm, sm2WithSm3 } from "./algorithm.ts";
import { type Attribute, readAttribute } from "./attributes.ts";
import { checkSignature, type SignatureOutcome, type Signed } from "./certificate.ts";
import { CertificateError, reading } from "./error.ts";
import { type Name, readName } from "./name.ts";
import { encodePublicKeyInfo, type PublicKeyInfo, readPublicKeyInfo } from "./public-key.ts";
import type { Sign, VerifySignature } from "./signature.ts";

/** PKCS #10 (RFC 2986): a name and a key, signed by that key. */
export interface CertificationRequest extends Signed {
  readonly raw: Uint8Array;
  readonly subject: Name;
  readonly publicKeyInfo: PublicKeyInfo;
  readonly attributes: readonly Attribute[];
}

/** @throws CertificateError `bad-der` or `bad-version`. */
export const parseCertificationRequest = (der: Uint8Array): CertificationRequest => reading(der, readRequest);

function readRequest(root: Node): CertificationRequest {
  const outer = sequenceOf(root);
  if (outer.length !== 3) throw new CertificateError("bad-der", root.at);
  const info = element(outer, 0);
  const parts = sequenceOf(info);
  if (readSmallInteger(element(parts, 0, info.at)) !== 0) throw new CertificateError("bad-version", info.at);
  const tail = parts[3];
  // Some makers leave the attributes out though the field is not optional.
  if (parts.length > 4 || (tail !== undefined && !isContext(tail, 0))) {
    throw new CertificateError("bad-der", info.at);
  }
  return {
    raw: root.raw,
    toBeSigned: info.raw,
    subject: readName(element(parts, 1, info.at)),
    publicKeyInfo: readPublicKeyInfo(element(parts, 2, info.at)),
    attributes: (tail?.children ?? []).map(readAttribute),
    signatureAlgorithm: readAlgorithm(element(outer, 1)),
    algorithmsAgree: true,
    signature: readBitBytes(element(outer, 2)),
  };
}

/** Whether whoever asks holds the key. */
export const checkCertificationRequest = (
  request: CertificationRequest,
  verify: VerifySignature,
): SignatureOutcome => checkSignature(request, request.publicKeyInfo, verify);

/** @returns DER. @throws CertificateError `bad-key`. */
export function makeCertificationRequest(subject: Name, publicKey: Uint8Array, sign: Sign): Uint8Array {
  const info = sequence(
    integer(0),
    subject.raw,
    encodePublicKeyInfo(publicKey),
    implicit(0, new Uint8Array(0), true),
  );
  return sequence(info, sm2WithSm3(), bits(sign(info)));
}
