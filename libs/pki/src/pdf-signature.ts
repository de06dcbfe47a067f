import { bits, explicit, integer, octets, sequence } from "@liangzheng/asn1";
import { encodeAlgorithm } from "./algorithm.ts";
import { encodeAttribute } from "./attributes.ts";
import type { Certificate } from "./certificate.ts";
import {
  encodeAuthorityKeyIdentifier,
  encodeBasicConstraints,
  encodeKeyUsage,
  encodeSubjectKeyIdentifier,
} from "./certificate-extensions.ts";
import { CertificateError } from "./error.ts";
import type { EndContent, IssuingPorts } from "./make-certificate.ts";
import { encodeSignedData } from "./make-signed-data.ts";
import { oids } from "./oids.ts";
import { encodePublicKeyInfo, keyIdentifierOf } from "./public-key.ts";
import { encodeSerial } from "./serial.ts";
import { encodeTime } from "./validity.ts";

/** ECDSA on P-256 over SHA-256, DER signatures, and SHA-256: what readers outside China know. */
export type P256Ports = IssuingPorts;

/**
 * A certificate of a P-256 key made out by itself (RFC 5280): no authority that programs outside know vouches for it, so
 * that who wants to trust it takes it into his list.
 * @returns DER.
 * @throws CertificateError `bad-serial`, `bad-key`, `bad-validity`, or `bad-extension` without a key usage.
 */
export function makeP256Certificate(
  content: Pick<EndContent, "serial" | "subject" | "publicKey" | "notBefore" | "notAfter" | "keyUsage">,
  { sign, digest }: P256Ports,
): Uint8Array {
  const { serial, subject, publicKey, notBefore, notAfter, keyUsage } = content;
  if (!(notBefore < notAfter)) throw new CertificateError("bad-validity");
  if (keyUsage.length === 0) throw new CertificateError("bad-extension");
  const identifier = keyIdentifierOf(publicKey, digest);
  const algorithm = encodeAlgorithm(oids.ecdsaWithSha256);
  const toBeSigned = sequence(
    explicit(0, integer(2)),
    encodeSerial(serial),
    algorithm,
    subject.raw,
    sequence(encodeTime(notBefore), encodeTime(notAfter)),
    subject.raw,
    encodePublicKeyInfo(publicKey, oids.p256),
    explicit(
      3,
      sequence(
        encodeAuthorityKeyIdentifier(identifier),
        encodeSubjectKeyIdentifier(identifier),
        encodeBasicConstraints({ ca: false }),
        encodeKeyUsage(keyUsage),
      ),
    ),
  );
  return sequence(toBeSigned, algorithm, bits(sign(toBeSigned)));
}

export interface PdfSignatureContent {
  /** The bytes of the file that its ByteRange names. */
  readonly content: Uint8Array;
  readonly signer: Certificate;
  readonly chain?: readonly Certificate[];
  readonly signingTime: Date;
}

const schemes = {
  p256: { digest: oids.sha256, signature: oids.ecdsaWithSha256 },
  sm2: { digest: oids.sm3, signature: oids.sm2WithSm3 },
} as const;

/**
 * The message of a PDF signature (`adbe.pkcs7.detached`): a detached SignedData (RFC 5652 §5; the types of PKCS #7, as PDF
 * wants, also with the national algorithms), its certificate named inside what is signed (RFC 5035).
 * @param ports of the scheme.
 * @returns DER.
 * @throws CertificateError `bad-validity` for a signing time outside 1950–9999.
 */
export function makePdfSignature(
  scheme: keyof typeof schemes,
  { content, signer, chain = [], signingTime }: PdfSignatureContent,
  ports: IssuingPorts,
): Uint8Array {
  // ESSCertIDv2 names SHA-256 by default, and DER leaves out what is the default.
  const algorithm = scheme === "p256" ? undefined : encodeAlgorithm(schemes[scheme].digest);
  const named = sequence(algorithm, octets(ports.digest(signer.raw)));
  return encodeSignedData(
    {
      type: oids.signedData,
      version: 1,
      contentType: oids.data,
      attributes: [encodeAttribute(oids.signingCertificateV2, sequence(sequence(named)))],
      algorithms: schemes[scheme],
    },
    { content, attached: false, signer, certificates: [signer, ...chain], crls: [], signingTime },
    ports,
  );
}
