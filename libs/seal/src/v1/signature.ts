import {
  element,
  type Node,
  readBitBytes,
  readOid,
  readSmallInteger,
  readText,
  sequenceOf,
} from "@liangzheng/asn1";
import { SealError } from "../error.ts";
import type { Seal } from "../parse-seal.ts";
import { readCertificateBytes } from "../seal-parts.ts";
import { readTimeInfo } from "./time-info.ts";

/** SES_Signature of GM/T 0031-2014: `{toSign, signature}`; certificate and algorithm stand inside what is signed. */
export interface SealSignatureV1 {
  readonly standard: "GM/T 0031-2014";
  readonly raw: Uint8Array;
  readonly version: number;
  readonly seal: Seal;
  /** `undefined` when the BIT STRING holds no time that is known here. */
  readonly time: Date | undefined;
  /** The time-stamp token that stands in timeInfo instead of a time. */
  readonly timeToken: Uint8Array | undefined;
  readonly dataHash: Uint8Array;
  readonly propertyInfo: string;
  readonly signerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** DER of TBS_Sign as it stands in the file. */
  readonly toBeSigned: Uint8Array;
}

export function readSignatureV1(node: Node, readSeal: (node: Node) => Seal): SealSignatureV1 {
  const [tbs, signature, extra] = sequenceOf(node);
  if (tbs === undefined || signature === undefined || extra !== undefined) {
    throw new SealError("bad-field-count", node.at);
  }
  const fields = sequenceOf(tbs);
  if (fields.length !== 7) throw new SealError("bad-field-count", tbs.at);
  return {
    standard: "GM/T 0031-2014",
    raw: node.raw,
    version: readSmallInteger(element(fields, 0)),
    seal: readSeal(element(fields, 1)),
    ...readTimeInfo(element(fields, 2)),
    dataHash: readBitBytes(element(fields, 3)),
    propertyInfo: readText(element(fields, 4)),
    signerCertificate: readCertificateBytes(element(fields, 5)),
    signatureAlgorithm: readOid(element(fields, 6)),
    signature: readBitBytes(signature),
    toBeSigned: tbs.raw,
  };
}
