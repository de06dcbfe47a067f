import {
  element,
  isContext,
  type Node,
  readBitBytes,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  sequenceOf,
} from "@liangzheng/asn1";
import { SealError } from "../error.ts";
import type { Seal } from "../parse-seal.ts";
import { type ExtData, readCertificateBytes, readExtDatas, readTimeStamp } from "../seal-parts.ts";

/** SES_Signature of GM/T 0031-2025: the fields of GB/T 38540; what is signed is DER(TBS_Sign). */
export interface SealSignatureV5 {
  readonly standard: "GM/T 0031-2025";
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
  readonly timeStamp: Uint8Array | undefined;
  readonly toBeSigned: Uint8Array;
}

export function readSignatureV5(node: Node, seal: Seal): SealSignatureV5 {
  const fields = sequenceOf(node);
  if (fields.length < 4 || fields.length > 5) throw new SealError("bad-field-count", node.at);
  const tbs = element(fields, 0);
  const stamp = fields[4];
  const parts = sequenceOf(tbs);
  const extDatas = parts[5];
  if (parts.length < 5 || parts.length > 6) throw new SealError("bad-field-count", tbs.at);
  if (extDatas !== undefined && !isContext(extDatas, 0)) throw new SealError("bad-field", extDatas.at);
  return {
    standard: "GM/T 0031-2025",
    raw: node.raw,
    version: readSmallInteger(element(parts, 0)),
    seal,
    time: readTime(element(parts, 2)),
    dataHash: readBitBytes(element(parts, 3)),
    propertyInfo: readText(element(parts, 4)),
    extDatas: readExtDatas(extDatas),
    signerCertificate: readCertificateBytes(element(fields, 1)),
    signatureAlgorithm: readOid(element(fields, 2)),
    signature: readBitBytes(element(fields, 3)),
    timeStamp: readTimeStamp(stamp),
    toBeSigned: tbs.raw,
  };
}
