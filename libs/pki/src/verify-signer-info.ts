import { equalBytes } from "@liangzheng/bytes";
import { isSm2Signature, isSm3 } from "./algorithm.ts";
import { type Certificate, parseCertificate } from "./certificate.ts";
import { type Check, type Verdict, verdictOf } from "./check.ts";
import { CertificateError } from "./error.ts";
import { checkForeign, type ForeignAlgorithms, type ForeignOutcome, findSha2 } from "./foreign.ts";
import { formatName } from "./format-name.ts";
import { oidName, oids } from "./oids.ts";
import { type Digest, signatureToDer, type VerifySignature } from "./signature.ts";
import type { SignedData } from "./signed-data.ts";
import { findSigner, type SignerInfo } from "./signer-info.ts";

export const signerCheckNames = [
  "signer-certificate",
  "digest-algorithm",
  "content-type",
  "message-digest",
  "signature",
] as const;
export type SignerCheckName = (typeof signerCheckNames)[number];
export type SignerCheck = Check<SignerCheckName>;

export interface SignerQuestion {
  readonly signedData: SignedData;
  readonly signer: SignerInfo;
  /** The detached content. Where the message carries its own content, that is what was signed, and this is not read. */
  readonly detached?: Uint8Array;
  /** Certificates from elsewhere, should the message not carry the signer's. */
  readonly certificates?: readonly Certificate[];
  readonly digest: Digest;
  readonly verify: VerifySignature;
  /** For messages of RSA or ECDSA with SHA-2; without it their digest is refused. */
  readonly foreign?: ForeignAlgorithms | undefined;
}

export interface SignerReport {
  readonly checks: readonly SignerCheck[];
  readonly verdict: Verdict;
  /** The signer's certificate: its chain is not judged here. */
  readonly certificate?: Certificate;
  /** How the signature covers the content: through the attributes' digest, or as the message itself. */
  readonly layout: "signed-attributes" | "content";
}

/**
 * Whether one signer signed the content (RFC 5652 §5.4, §5.6; GB/T 35275). It says nothing of what the content is:
 * a caller whose content is itself a digest, as in some OFD signatures, compares that with the document; nor of the
 * certificate's chain, validity and revocation: see `verifyChain`.
 * Never throws for what the message holds.
 */
export function verifySignerInfo(question: SignerQuestion): SignerReport {
  const { signedData, signer, foreign } = question;
  const attributes = signer.signedAttributes;
  const content = signedData.content ?? question.detached;
  const certificate = findSigner(signer.signerId, [
    ...signedData.certificates.flatMap((der) => readable(der) ?? []),
    ...(question.certificates ?? []),
  ]);
  const checks: SignerCheck[] = [
    certificate === undefined
      ? { name: "signer-certificate", result: "unknown", reason: "signer-not-found" }
      : { name: "signer-certificate", result: "pass", subject: formatName(certificate.subject) },
    digestCheck(signer, foreign),
  ];
  if (attributes !== undefined) {
    checks.push(contentTypeCheck(signedData, signer), messageDigestCheck(signer, content, question));
  }
  checks.push(signatureCheck(signer, attributes?.signedBytes ?? content, certificate, question));
  return {
    checks,
    verdict: verdictOf(checks),
    ...(certificate && { certificate }),
    layout: attributes === undefined ? "content" : "signed-attributes",
  };
}

function readable(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

/** Anything but SM3 and, where they are computed, SHA-2 is refused, MD5 and SHA-1 above all: the document's digest would be of that strength. */
function digestCheck({ digestAlgorithm }: SignerInfo, foreign: ForeignAlgorithms | undefined): SignerCheck {
  return isSm3(digestAlgorithm) || (foreign !== undefined && findSha2(digestAlgorithm) !== undefined)
    ? { name: "digest-algorithm", result: "pass" }
    : {
        name: "digest-algorithm",
        result: "fail",
        reason: "unsupported-digest",
        detail: oidName(digestAlgorithm.oid),
      };
}

function contentTypeCheck({ contentType }: SignedData, { signedAttributes }: SignerInfo): SignerCheck {
  const base = { name: "content-type", clause: "RFC 5652 §11.1" } as const;
  const signed = signedAttributes?.contentType;
  if (signed === undefined) return { ...base, result: "fail", reason: "attribute-missing" };
  return signed === contentType || (isData(signed) && isData(contentType))
    ? { ...base, result: "pass" }
    : { ...base, result: "fail", reason: "content-type-differs", detail: oidName(signed) };
}

/** Plain data under either standard's identifier: real makers sign one and store the other. */
const isData = (contentType: string): boolean => contentType === oids.data || contentType === oids.gmData;

function messageDigestCheck(
  { signedAttributes, digestAlgorithm }: SignerInfo,
  content: Uint8Array | undefined,
  { digest, foreign }: Pick<SignerQuestion, "digest" | "foreign">,
): SignerCheck {
  const base = { name: "message-digest", clause: "RFC 5652 §11.2" } as const;
  const stated = signedAttributes?.messageDigest;
  if (stated === undefined) return { ...base, result: "fail", reason: "attribute-missing" };
  if (content === undefined) return { ...base, result: "unknown", reason: "content-absent" };
  const sha2 = foreign && findSha2(digestAlgorithm);
  const actual = foreign && sha2 ? foreign.digest(sha2, content) : digest(content);
  return equalBytes(stated, actual)
    ? { ...base, result: "pass" }
    : { ...base, result: "fail", reason: "digest-differs" };
}

function signatureCheck(
  info: SignerInfo,
  message: Uint8Array | undefined,
  certificate: Certificate | undefined,
  { verify, foreign }: Pick<SignerQuestion, "verify" | "foreign">,
): SignerCheck {
  const { signature, signatureAlgorithm } = info;
  const base = { name: "signature", clause: "RFC 5652 §5.4" } as const;
  const stated = findSha2(info.digestAlgorithm);
  if (foreign !== undefined && stated !== undefined && !isSm2Signature(signatureAlgorithm)) {
    if (certificate === undefined) return { ...base, result: "unknown", reason: "signer-not-found" };
    if (message === undefined) return { ...base, result: "unknown", reason: "content-absent" };
    const question = {
      ...{ algorithm: signatureAlgorithm, stated, key: certificate.publicKeyInfo },
      ...{ message, signature },
    };
    return foreignCheck(checkForeign(question, foreign), signatureAlgorithm.oid);
  }
  if (!isSm2Signature(signatureAlgorithm)) {
    const detail = oidName(signatureAlgorithm.oid);
    return { ...base, result: "unknown", reason: "unsupported-algorithm", detail };
  }
  if (certificate === undefined) return { ...base, result: "unknown", reason: "signer-not-found" };
  if (message === undefined) return { ...base, result: "unknown", reason: "content-absent" };
  const point = certificate.publicKey;
  if (point === undefined) return { ...base, result: "unknown", reason: "unsupported-key" };
  try {
    if (verify(point, message, signatureToDer(signature))) return { ...base, result: "pass" };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
  }
  return { ...base, result: "fail", reason: "signature-wrong" };
}

function foreignCheck(outcome: ForeignOutcome, algorithm: string): SignerCheck {
  const base = { name: "signature", clause: "RFC 5652 §5.4" } as const;
  switch (outcome) {
    case "good":
      return { ...base, result: "pass" };
    case "bad":
      return { ...base, result: "fail", reason: "signature-wrong" };
    case "algorithms-differ":
      return { ...base, result: "fail", reason: "algorithms-differ", detail: oidName(algorithm) };
    default:
      return { ...base, result: "unknown", reason: outcome, detail: oidName(algorithm) };
  }
}
