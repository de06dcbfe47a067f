import { octets, sequence } from "@liangzheng/asn1";
import { encodeAlgorithm } from "../algorithm.ts";
import { encodeAttribute } from "../attributes.ts";
import { CertificateError } from "../error.ts";
import { encodeSignedData } from "../make-signed-data.ts";
import { oids } from "../oids.ts";
import { encodeTimeStampInfo } from "./info.ts";
import type { TimeStampAuthority } from "./response.ts";

export interface TimeStampContent {
  /** SM3 of what is stamped. */
  readonly digest: Uint8Array;
  /** 16 bytes, unsigned, never used before by this authority. */
  readonly serial: Uint8Array;
  readonly time: Date;
  readonly nonce?: bigint;
  readonly wantsCertificate: boolean;
}

/**
 * A time-stamp token (RFC 3161 §2.4.2; GB/T 20520 with SM3 and SM2): CMS SignedData over TSTInfo, the authority's
 * certificate named inside what is signed (RFC 5816).
 * @returns DER.
 * @throws CertificateError `bad-extension` when the certificate is not one for time stamping alone, `bad-key` for a digest
 *   that is not 32 bytes.
 */
export function makeTimeStampToken(content: TimeStampContent, authority: TimeStampAuthority): Uint8Array {
  const { digest, serial, time, nonce, wantsCertificate } = content;
  const { certificate, chain = [], crls = [], policy, accuracySeconds, ports } = authority;
  const purposes = certificate.extKeyUsage ?? [];
  if (purposes.length !== 1 || purposes[0] !== oids.timeStamping) throw new CertificateError("bad-extension");
  if (digest.length !== 32) throw new CertificateError("bad-key");
  const info = encodeTimeStampInfo({
    policy,
    digest,
    serial,
    time,
    ...(accuracySeconds !== undefined && { accuracySeconds }),
    ...(nonce !== undefined && { nonce }),
  });
  // ESSCertIDv2 names SHA-256 by default, so that SM3 must be said (RFC 5035 §4).
  const named = sequence(encodeAlgorithm(oids.sm3), octets(ports.digest(certificate.raw)));
  const attribute = encodeAttribute(oids.signingCertificateV2, sequence(sequence(named)));
  return encodeSignedData(
    // Content that is not plain data makes version 3 (RFC 5652 §5.1).
    { type: oids.signedData, version: 3, contentType: oids.tstInfo, attributes: [attribute] },
    {
      content: info,
      attached: true,
      signer: certificate,
      certificates: wantsCertificate ? [certificate, ...chain] : [],
      crls: wantsCertificate ? crls : [],
      signingTime: time,
    },
    ports,
  );
}
