import { encodeUtf8, equalBytes, toBase64 } from "@liangzheng/bytes";
import {
  type Certificate,
  CertificateError,
  isSm3,
  parseCertificate,
  type SignedData,
  type SignerReport,
  verifySignerInfo,
} from "@liangzheng/pki";
import { checkCertificate } from "./certificate-checks.ts";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check } from "./report.ts";
import { timeCheck } from "./ses-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";

export interface SignedDataQuestion {
  readonly signedData: SignedData;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
  /** Signature.xml as stored, and its SM3. */
  readonly xml: Uint8Array;
  readonly digest: Uint8Array;
  /** Time of Signature.xml, for layouts that carry none. */
  readonly statedTime: Date | undefined;
}

export interface SignedDataOutcome {
  readonly checks: readonly Check[];
  readonly signer: Certificate | undefined;
  readonly time: Date | undefined;
}

/**
 * A GB/T 35275 signature over Signature.xml, in any of the layouts met: (a) detached with signed attributes, (b) the
 * digest as content and message, (c) the digest's base64 as content and message; also the file itself as content.
 */
export function checkSignedData(question: SignedDataQuestion): SignedDataOutcome {
  const { signedData, gm, trust, now } = question;
  const [info, second] = signedData.signerInfos;
  if (info === undefined) {
    const checks = [pass("format"), unknown("signature-value", "no-certificate")];
    return { checks, signer: undefined, time: question.statedTime };
  }
  if (second !== undefined) {
    return { checks: [fail("format", "several-signers")], signer: undefined, time: undefined };
  }
  const contents: readonly (Uint8Array | undefined)[] =
    signedData.content === undefined ? detachedContents(question) : [undefined];
  const reports = contents.map((detached) =>
    verifySignerInfo({
      signedData,
      signer: info,
      ...(detached && { detached }),
      digest: (message) => gm.sm3(message),
      verify: (key, message, signature) => gm.verify(key, message, signature),
    }),
  );
  const report = reports.find(({ verdict }) => verdict === "valid") ?? reports[0];
  const signer = report?.certificate;
  const time = info.signedAttributes?.signingTime ?? question.statedTime;
  const checks: Check[] = [
    formCheck(signedData),
    algorithmCheck(signedData, report),
    hashCheck(question, report),
    valueCheck(report, signer),
  ];
  if (signer !== undefined) {
    const pool = signedData.certificates.flatMap((der) => readable(der) ?? []);
    checks.push(...checkCertificate({ role: "signer", certificate: signer, pool, at: time, now, gm, trust }));
  }
  checks.push(timeCheck(time, now));
  return { checks, signer, time };
}

/** What a detached signature without attributes may have been made over; with attributes it is the file alone. */
function detachedContents({ signedData, xml, digest }: SignedDataQuestion): readonly Uint8Array[] {
  const attributes = signedData.signerInfos[0]?.signedAttributes;
  return attributes === undefined ? [xml, digest, encodeUtf8(toBase64(digest))] : [xml];
}

/** Fields that no signature covers must say the one thing they may say, so that changing one is noticed. */
function formCheck({ version, signerInfos, digestAlgorithms, contentInfoType }: SignedData): Check {
  const [info] = signerInfos;
  if (version !== 1 || info?.version !== 1) return fail("format", "version-unknown", String(version));
  if (digestAlgorithms.length !== 1) return fail("format", "bad-signed-value");
  return pass("format", undefined, contentInfoType === undefined ? "GB/T 35275 (bare)" : "GB/T 35275");
}

function algorithmCheck({ digestAlgorithms }: SignedData, report: SignerReport | undefined): Check {
  const outer = digestAlgorithms.find((algorithm) => !isSm3(algorithm));
  if (outer !== undefined) return fail("algorithms", "unknown-digest", outer.oid);
  const inner = report?.checks.find(({ name }) => name === "digest-algorithm");
  if (inner?.result === "fail") return fail("algorithms", "unknown-digest", inner.detail);
  const wrong = report?.checks.find(({ reason }) => reason === "unsupported-algorithm");
  return wrong === undefined
    ? pass("algorithms")
    : fail("algorithms", "unknown-signature-algorithm", wrong.detail);
}

function hashCheck({ signedData, xml, digest }: SignedDataQuestion, report: SignerReport | undefined): Check {
  const { content } = signedData;
  const own = [xml, digest, encodeUtf8(toBase64(digest))];
  if (content !== undefined && !own.some((bytes) => equalBytes(bytes, content))) {
    return fail("data-hash", "hash-differs");
  }
  const wrong = report?.checks.find(
    ({ name, result }) => (name === "message-digest" || name === "content-type") && result === "fail",
  );
  return wrong === undefined ? pass("data-hash") : fail("data-hash", "hash-differs", wrong.reason);
}

function valueCheck(report: SignerReport | undefined, signer: Certificate | undefined): Check {
  if (signer === undefined) return unknown("signature-value", "no-certificate");
  const value = report?.checks.find(({ name }) => name === "signature");
  if (value?.result === "pass") return pass("signature-value");
  return fail("signature-value", value?.reason === "unsupported-key" ? "bad-certificate" : "signature-wrong");
}

function readable(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}
