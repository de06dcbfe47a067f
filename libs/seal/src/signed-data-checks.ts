import { encodeUtf8, equalBytes, toBase64 } from "@liangzheng/bytes";
import {
  type Certificate,
  CertificateError,
  isSm3,
  oidName,
  oids,
  parseCertificate,
  type SignedData,
  type SignerReport,
  verifySignerInfo,
} from "@liangzheng/pki";
import { checkCertificate } from "./certificate-checks.ts";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check } from "./report.ts";
import { timeCheck } from "./ses-checks.ts";
import { checkTimeStamp, tokenAmong } from "./time-stamp-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";

export interface SignedDataQuestion {
  readonly signedData: SignedData;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
  /** What is to be signed: Signature.xml as stored; absent where a message is judged by itself. */
  readonly document: Uint8Array | undefined;
  /** Time of Signature.xml, for layouts that carry none. */
  readonly statedTime: Date | undefined;
  /** Versions of SignedData that may stand: 1 by GB/T 35275, others by RFC 5652 for a message by itself. */
  readonly versions: readonly number[];
}

export interface SignedDataOutcome {
  readonly checks: readonly Check[];
  readonly signer: Certificate | undefined;
  readonly time: Date | undefined;
  readonly stampedAt: Date | undefined;
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
    return { checks, signer: undefined, time: question.statedTime, stampedAt: undefined };
  }
  if (second !== undefined) {
    const checks = [fail("format", "several-signers")];
    return { checks, signer: undefined, time: undefined, stampedAt: undefined };
  }
  const contents: readonly (Uint8Array | undefined)[] =
    signedData.content === undefined && question.document !== undefined
      ? detachedContents(signedData, wholeOrDigest(question.document, gm))
      : [undefined];
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
  const stated = info.signedAttributes?.signingTime ?? question.statedTime;
  const stamp = checkTimeStamp("time-stamp", tokenAmong(info.unsignedAttributes), [info.signature], question);
  const time = stamp.time ?? stated;
  const checks: Check[] = [
    formCheck(signedData, question.versions),
    algorithmCheck(signedData, report),
    hashCheck(question, report),
    valueCheck(report, signer),
  ];
  if (signer !== undefined) {
    const pool = signedData.certificates.flatMap((der) => readable(der) ?? []);
    const { embedded } = stamp;
    const asked = { role: "signer", certificate: signer, pool, embedded, at: time, now, gm, trust } as const;
    checks.push(...checkCertificate(asked));
  }
  checks.push(timeCheck(stated, stamp.time, now), ...stamp.checks);
  return { checks, signer, time: stated, stampedAt: stamp.time };
}

/** The document, its SM3, and that in base64: what the layouts in use take for the message. */
function wholeOrDigest(
  document: Uint8Array,
  gm: SealAlgorithms,
): readonly [Uint8Array, Uint8Array, Uint8Array] {
  const digest = gm.sm3(document);
  return [document, digest, encodeUtf8(toBase64(digest))];
}

/** What a detached signature without attributes may have been made over; with attributes it is the file alone. */
function detachedContents(
  { signerInfos }: SignedData,
  readings: readonly [Uint8Array, Uint8Array, Uint8Array],
): readonly Uint8Array[] {
  return signerInfos[0]?.signedAttributes === undefined ? readings : [readings[0]];
}

/** Fields that no signature covers must say the one thing they may say, so that changing one is noticed. */
function formCheck(signedData: SignedData, versions: readonly number[]): Check {
  const { version, signerInfos, digestAlgorithms, contentInfoType } = signedData;
  const [info] = signerInfos;
  if (!versions.includes(version) || info === undefined || !versions.includes(info.version)) {
    return fail("format", "version-unknown", String(version));
  }
  if (digestAlgorithms.length !== 1) return fail("format", "bad-signed-value");
  return pass("format", undefined, contentInfoType === undefined ? "GB/T 35275 (bare)" : "GB/T 35275");
}

function algorithmCheck({ digestAlgorithms }: SignedData, report: SignerReport | undefined): Check {
  const outer = digestAlgorithms.find((algorithm) => !isSm3(algorithm));
  if (outer !== undefined) {
    const weak = outer.oid === oids.md5 || outer.oid === oids.sha1;
    return fail("algorithms", weak ? "weak-digest" : "unknown-digest", oidName(outer.oid));
  }
  const inner = report?.checks.find(({ name }) => name === "digest-algorithm");
  if (inner?.result === "fail") return fail("algorithms", "unknown-digest", inner.detail);
  const wrong = report?.checks.find(({ reason }) => reason === "unsupported-algorithm");
  return wrong === undefined
    ? pass("algorithms")
    : fail("algorithms", "unknown-signature-algorithm", wrong.detail);
}

function hashCheck(question: SignedDataQuestion, report: SignerReport | undefined): Check {
  const { signedData, document, gm } = question;
  const { content } = signedData;
  if (content === undefined && document === undefined) return unknown("data-hash", "content-absent");
  if (content !== undefined && document !== undefined) {
    const own = wholeOrDigest(document, gm);
    if (!own.some((bytes) => equalBytes(bytes, content))) return fail("data-hash", "hash-differs");
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
  if (value?.reason === "content-absent") return unknown("signature-value", "content-absent");
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
