import { bits, explicit, integer, sequence } from "@liangzheng/asn1";
import { sm2WithSm3 } from "./algorithm.ts";
import type { Certificate } from "./certificate.ts";
import {
  encodeAuthorityKeyIdentifier,
  encodeBasicConstraints,
  encodeCrlDistributionPoint,
  encodeExtKeyUsage,
  encodeKeyUsage,
  encodeSubjectKeyIdentifier,
  type KeyUsage,
} from "./certificate-extensions.ts";
import { CertificateError } from "./error.ts";
import type { Name } from "./name.ts";
import { encodePublicKeyInfo, keyIdentifierOf } from "./public-key.ts";
import { encodeSerial } from "./serial.ts";
import type { Digest, Sign } from "./signature.ts";
import { encodeTime } from "./validity.ts";

/** What the issuer decides for every certificate. */
interface Content {
  /** 16 bytes, unsigned, never used before by this issuer. */
  readonly serial: Uint8Array;
  readonly subject: Name;
  /** 65-byte uncompressed point. */
  readonly publicKey: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Where the issuer's revocation list can be had; a root has none. */
  readonly listAddress?: string;
}

export interface CaContent extends Content {
  /** How many more CAs may stand below this one; absent: no limit. */
  readonly pathLength?: number;
}

export interface EndContent extends Content {
  readonly keyUsage: readonly KeyUsage[];
  /** Object identifiers of extended purposes. */
  readonly extKeyUsage?: readonly string[];
}

/** The issuer's key and SM3. The signer's key must be the one in the issuer's certificate: nothing here can check it. */
export interface IssuingPorts {
  readonly sign: Sign;
  readonly digest: Digest;
}

/**
 * A self-signed root of SM2 (GM/T 0015): certificate and list signing, no certificate distribution points.
 * @returns DER.
 * @throws CertificateError `bad-serial`, `bad-key` or `bad-validity`.
 */
export function makeRootCertificate(content: CaContent, ports: IssuingPorts): Uint8Array {
  const identifier = keyIdentifierOf(content.publicKey, ports.digest);
  return assemble(content, content.subject, identifier, caExtensions(content), ports);
}

/** An intermediate CA, such as a seal maker's, under `issuer`. @throws CertificateError as `makeRootCertificate`, and `bad-extension` when `issuer` is no CA. */
export function makeCaCertificate(content: CaContent, issuer: Certificate, ports: IssuingPorts): Uint8Array {
  return assemble(content, issuer.subject, issuerIdentifier(issuer, ports), caExtensions(content), ports);
}

/** An end certificate, of an organ, a person or a seal, under `issuer`. @throws CertificateError as `makeCaCertificate`. */
export function makeEndCertificate(
  content: EndContent,
  issuer: Certificate,
  ports: IssuingPorts,
): Uint8Array {
  if (content.keyUsage.length === 0) throw new CertificateError("bad-extension");
  const extensions = [
    encodeBasicConstraints({ ca: false }),
    encodeKeyUsage(content.keyUsage),
    ...(content.extKeyUsage === undefined ? [] : [encodeExtKeyUsage(content.extKeyUsage)]),
  ];
  return assemble(content, issuer.subject, issuerIdentifier(issuer, ports), extensions, ports);
}

const caExtensions = ({ pathLength }: CaContent): readonly Uint8Array[] => [
  encodeBasicConstraints(pathLength === undefined ? { ca: true } : { ca: true, pathLength }),
  encodeKeyUsage(["key-cert-sign", "crl-sign"]),
];

function issuerIdentifier(issuer: Certificate, { digest }: IssuingPorts): Uint8Array {
  const { basicConstraints, publicKey, subjectKeyIdentifier } = issuer;
  if (basicConstraints?.ca !== true) throw new CertificateError("bad-extension");
  if (publicKey === undefined) throw new CertificateError("not-sm2");
  return subjectKeyIdentifier ?? keyIdentifierOf(publicKey, digest);
}

function assemble(
  content: Content,
  issuer: Name,
  issuerKeyIdentifier: Uint8Array,
  extensions: readonly Uint8Array[],
  { sign, digest }: IssuingPorts,
): Uint8Array {
  const { serial, subject, publicKey, notBefore, notAfter, listAddress } = content;
  if (!(notBefore < notAfter)) throw new CertificateError("bad-validity");
  const toBeSigned = sequence(
    explicit(0, integer(2)),
    encodeSerial(serial),
    sm2WithSm3(),
    issuer.raw,
    sequence(encodeTime(notBefore), encodeTime(notAfter)),
    subject.raw,
    encodePublicKeyInfo(publicKey),
    explicit(
      3,
      sequence(
        encodeAuthorityKeyIdentifier(issuerKeyIdentifier),
        encodeSubjectKeyIdentifier(keyIdentifierOf(publicKey, digest)),
        ...(listAddress === undefined ? [] : [encodeCrlDistributionPoint(listAddress)]),
        ...extensions,
      ),
    ),
  );
  return sequence(toBeSigned, sm2WithSm3(), bits(sign(toBeSigned)));
}
