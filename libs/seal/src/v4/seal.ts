import {
  element,
  type Node,
  readBitBytes,
  readOctets,
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

/** One entry of a certificate digest list: the digest algorithm as written (an OID or a name) and the digest. */
export interface CertificateDigest {
  readonly type: string;
  readonly value: Uint8Array;
}

/** SES_CertList: certListType 1 lists certificates, 2 their digests. */
export type CertificateListV4 =
  | { readonly kind: "certificates"; readonly certificates: readonly Uint8Array[] }
  | { readonly kind: "digests"; readonly digests: readonly CertificateDigest[] };

/** SES_ESPropertyInfo of GB/T 38540: dates in GeneralizedTime. */
export interface SealPropertyV4 {
  /** 1 unit's seal (单位印章), 2 personal seal (个人印章); producers use others too. */
  readonly type: number;
  readonly name: string;
  readonly list: CertificateListV4;
  readonly createDate: Date;
  readonly validStart: Date;
  readonly validEnd: Date;
}

/** SES_SealInfo of GB/T 38540. */
export interface SealInfoV4 {
  readonly header: SealHeader;
  readonly esId: string;
  readonly property: SealPropertyV4;
  readonly picture: SealPicture;
  readonly extDatas: readonly ExtData[];
}

/** SESeal of GB/T 38540-2020: `{eSealInfo, cert, signAlgID, signedValue}`. */
export interface SealV4 extends SealInfoV4 {
  readonly standard: "GB/T 38540-2020";
  readonly raw: Uint8Array;
  readonly makerCertificate: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** DER of SES_SealInfo alone, as it stands in the file. */
  readonly toBeSigned: Uint8Array;
  /** What the withdrawn draft C0119 signed instead: SEQUENCE{eSealInfo, cert, signAlgID}. */
  readonly toBeSignedC0119: Uint8Array;
}

export function readSealV4(node: Node): SealV4 {
  const fields = sequenceOf(node);
  if (fields.length !== 4) throw new SealError("bad-field-count", node.at);
  const [info, cert, algorithm] = [element(fields, 0), element(fields, 1), element(fields, 2)];
  return {
    standard: "GB/T 38540-2020",
    raw: node.raw,
    ...readSealInfo(info),
    makerCertificate: readCertificateBytes(cert),
    signatureAlgorithm: readOid(algorithm),
    signature: readBitBytes(element(fields, 3)),
    toBeSigned: info.raw,
    // Asked for only where the signature fits nothing else.
    get toBeSignedC0119() {
      return sequence(info.raw, cert.raw, algorithm.raw);
    },
  };
}

export function readSealInfo(node: Node): SealInfoV4 {
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

function readProperty(node: Node): SealPropertyV4 {
  const fields = sequenceOf(node);
  if (fields.length !== 7) throw new SealError("bad-field-count", node.at);
  return {
    type: readSmallInteger(element(fields, 0)),
    name: readText(element(fields, 1)),
    list: readList(readSmallInteger(element(fields, 2)), element(fields, 3)),
    createDate: readTime(element(fields, 4)),
    validStart: readTime(element(fields, 5)),
    validEnd: readTime(element(fields, 6)),
  };
}

function readList(type: number, node: Node): CertificateListV4 {
  if (type === 1) return { kind: "certificates", certificates: sequenceOf(node).map(readOctets) };
  if (type !== 2) throw new SealError("bad-field", node.at);
  const digests = sequenceOf(node).map((item) => {
    const [name, value, extra] = sequenceOf(item);
    if (name === undefined || value === undefined || extra !== undefined) {
      throw new SealError("bad-field-count", item.at);
    }
    return { type: readText(name), value: readOctets(value) };
  });
  return { kind: "digests", digests };
}
