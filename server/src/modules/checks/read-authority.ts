import { toHex } from "@liangzheng/bytes";
import { problems } from "@liangzheng/contract";
import type { Gm } from "@liangzheng/gm";
import {
  type Certificate,
  CertificateError,
  type Crl,
  checkSignature,
  formatChineseName,
  formatSerial,
  type PemBlock,
  parseCertificate,
  parseCrl,
  parsePem,
} from "@liangzheng/pki";
import { type FieldFault, ProblemError } from "@liangzheng/problem";

/** As many as any chain needs below its authority. */
const mostIntermediates = 16;

const wrong = (field: string, rule: string, message: string): ProblemError => {
  const faults: readonly FieldFault[] = [{ field, rule, message }];
  return new ProblemError(problems.InvalidInput, "what was handed in cannot be trusted", { faults });
};

/** Reads blocks of PEM under one label. @throws ProblemError `invalid-input` naming the field, never what stands in it. */
function readBlocks(field: string, text: string, label: string): readonly PemBlock[] {
  try {
    const blocks = parsePem(text);
    if (blocks.length > 0 && blocks.every((block) => block.label === label)) return blocks;
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
  }
  throw wrong(field, "pem", `must be PEM with the label ${label}`);
}

export interface HandedAuthority {
  readonly authority: Certificate;
  readonly intermediates: readonly Certificate[];
}

/**
 * The authority, which comes first, and what helps to build chains under it.
 * @throws ProblemError `invalid-input`: `pem`, `certificate`, `expired`, `several`.
 */
export function readAuthority(text: string, now: Date): HandedAuthority {
  const field = "/certificates";
  const blocks = readBlocks(field, text, "CERTIFICATE");
  if (blocks.length > mostIntermediates + 1)
    throw wrong(field, "several", `at most ${mostIntermediates} certificates beside the authority's`);
  try {
    const [authority, ...intermediates] = blocks.map(({ bytes }) => parseCertificate(bytes));
    if (authority === undefined) throw wrong(field, "certificate", "holds no certificate");
    if (authority.notAfter < now) throw wrong(field, "expired", "the certificate's term is over");
    return { authority, intermediates };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    throw wrong(field, "certificate", "holds a certificate that cannot be read");
  }
}

/**
 * A revocation list signed by one of these certificates (RFC 5280 5, 6.3.3).
 * @throws ProblemError `invalid-input`: `pem`, `revocation-list`, `issuer`.
 */
export function readRevocationList(text: string, issuers: readonly Certificate[], gm: Gm): Crl {
  const field = "/list";
  const [block, ...more] = readBlocks(field, text, "X509 CRL");
  if (block === undefined || more.length > 0) throw wrong(field, "several", "must be one list");
  let list: Crl;
  try {
    list = parseCrl(block.bytes);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    throw wrong(field, "revocation-list", "cannot be read as a revocation list");
  }
  const signs = ({ publicKeyInfo }: Certificate): boolean =>
    checkSignature(list, publicKeyInfo, (key, message, value) => gm.verify(key, message, value)) === "good";
  if (!issuers.some(signs)) throw wrong(field, "issuer", "is not signed by this authority or one under it");
  return list;
}

export const fingerprintOf = (gm: Pick<Gm, "sm3">, certificate: Certificate): Uint8Array =>
  gm.sm3(certificate.raw);

/** What a person compares before trusting. */
export const certificateFacts = (gm: Pick<Gm, "sm3">, certificate: Certificate) => ({
  subject: formatChineseName(certificate.subject),
  issuer: formatChineseName(certificate.issuer),
  serial: formatSerial(certificate.serial),
  notBefore: certificate.notBefore.toISOString(),
  notAfter: certificate.notAfter.toISOString(),
  fingerprint: toHex(fingerprintOf(gm, certificate)),
});
