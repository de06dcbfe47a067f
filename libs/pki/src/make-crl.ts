import { bits, explicit, generalizedTime, integer, sequence, tlv, universal } from "@liangzheng/asn1";
import { sm2WithSm3 } from "./algorithm.ts";
import type { Certificate } from "./certificate.ts";
import { encodeAuthorityKeyIdentifier } from "./certificate-extensions.ts";
import { type Revocation, revocationReasons } from "./crl.ts";
import { CertificateError } from "./error.ts";
import { encodeExtension } from "./extension.ts";
import type { IssuingPorts } from "./make-certificate.ts";
import { oids } from "./oids.ts";
import { keyIdentifierOf } from "./public-key.ts";
import { encodeStoredSerial } from "./serial.ts";
import { encodeTime } from "./validity.ts";

export interface CrlContent {
  /** Grows with every list of this issuer (RFC 5280 §5.2.3). */
  readonly number: bigint;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly Revocation[];
}

/**
 * A full version 2 list signed by `issuer`.
 * @returns DER.
 * @throws CertificateError `bad-validity`, or `not-sm2` when the issuer's key is none.
 */
export function makeCrl(
  content: CrlContent,
  issuer: Certificate,
  { sign, digest }: IssuingPorts,
): Uint8Array {
  const { number, thisUpdate, nextUpdate, revoked } = content;
  if (!(thisUpdate < nextUpdate)) throw new CertificateError("bad-validity");
  const point = issuer.publicKey;
  if (point === undefined) throw new CertificateError("not-sm2");
  const toBeSigned = sequence(
    integer(1),
    sm2WithSm3(),
    issuer.subject.raw,
    encodeTime(thisUpdate),
    encodeTime(nextUpdate),
    // The element must be absent, not empty, when nothing is revoked (RFC 5280 §5.1.2.6).
    revoked.length === 0 ? undefined : joined(revoked.map(encodeEntry)),
    explicit(
      0,
      sequence(
        encodeAuthorityKeyIdentifier(issuer.subjectKeyIdentifier ?? keyIdentifierOf(point, digest)),
        encodeExtension(oids.crlNumber, false, integer(number)),
      ),
    ),
  );
  return sequence(toBeSigned, sm2WithSm3(), bits(sign(toBeSigned)));
}

function encodeEntry({ serial, date, reason, invalidityDate }: Revocation): Uint8Array {
  const extensions = [
    // "unspecified" should be left out (RFC 5280 §5.3.1).
    ...(reason === "unspecified"
      ? []
      : [encodeExtension(oids.crlReason, false, enumerated(revocationReasons.indexOf(reason)))]),
    ...(invalidityDate === undefined
      ? []
      : [encodeExtension(oids.invalidityDate, false, generalizedTime(invalidityDate))]),
  ];
  return sequence(
    encodeStoredSerial(serial),
    encodeTime(date),
    extensions.length === 0 ? undefined : sequence(...extensions),
  );
}

const enumerated = (value: number): Uint8Array => tlv(universal.enumerated, Uint8Array.of(value));

/** A SEQUENCE of very many elements: a call with each as an argument would overflow the stack. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return tlv(0x20 | universal.sequence, out);
}
