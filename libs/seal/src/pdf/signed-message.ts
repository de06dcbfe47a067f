import { Asn1Error, parsePrefix } from "@liangzheng/asn1";
import {
  type Certificate,
  CertificateError,
  checkNamed,
  findSha2,
  isSm3,
  oidName,
  oids,
  parseCertificate,
  parseSignedData,
  type SignedData,
  type SignerInfo,
  type SignerReport,
  verifySignerInfo,
} from "@liangzheng/pki";
import { checkCertificate } from "../certificate-checks.ts";
import { fail, pass, unknown } from "../checklist.ts";
import type { Check } from "../report.ts";
import { timeCheck } from "../ses-checks.ts";
import { checkTimeStamp, tokenAmong } from "../time-stamp-checks.ts";
import { readAll, type SealAlgorithms, type Trust } from "../trust.ts";

export interface MessageQuestion {
  /** Contents of the signature, with what pads it. */
  readonly contents: Uint8Array;
  /** What it must be over. */
  readonly content: Uint8Array;
  /** M of the dictionary, where the message states no time. */
  readonly statedTime: Date | undefined;
  /** Whether the certificate must be named inside what is signed: of CAdES. */
  readonly mustName: boolean;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
}

export interface MessageOutcome {
  readonly checks: readonly Check[];
  readonly signer: Certificate | undefined;
  readonly time: Date | undefined;
  readonly stampedAt: Date | undefined;
}

/** A message and nothing behind it but the zeros that fill its room. */
export function findMessage(contents: Uint8Array): Uint8Array | undefined {
  try {
    const { raw } = parsePrefix(contents);
    return contents.subarray(raw.length).every((byte) => byte === 0) ? raw : undefined;
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}

/**
 * A detached message over the bytes that a PDF signature covers (ISO 32000-1 §12.8.3.3, ETSI EN 319 142-1): RFC 5652 or GB/T
 * 35275, of SM2 and SM3, or of RSA or ECDSA and SHA-2.
 */
export function checkMessage(question: MessageQuestion): MessageOutcome {
  const { gm, trust, now, statedTime } = question;
  const nothing = (...checks: readonly Check[]): MessageOutcome => ({
    checks,
    signer: undefined,
    time: statedTime,
    stampedAt: undefined,
  });
  const message = findMessage(question.contents);
  const signedData = message && readMessage(message);
  if (signedData === undefined) return nothing(fail("format", "bad-signed-value"));
  const [info, second] = signedData.signerInfos;
  if (info === undefined) return nothing(pass("format"), unknown("signature-value", "no-certificate"));
  if (second !== undefined) return nothing(fail("format", "several-signers"));

  const report = verifySignerInfo({
    signedData,
    signer: info,
    detached: question.content,
    digest: (bytes) => gm.sm3(bytes),
    verify: (key, bytes, signature) => gm.verify(key, bytes, signature),
    foreign: gm.foreign,
  });
  const { certificate: signer } = report;
  const stated = info.signedAttributes?.signingTime ?? statedTime;
  const stamp = checkTimeStamp("time-stamp", tokenAmong(info.unsignedAttributes), [info.signature], question);
  const checks: Check[] = [formCheck(signedData, info), ...valueChecks(info, report, gm)];
  if (signer !== undefined) {
    const pool = readAll(signedData.certificates, parseCertificate);
    const { embedded } = stamp;
    const at = stamp.time ?? stated;
    checks.push(
      namedCheck(info, signer, question),
      ...checkCertificate({ role: "signer", certificate: signer, pool, embedded, at, now, gm, trust }),
    );
  }
  checks.push(timeCheck(stated, stamp.time, now), ...stamp.checks);
  return { checks, signer, time: stated, stampedAt: stamp.time };
}

function readMessage(der: Uint8Array): SignedData | undefined {
  try {
    return parseSignedData(der);
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

/** Versions of RFC 5652 §5.1, §5.3. */
const versions: readonly number[] = [1, 3, 4, 5];

function formCheck({ version, content, contentType, digestAlgorithms }: SignedData, info: SignerInfo): Check {
  if (!versions.includes(version) || !versions.includes(info.version)) {
    return fail("format", "version-unknown", String(version));
  }
  // What a message carries itself would be what its signature is over.
  if (content !== undefined) return fail("format", "content-inside");
  if (contentType !== oids.data && contentType !== oids.gmData) {
    return fail("format", "bad-signed-value", oidName(contentType));
  }
  return digestAlgorithms.some(({ oid }) => oid === info.digestAlgorithm.oid)
    ? pass("format")
    : fail("format", "bad-signed-value", "digestAlgorithms");
}

const weakSignatures: readonly string[] = [oids.sha1WithRsa, oids.md5WithRsa];

/** Algorithms, digest and value. What is of algorithms that are refused is not said to be changed. */
function valueChecks(info: SignerInfo, report: SignerReport, gm: SealAlgorithms): readonly Check[] {
  const { digestAlgorithm, signatureAlgorithm } = info;
  const unchecked = [unknown("content-digest", "not-checked"), unknown("signature-value", "not-checked")];
  const foreign = findSha2(digestAlgorithm) !== undefined;
  if (!isSm3(digestAlgorithm) && !foreign) {
    const weak = digestAlgorithm.oid === oids.sha1 || digestAlgorithm.oid === oids.md5;
    const reason = weak ? "weak-digest" : "unknown-digest";
    return [fail("algorithms", reason, oidName(digestAlgorithm.oid)), ...unchecked];
  }
  if (foreign && gm.foreign === undefined) return [unknown("algorithms", "not-checked"), ...unchecked];
  const name = oidName(signatureAlgorithm.oid);
  const found = report.checks.find((one) => one.name === "signature");
  const digest = report.checks.find((one) => one.name === "message-digest");
  const type = report.checks.find((one) => one.name === "content-type");
  const wrong = [type, digest].find((one) => one?.result === "fail");
  const hash =
    wrong === undefined ? pass("content-digest") : fail("content-digest", "document-differs", wrong.reason);
  const refused = (reason: "weak-digest" | "unknown-signature-algorithm" | "key-not-accepted") => [
    fail("algorithms", reason, name),
    hash,
    unknown("signature-value", "not-checked"),
  ];
  if (weakSignatures.includes(signatureAlgorithm.oid)) return refused("weak-digest");
  if (found?.reason === "unsupported-algorithm") return refused("unknown-signature-algorithm");
  if (found?.reason === "unsupported-key") return refused("key-not-accepted");
  const algorithms = pass("algorithms", undefined, `${name}, ${oidName(digestAlgorithm.oid)}`);
  if (found?.result === "pass") return [algorithms, hash, pass("signature-value")];
  return found?.reason === "signer-not-found"
    ? [algorithms, hash, unknown("signature-value", "no-certificate")]
    : [algorithms, hash, fail("signature-value", "signature-wrong")];
}

/** Without its name inside what is signed, another certificate of the same key could stand in. */
function namedCheck(info: SignerInfo, signer: Certificate, { gm, mustName }: MessageQuestion): Check {
  const name = "signing-certificate";
  const attributes = info.signedAttributes?.list ?? [];
  switch (checkNamed(attributes, signer, (bytes) => gm.sm3(bytes), gm.foreign)) {
    case "same":
      return pass(name);
    case "not-named":
      return mustName ? fail(name, "certificate-not-named") : pass(name, "certificate-not-named");
    case "another":
      return fail(name, "certificate-differs");
    case "unreadable":
      return fail(name, "bad-signed-value");
    case "unsupported-digest":
      return unknown(name, "unknown-digest");
  }
}
