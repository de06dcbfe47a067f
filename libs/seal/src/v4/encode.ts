import {
  bits,
  boolean,
  explicit,
  generalizedTime,
  ia5,
  integer,
  octets,
  oid,
  printable,
  sequence,
  utf8,
} from "@liangzheng/asn1";
import type { ExtData, SealPicture } from "../seal-parts.ts";
import type { CertificateListV4 } from "./seal.ts";

const sm2WithSm3 = oid("1.2.156.10197.1.501");
const version = integer(4);

/** What a maker puts into a seal. Dates are written to the second, in UTC. */
export interface NewSealInfo {
  /** Who made the sealing software (SES_Header.Vid), ASCII. */
  readonly vid: string;
  /** Unique number of the seal (印章编码), ASCII. */
  readonly esId: string;
  /** 1 unit's seal, 2 personal seal. */
  readonly type: number;
  readonly name: string;
  readonly list: CertificateListV4;
  readonly createDate: Date;
  readonly validStart: Date;
  readonly validEnd: Date;
  readonly picture: SealPicture;
  readonly extDatas?: readonly ExtData[];
}

/** DER of SES_SealInfo (GB/T 38540-2020): the bytes the seal's maker signs. */
export function encodeSealInfo(info: NewSealInfo): Uint8Array {
  const { list, picture, extDatas = [] } = info;
  return sequence(
    sequence(ia5("ES"), version, ia5(info.vid)),
    ia5(info.esId),
    sequence(
      integer(info.type),
      utf8(info.name),
      ...encodeList(list),
      generalizedTime(info.createDate),
      generalizedTime(info.validStart),
      generalizedTime(info.validEnd),
    ),
    sequence(ia5(picture.type), octets(picture.data), integer(picture.width), integer(picture.height)),
    extDatas.length === 0 ? undefined : encodeExtDatas(extDatas),
  );
}

const encodeList = (list: CertificateListV4): readonly Uint8Array[] =>
  list.kind === "certificates"
    ? [integer(1), sequence(...list.certificates.map(octets))]
    : [
        integer(2),
        sequence(...list.digests.map(({ type, value }) => sequence(printable(type), octets(value)))),
      ];

const encodeExtDatas = (items: readonly ExtData[]): Uint8Array =>
  sequence(
    ...items.map(({ id, critical, value }) =>
      sequence(oid(id), critical ? boolean(true) : undefined, octets(value)),
    ),
  );

/** Signs a message with SM2 and SM3 under the default identity and answers DER `SEQUENCE{r, s}`. */
export type Sign = (message: Uint8Array) => Uint8Array;

/**
 * DER of a SESeal (GB/T 38540-2020). `info` is the DER from `encodeSealInfo`; `sign` belongs to `makerCertificate`,
 * which is not checked here.
 */
export const makeSeal = (seal: {
  readonly info: Uint8Array;
  readonly makerCertificate: Uint8Array;
  readonly sign: Sign;
}): Uint8Array => sequence(seal.info, octets(seal.makerCertificate), sm2WithSm3, bits(seal.sign(seal.info)));

export interface NewSealSignature {
  /** DER of the seal used, unchanged. */
  readonly seal: Uint8Array;
  readonly signerCertificate: Uint8Array;
  readonly time: Date;
  /** SM3 over the bytes of Signature.xml exactly as stored. */
  readonly dataHash: Uint8Array;
  /** Path of Signature.xml in the package, ASCII. */
  readonly propertyInfo: string;
  readonly extDatas?: readonly ExtData[];
  readonly sign: Sign;
}

/** A SES_Signature that may still get its time stamp, which stands outside of what is signed. */
export interface UnstampedSignature {
  /** The signature value: what the time stamp is over. */
  readonly value: Uint8Array;
  /** @param timeStamp the token, for `timeStamp [0]`. @returns DER of SES_Signature, the content of SignedValue.dat. */
  finish(timeStamp?: Uint8Array): Uint8Array;
}

/** Signs with a seal (GB/T 38540-2020). */
export function signWithSeal(signature: NewSealSignature): UnstampedSignature {
  const { extDatas = [] } = signature;
  const toBeSigned = sequence(
    version,
    signature.seal,
    generalizedTime(signature.time),
    bits(signature.dataHash),
    ia5(signature.propertyInfo),
    extDatas.length === 0 ? undefined : explicit(0, encodeExtDatas(extDatas)),
  );
  const value = signature.sign(toBeSigned);
  return {
    value,
    finish: (timeStamp) =>
      sequence(
        toBeSigned,
        octets(signature.signerCertificate),
        sm2WithSm3,
        bits(value),
        timeStamp && explicit(0, bits(timeStamp)),
      ),
  };
}

/** DER of a SES_Signature (GB/T 38540-2020) without a time stamp. */
export const makeSealSignature = (signature: NewSealSignature): Uint8Array =>
  signWithSeal(signature).finish();
