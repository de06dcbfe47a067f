import {
  element,
  isContext,
  type Node,
  readBitBytes,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { SealError } from "../error.ts";
import type { Seal } from "../parse-seal.ts";
import { type ExtData, readCertificateBytes, readExtDatas, readTimeStamp } from "../seal-parts.ts";

/** SES_Signature of GB/T 38540-2020: `{toSign, cert, signatureAlgID, signature, timeStamp [0] OPTIONAL}`. */
export interface SealSignatureV4 {
  readonly standard: "GB/T 38540-2020";
  readonly raw: Uint8Array;
  readonly version: number;
  readonly seal: Seal;
  readonly time: Date;
  readonly dataHash: Uint8Array;
  readonly propertyInfo: string;
  readonly extDatas: readonly ExtData[];
  readonly signerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** A time-stamp token over `signature`, outside of what is signed. */
  readonly timeStamp: Uint8Array | undefined;
  /** DER of TBS_Sign as it stands in the file. */
  readonly toBeSigned: Uint8Array;
  /** What files after the withdrawn draft C0119 may have signed instead: certificate and algorithm inside. */
  readonly toBeSignedC0119: readonly Uint8Array[];
}

export function readSignatureV4(node: Node, seal: Seal): SealSignatureV4 {
  const fields = sequenceOf(node);
  if (fields.length < 4 || fields.length > 5) throw new SealError("bad-field-count", node.at);
  const [tbs, cert, algorithm] = [element(fields, 0), element(fields, 1), element(fields, 2)];
  const stamp = fields[4];
  const parts = sequenceOf(tbs);
  const extDatas = parts[5];
  if (parts.length < 5 || parts.length > 6) throw new SealError("bad-field-count", tbs.at);
  if (extDatas !== undefined && !isContext(extDatas, 0)) throw new SealError("bad-field", extDatas.at);
  return {
    standard: "GB/T 38540-2020",
    raw: node.raw,
    version: readSmallInteger(element(parts, 0)),
    seal,
    time: readTime(element(parts, 2)),
    dataHash: readBitBytes(element(parts, 3)),
    propertyInfo: readText(element(parts, 4)),
    extDatas: readExtDatas(extDatas),
    signerCertificate: readCertificateBytes(cert),
    signatureAlgorithm: readOid(algorithm),
    signature: readBitBytes(element(fields, 3)),
    timeStamp: readTimeStamp(stamp),
    toBeSigned: tbs.raw,
    // Asked for only where the signature fits nothing else.
    get toBeSignedC0119() {
      const tail = [cert.raw, algorithm.raw];
      return [sequence(...parts.map((part) => part.raw), ...tail), sequence(tbs.raw, ...tail)];
    },
  };
}
