import {
  Asn1Error,
  element,
  isContext,
  type Node,
  parse,
  readOctets,
  readOid,
  readSmallInteger,
  readTime,
  sequenceOf,
  tlv,
} from "@liangzheng/asn1";
import { equalBytes } from "@liangzheng/bytes";
import { type Algorithm, readAlgorithm } from "./algorithm.ts";
import { type Attribute, findSingleValue, readAttribute } from "./attributes.ts";
import type { Certificate } from "./certificate.ts";
import { type Name, readName, sameName } from "./name.ts";
import { oids } from "./oids.ts";
import { readSerial } from "./serial.ts";

/** Which certificate signed: by issuer and serial, or (CMS version 3) by its subject key identifier. */
export type SignerId =
  | { readonly issuer: Name; readonly serial: Uint8Array }
  | { readonly subjectKeyIdentifier: Uint8Array };

export interface SignedAttributes {
  /**
   * What the signature is over: the stored bytes with [0] re-tagged as SET (RFC 5652 §5.4), in stored order. Real
   * makers' sets are not always sorted, so sorting them again would break genuine signatures.
   */
  readonly signedBytes: Uint8Array;
  readonly list: readonly Attribute[];
  readonly contentType?: string;
  readonly messageDigest?: Uint8Array;
  /** What the signer claims; nothing proves it but a time stamp. */
  readonly signingTime?: Date;
}

export interface SignerInfo {
  readonly version: number;
  readonly signerId: SignerId;
  readonly digestAlgorithm: Algorithm;
  readonly signedAttributes?: SignedAttributes;
  readonly signatureAlgorithm: Algorithm;
  /** As stored, DER { r, s } or r ‖ s; see `signatureToDer`. */
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

/** @throws Asn1Error; CertificateError `bad-serial`. */
export function readSignerInfo(node: Node): SignerInfo {
  const rest = [...sequenceOf(node)];
  const next = (): Node => {
    const part = element(rest, 0, node.at);
    rest.shift();
    return part;
  };
  const version = readSmallInteger(next());
  const signerId = readSignerId(next());
  const digestAlgorithm = readAlgorithm(next());
  const signed = isContext(rest[0], 0) ? readSignedAttributes(next()) : undefined;
  const signatureAlgorithm = readAlgorithm(next());
  const signature = readOctets(next());
  const unsignedAttributes = isContext(rest[0], 1) ? next().children.map(readAttribute) : [];
  if (rest[0] !== undefined) throw new Asn1Error("trailing-data", rest[0].at);
  return {
    version,
    signerId,
    digestAlgorithm,
    ...(signed && { signedAttributes: signed }),
    signatureAlgorithm,
    signature,
    unsignedAttributes,
  };
}

function readSignerId(node: Node): SignerId {
  if (isContext(node, 0)) return { subjectKeyIdentifier: node.content };
  const parts = sequenceOf(node);
  return { issuer: readName(element(parts, 0, node.at)), serial: readSerial(element(parts, 1, node.at)) };
}

function readSignedAttributes(node: Node): SignedAttributes {
  const list = node.children.map(readAttribute);
  const value = <T>(dotted: string, read: (node: Node) => T): T | undefined => {
    const found = findSingleValue(list, dotted);
    return found === undefined ? undefined : read(parse(found));
  };
  const contentType = value(oids.contentType, readOid);
  const messageDigest = value(oids.messageDigest, readOctets);
  const signingTime = value(oids.signingTime, readTime);
  return {
    signedBytes: tlv(0x31, node.content),
    list,
    ...(contentType !== undefined && { contentType }),
    ...(messageDigest && { messageDigest }),
    ...(signingTime && { signingTime }),
  };
}

/** The signer's certificate among `certificates`, the first that is named. */
export const findSigner = (
  signerId: SignerId,
  certificates: readonly Certificate[],
): Certificate | undefined => certificates.find((certificate) => isSigner(signerId, certificate));

function isSigner(signerId: SignerId, certificate: Certificate): boolean {
  if ("serial" in signerId) {
    return equalBytes(signerId.serial, certificate.serial) && sameName(signerId.issuer, certificate.issuer);
  }
  const { subjectKeyIdentifier } = certificate;
  return (
    subjectKeyIdentifier !== undefined && equalBytes(subjectKeyIdentifier, signerId.subjectKeyIdentifier)
  );
}
