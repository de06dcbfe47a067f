import { element, type Node, readBitBytes, readOid, sequenceOf } from "@liangzheng/asn1";
import { SealError } from "../error.ts";
import { readCertificateBytes, readTimeStamp } from "../seal-parts.ts";
import { readSealInfo, type SealInfoV4 } from "../v4/seal.ts";

/** SESeal of GM/T 0031-2025: as GB/T 38540 with a time stamp that may follow. SES_SealInfo is the same but for its version. */
export interface SealV5 extends SealInfoV4 {
  readonly standard: "GM/T 0031-2025";
  readonly raw: Uint8Array;
  readonly makerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  readonly timeStamp: Uint8Array | undefined;
  /** DER of SES_SealInfo alone, as it stands in the file. */
  readonly toBeSigned: Uint8Array;
}

export function readSealV5(node: Node): SealV5 {
  const fields = sequenceOf(node);
  if (fields.length < 4 || fields.length > 5) throw new SealError("bad-field-count", node.at);
  const info = element(fields, 0);
  const stamp = fields[4];
  return {
    standard: "GM/T 0031-2025",
    raw: node.raw,
    ...readSealInfo(info),
    makerCertificate: readCertificateBytes(element(fields, 1)),
    signatureAlgorithm: readOid(element(fields, 2)),
    signature: readBitBytes(element(fields, 3)),
    timeStamp: readTimeStamp(stamp),
    toBeSigned: info.raw,
  };
}
