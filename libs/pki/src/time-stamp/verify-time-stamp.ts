import { equalBytes } from "@liangzheng/bytes";
import { isSm3 } from "../algorithm.ts";
import { type Certificate, parseCertificate } from "../certificate.ts";
import { type Check, type Verdict, verdictOf } from "../check.ts";
import { type Crl, parseCrl, type RevocationReason } from "../crl.ts";
import { CertificateError } from "../error.ts";
import { type ForeignAlgorithms, findSha2 } from "../foreign.ts";
import { oidName, oids } from "../oids.ts";
import { findUsableRevocation } from "../revocation.ts";
import type { Digest, VerifySignature } from "../signature.ts";
import { parseSignedData, type SignedData } from "../signed-data.ts";
import type { SignerInfo } from "../signer-info.ts";
import { checkNamed } from "../signing-certificate.ts";
import { type ChainCheckName, verifyChain } from "../verify-chain.ts";
import { type SignerCheckName, verifySignerInfo } from "../verify-signer-info.ts";
import { parseTimeStampInfo, type TimeStampInfo } from "./info.ts";

export type TimeStampCheck = Check<
  "token" | "imprint" | "signing-certificate" | "purpose" | "authority-key" | SignerCheckName | ChainCheckName
>;

export interface TimeStampQuestion {
  readonly token: Uint8Array;
  /** What the stamp should be over: any of these, where producers disagree on which. */
  readonly stamped: readonly Uint8Array[];
  /** Certificates of authorities that a token without its own may have been signed by. */
  readonly pool: readonly Certificate[];
  readonly anchors: readonly (Uint8Array | Certificate)[];
  readonly crls: readonly (Uint8Array | Crl)[];
  readonly digest: Digest;
  readonly verify: VerifySignature;
  /** For tokens of RSA or ECDSA with SHA-2; without it they are `unknown`. */
  readonly foreign?: ForeignAlgorithms | undefined;
}

export interface TimeStampReport {
  readonly checks: readonly TimeStampCheck[];
  readonly verdict: Verdict;
  /** What the token says; nothing of it is proven unless the verdict is `valid`. */
  readonly info?: TimeStampInfo;
  readonly certificate?: Certificate;
}

/**
 * Verifies a time-stamp token (RFC 3161 §2.3, §2.4.2; GB/T 20520): its form, that it is over what it should be, its
 * signature, and the authority's certificate at the time it states, by the lists given and those that travel in it. SM2 with
 * SM3 is computed, and with `foreign` RSA and ECDSA with SHA-2: a token of other algorithms is `unknown`. Never throws for
 * what the token holds.
 */
export function verifyTimeStamp(question: TimeStampQuestion): TimeStampReport {
  const token = readToken(question.token);
  if (token === undefined) {
    return { checks: [{ name: "token", result: "fail", reason: "not-a-token" }], verdict: "invalid" };
  }
  const { signedData, info } = token;
  const [signer, second] = signedData.signerInfos;
  if (signer === undefined || second !== undefined) {
    return {
      checks: [{ name: "token", result: "fail", reason: "several-signers" }],
      verdict: "invalid",
      info,
    };
  }
  const { digest, verify, pool, foreign: computed } = question;
  const report = verifySignerInfo({
    signedData,
    signer,
    certificates: pool,
    digest,
    verify,
    foreign: computed,
  });
  const foreign =
    !isSm3(signer.digestAlgorithm) &&
    (computed === undefined || findSha2(signer.digestAlgorithm) === undefined);
  const checks: TimeStampCheck[] = [
    { name: "token", result: "pass", clause: "RFC 3161 §2.4.2" },
    imprintCheck(info, question),
    // A digest that is not computed is no weakness for that.
    ...report.checks.map((check): TimeStampCheck => (foreign ? asUnknown(check) : check)),
  ];
  const { certificate } = report;
  if (certificate !== undefined) {
    const travelling = signedData.certificates.flatMap((der) => readable(der, parseCertificate));
    const crls = [...question.crls, ...signedData.crls].flatMap((item) =>
      item instanceof Uint8Array ? readable(item, parseCrl) : [item],
    );
    const chain = verifyChain({
      leaf: certificate,
      pool: [...travelling, ...pool],
      anchors: question.anchors,
      crls,
      at: info.time,
      keyUsage: ["digital-signature", "non-repudiation"],
      verify,
      foreign: computed,
    });
    checks.push(
      namedCheck(signer, certificate, question),
      purposeCheck(certificate),
      ...keyCheck(certificate, chain.chain[1], crls, question),
      ...chain.checks,
    );
  }
  // A missing list is no breach here either: whoever needs one asks for it.
  const counted = checks.filter(({ name, result }) => name !== "revocation" || result === "fail");
  return { checks, verdict: verdictOf(counted), info, ...(certificate && { certificate }) };
}

/** The time a token states, unverified; `undefined` for bytes that are no token. */
export const findTimeStampInfo = (token: Uint8Array): TimeStampInfo | undefined => readToken(token)?.info;

function readToken(bytes: Uint8Array): { signedData: SignedData; info: TimeStampInfo } | undefined {
  try {
    const signedData = parseSignedData(bytes);
    if (signedData.contentType !== oids.tstInfo || signedData.content === undefined) return undefined;
    return { signedData, info: parseTimeStampInfo(signedData.content) };
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

function imprintCheck({ imprint }: TimeStampInfo, question: TimeStampQuestion): TimeStampCheck {
  const { stamped, digest, foreign } = question;
  const base = { name: "imprint", clause: "RFC 3161 §2.4.2" } as const;
  const sha2 = findSha2(imprint.algorithm);
  const digestOf = isSm3(imprint.algorithm)
    ? digest
    : foreign && sha2 && ((bytes: Uint8Array) => foreign.digest(sha2, bytes));
  if (digestOf === undefined) {
    return {
      ...base,
      result: "unknown",
      reason: "unsupported-digest",
      detail: oidName(imprint.algorithm.oid),
    };
  }
  return stamped.some((bytes) => equalBytes(digestOf(bytes), imprint.digest))
    ? { ...base, result: "pass" }
    : { ...base, result: "fail", reason: "imprint-differs" };
}

const asUnknown = (check: TimeStampCheck): TimeStampCheck =>
  check.result === "fail" && check.name !== "content-type" ? { ...check, result: "unknown" } : check;

/** The certificate must be named inside the signature, or another of the same key could stand in (RFC 5816). */
function namedCheck(
  signer: SignerInfo,
  certificate: Certificate,
  { digest, foreign }: TimeStampQuestion,
): TimeStampCheck {
  const base = { name: "signing-certificate", clause: "RFC 5816 §2.2.1" } as const;
  switch (checkNamed(signer.signedAttributes?.list ?? [], certificate, digest, foreign)) {
    case "same":
      return { ...base, result: "pass" };
    // Authorities of the first standard have only the older attribute.
    case "not-named":
      return { ...base, result: "pass", reason: "certificate-not-named" };
    case "another":
      return { ...base, result: "fail", reason: "certificate-differs" };
    case "unreadable":
      return { ...base, result: "fail", reason: "attribute-missing" };
    case "unsupported-digest":
      return { ...base, result: "unknown", reason: "unsupported-digest" };
  }
}

/** Time stamping must be stated, and alone: else anybody with a certificate could date signatures (RFC 3161 §2.3). */
function purposeCheck({ extKeyUsage }: Certificate): TimeStampCheck {
  const base = { name: "purpose", clause: "RFC 3161 §2.3" } as const;
  return extKeyUsage?.length === 1 && extKeyUsage[0] === oids.timeStamping
    ? { ...base, result: "pass" }
    : {
        ...base,
        result: "fail",
        reason: "purpose-not-allowed",
        detail: (extKeyUsage ?? []).map(oidName).join(" "),
      };
}

/** Reasons that leave older stamps as they are (RFC 3161 §4.1); an entry without one says no more than "unspecified". */
const keySafe: readonly RevocationReason[] = ["affiliation-changed", "superseded", "cessation-of-operation"];

/** Who has the key of an authority can date back: a lost one spoils the stamps made before it was lost, too. */
function keyCheck(
  certificate: Certificate,
  issuer: Certificate | undefined,
  crls: readonly Crl[],
  { verify, foreign }: TimeStampQuestion,
): readonly TimeStampCheck[] {
  const revoked = issuer && findUsableRevocation(certificate, issuer, crls, verify, foreign);
  if (revoked === undefined || keySafe.includes(revoked.reason)) return [];
  const detail = `${revoked.from.toISOString()} ${revoked.reason}`;
  return [{ name: "authority-key", result: "fail", reason: "revoked", detail, clause: "RFC 3161 §4.1" }];
}

function readable<T>(der: Uint8Array, parse: (der: Uint8Array) => T): readonly T[] {
  try {
    return [parse(der)];
  } catch (error) {
    if (error instanceof CertificateError) return [];
    throw error;
  }
}
