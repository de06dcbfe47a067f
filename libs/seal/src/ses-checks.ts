import { equalBytes } from "@liangzheng/bytes";
import type { Certificate } from "@liangzheng/pki";
import { checkCertificate } from "./certificate-checks.ts";
import { fail, pass, unknown } from "./checklist.ts";
import type { Seal } from "./parse-seal.ts";
import type { SealSignature } from "./parse-seal-signature.ts";
import type { Check } from "./report.ts";
import { signatureFits } from "./signature-value.ts";
import { checkTimeStamp, type TimeStampOutcome } from "./time-stamp-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";
import type { CertificateListV4 } from "./v4/seal.ts";
import {
  checkSeal,
  extensionsCheck,
  sealAlgorithmCheck,
  sealVersionCheck,
  sm2WithSm3,
} from "./verify-seal.ts";

export interface SesQuestion {
  readonly signature: SealSignature;
  /** The certificates in it, where they can be read. */
  readonly signer: Certificate | undefined;
  readonly maker: Certificate | undefined;
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
  /** What was signed, Signature.xml as stored; absent where it is not at hand. */
  readonly content: Uint8Array | undefined;
  /** Path of Signature.xml, for TBS_Sign.propertyInfo; absent for a signature by itself. */
  readonly path: string | undefined;
}

/** What a seal signature says of itself, of its signer and of its seal; what the package says is asked elsewhere. */
export function checkSes(question: SesQuestion): SesOutcome {
  const { signature, signer, maker, gm, trust, now, path } = question;
  const { seal } = signature;
  const stamp = signatureStamp(question);
  // Where a trusted authority says when, that is the moment everything is judged at: a stated time may be too early.
  const time = stamp.time ?? signature.time;
  const checks = [
    pass("format", undefined, signature.standard),
    signature.signatureAlgorithm === sm2WithSm3
      ? pass("algorithms")
      : fail("algorithms", "unknown-signature-algorithm", signature.signatureAlgorithm),
    sealAlgorithmCheck(seal),
    hashCheck(question),
    valueCheck(question),
    listCheck(seal, signature.signerCertificate, gm),
    ...checkCertificate({
      role: "signer",
      certificate: signer ?? signature.signerCertificate,
      embedded: stamp.embedded,
      at: time,
      now,
      gm,
      trust,
    }),
    ...checkSeal(seal, { maker, gm, trust, at: time, now, embedded: stamp.embedded }),
    timeCheck(signature.time, stamp.time, now),
    ...stamp.checks,
    versionCheck(signature),
    extensionsCheck([...seal.extDatas, ...("extDatas" in signature ? signature.extDatas : [])]),
    ...propertyCheck(signature, path),
  ];
  return { checks, stampedAt: stamp.time };
}

export interface SesOutcome {
  readonly checks: readonly Check[];
  readonly stampedAt: Date | undefined;
}

function hashCheck({ signature, content, gm }: SesQuestion): Check {
  if (content === undefined) return unknown("data-hash", "content-absent");
  return equalBytes(signature.dataHash, gm.sm3(content))
    ? pass("data-hash")
    : fail("data-hash", "hash-differs");
}

/** Over the signature value (GB/T 38540), or in the place of the time and then over the text (GM/T 0031-2014). */
function signatureStamp({ signature, content, ...by }: SesQuestion): TimeStampOutcome {
  if ("timeToken" in signature) {
    const texts = [signature.dataHash, ...(content === undefined ? [] : [content])];
    return checkTimeStamp("time-stamp", signature.timeToken, texts, by);
  }
  return checkTimeStamp("time-stamp", signature.timeStamp, [signature.signature], by);
}

/** Some producers put a description in JSON here: it is told and never counted. */
function propertyCheck({ propertyInfo }: SealSignature, path: string | undefined): readonly Check[] {
  if (path === undefined) return [];
  return [propertyInfo === path ? pass("property-info") : unknown("property-info", "property-differs")];
}

function valueCheck({ signature, signer, gm }: SesQuestion): Check {
  const key = signer?.publicKey;
  if (key === undefined) return fail("signature-value", "bad-certificate");
  const fits = (message: Uint8Array) => signatureFits(gm, key, message, signature.signature);
  if (fits(signature.toBeSigned)) return pass("signature-value");
  const draft = "toBeSignedC0119" in signature && signature.toBeSignedC0119.some(fits);
  return fail("signature-value", draft ? "c0119-layout" : "signature-wrong");
}

const sm3Names: readonly string[] = ["1.2.156.10197.1.401", "sm3"];

/** Certificates are compared as bytes, digests where the seal lists digests (GM/T 0031-2014 6.2.2). */
function listCheck(seal: Seal, certificate: Uint8Array, gm: SealAlgorithms): Check {
  const name = "signer-in-seal";
  const list: CertificateListV4 =
    seal.standard === "GM/T 0031-2014"
      ? { kind: "certificates", certificates: seal.property.certificates }
      : seal.property.list;
  if (list.kind === "certificates") {
    const found = list.certificates.some((item) => equalBytes(item, certificate));
    return found ? pass(name) : fail(name, "not-in-seal");
  }
  const known = list.digests.filter(({ type }) => sm3Names.includes(type.toLowerCase()));
  const digest = gm.sm3(certificate);
  if (known.some(({ value }) => equalBytes(value, digest))) return pass(name);
  return fail(name, known.length < list.digests.length ? "list-digest-unknown" : "not-in-seal");
}

/** Clocks of signing machines differ from ours; a signature may be this much younger than now. */
const clockSkew = 10 * 60_000;

/** Known, not after now, and not after the time stamp that was made over the finished signature. */
export function timeCheck(stated: Date | undefined, stamped: Date | undefined, now: Date): Check {
  const time = stated ?? stamped;
  if (time === undefined) return unknown("signing-time", "no-signing-time");
  const detail = time.toISOString();
  if (isAfter(time, now) || (stamped !== undefined && isAfter(stamped, now))) {
    return fail("signing-time", "signed-in-future", detail);
  }
  if (stamped === undefined) return pass("signing-time", "time-self-stated", detail);
  return isAfter(time, stamped)
    ? fail("signing-time", "signed-after-time-stamp", `${detail} > ${stamped.toISOString()}`)
    : pass("signing-time", "time-stamped", detail);
}

const isAfter = (time: Date, limit: Date): boolean => time.getTime() > limit.getTime() + clockSkew;

function versionCheck({ version, seal, standard }: SealSignature): Check {
  const detail = `${version}, ${seal.header.version}`;
  // A signature of one standard around a seal of another equals neither.
  if (standard !== seal.standard || version !== seal.header.version) {
    return fail("version", "version-differs", detail);
  }
  return sealVersionCheck(seal);
}
