import { explicit, implicit, integer, octets, oid, sequence, set } from "@liangzheng/asn1";
import { concat } from "@liangzheng/bytes";
import { encodeAlgorithm } from "./algorithm.ts";
import { encodeAttribute } from "./attributes.ts";
import type { Certificate } from "./certificate.ts";
import type { IssuingPorts } from "./make-certificate.ts";
import { oids } from "./oids.ts";
import { encodeStoredSerial } from "./serial.ts";
import { encodeTime } from "./validity.ts";

export interface SignedDataContent {
  /** What is signed; it stays outside the message unless `attached`. */
  readonly content: Uint8Array;
  readonly attached?: boolean;
  readonly signer: Certificate;
  /** The makers' certificates above the signer's, to travel with it. */
  readonly chain?: readonly Certificate[];
  /** DER revocation lists to travel with it. */
  readonly crls?: readonly Uint8Array[];
  readonly signingTime: Date;
}

/**
 * A GB/T 35275 SignedData in its ContentInfo, one signer named by issuer and serial, signed attributes content type,
 * signing time and message digest: the layout that OFD readers take.
 * @returns DER.
 * @throws CertificateError `bad-validity` for a signing time outside 1950–9999.
 */
export function makeSignedData(message: SignedDataContent, ports: IssuingPorts): Uint8Array {
  const { content, attached = false, signer, chain = [], crls = [], signingTime } = message;
  const profile = { type: oids.gmSignedData, version: 1, contentType: oids.gmData, attributes: [] };
  const certificates = [signer, ...chain];
  return encodeSignedData(profile, { content, attached, signer, certificates, crls, signingTime }, ports);
}

/** What tells one standard's signed message from another's. */
export interface SignedDataProfile {
  /** Type of the ContentInfo. */
  readonly type: string;
  readonly version: number;
  readonly contentType: string;
  /** Signed attributes beside content type, signing time and message digest: encoded. */
  readonly attributes: readonly Uint8Array[];
  /** Dotted; SM3 and SM2 unless said. The ports must be of the same. */
  readonly algorithms?: { readonly digest: string; readonly signature: string };
}

export interface SignedDataParts {
  readonly content: Uint8Array;
  readonly attached: boolean;
  readonly signer: Certificate;
  /** Those that travel with the message, the signer's among them or not. */
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Uint8Array[];
  readonly signingTime: Date;
}

/** A ContentInfo with a SignedData of one signer (RFC 5652 §5). @throws CertificateError `bad-validity`. */
export function encodeSignedData(
  profile: SignedDataProfile,
  { content, attached, signer, certificates, crls, signingTime }: SignedDataParts,
  { sign, digest }: IssuingPorts,
): Uint8Array {
  const { type, version, contentType, algorithms } = profile;
  const digestAlgorithm = encodeAlgorithm(algorithms?.digest ?? oids.sm3);
  // DER sorts a SET OF; so the stored order is the sorted one and every reader hashes the same bytes.
  const attributes = set(
    encodeAttribute(oids.contentType, oid(contentType)),
    encodeAttribute(oids.signingTime, encodeTime(signingTime)),
    encodeAttribute(oids.messageDigest, octets(digest(content))),
    ...profile.attributes,
  );
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuer.raw, encodeStoredSerial(signer.serial)),
    digestAlgorithm,
    retagged(attributes),
    encodeAlgorithm(algorithms?.signature ?? oids.sm2Sign),
    octets(sign(attributes)),
  );
  const raws = certificates.map(({ raw }) => raw);
  const signedData = sequence(
    integer(version),
    set(digestAlgorithm),
    sequence(oid(contentType), attached ? explicit(0, octets(content)) : undefined),
    raws.length === 0 ? undefined : implicit(0, concat(...raws), true),
    crls.length === 0 ? undefined : implicit(1, concat(...crls), true),
    set(signerInfo),
  );
  return sequence(oid(type), explicit(0, signedData));
}

/** SET becomes [0] IMPLICIT: only the tag byte differs. */
function retagged(attributes: Uint8Array): Uint8Array {
  const out = attributes.slice();
  out[0] = 0xa0;
  return out;
}
