import {
  element,
  is,
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
import {
  type ExtData,
  readCertificateBytes,
  readExtDatas,
  readHeader,
  readPicture,
  type SealHeader,
  type SealPicture,
} from "../seal-parts.ts";

/** SES_ESPropertyInfo of GM/T 0031-2014: no list type, dates in UTCTime. */
export interface SealPropertyV1 {
  /** 1 unit's seal (单位印章), 2 personal seal (个人印章); producers use others too. */
  readonly type: number;
  readonly name: string;
  /** DER certificates of those who may use the seal. */
  readonly certificates: readonly Uint8Array[];
  readonly createDate: Date;
  readonly validStart: Date;
  readonly validEnd: Date;
}

/** SESeal of GM/T 0031-2014: `{esealInfo, signInfo{cert, signatureAlgorithm, signData}}`. */
export interface SealV1 {
  readonly standard: "GM/T 0031-2014";
  readonly raw: Uint8Array;
  readonly header: SealHeader;
  readonly esId: string;
  readonly property: SealPropertyV1;
  readonly picture: SealPicture;
  readonly extDatas: readonly ExtData[];
  readonly makerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** SEQUENCE{esealInfo, cert, signatureAlgorithm}, put together from the bytes of the file (clause 6.1.1). */
  readonly toBeSigned: Uint8Array;
}

export function readSealV1(node: Node): SealV1 {
  const fields = sequenceOf(node);
  if (fields.length !== 2) throw new SealError("bad-field-count", node.at);
  const info = element(fields, 0);
  const signInfo = sequenceOf(element(fields, 1));
  if (signInfo.length !== 3) throw new SealError("bad-field-count", element(fields, 1).at);
  const [cert, algorithm, signData] = [element(signInfo, 0), element(signInfo, 1), element(signInfo, 2)];
  return {
    standard: "GM/T 0031-2014",
    raw: node.raw,
    ...readInfo(info),
    makerCertificate: readCertificateBytes(cert),
    signatureAlgorithm: readOid(algorithm),
    signature: readBitBytes(signData),
    toBeSigned: sequence(info.raw, cert.raw, algorithm.raw),
  };
}

function readInfo(node: Node) {
  const fields = sequenceOf(node);
  if (fields.length < 4 || fields.length > 5) throw new SealError("bad-field-count", node.at);
  return {
    header: readHeader(element(fields, 0)),
    esId: readText(element(fields, 1)),
    property: readProperty(element(fields, 2)),
    picture: readPicture(element(fields, 3)),
    extDatas: readExtDatas(fields[4]),
  };
}

function readProperty(node: Node): SealPropertyV1 {
  const fields = sequenceOf(node);
  if (fields.length !== 6) throw new SealError("bad-field-count", node.at);
  return {
    type: readSmallInteger(element(fields, 0)),
    name: readText(element(fields, 1)),
    certificates: sequenceOf(element(fields, 2)).map(readListed),
    createDate: readTime(element(fields, 3)),
    validStart: readTime(element(fields, 4)),
    validEnd: readTime(element(fields, 5)),
  };
}

/** An OCTET STRING, or a bare certificate under header version 1; dms360 writes a string, which then equals no certificate. */
const readListed = (node: Node): Uint8Array => (is(node, "sequence") ? node.raw : node.content);
