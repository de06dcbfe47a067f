import { equalBytes } from "@liangzheng/bytes";
import { checkCertificate, findCertificate } from "./certificate-checks.ts";
import { fail, pass, unknown } from "./checklist.ts";
import type { Seal } from "./parse-seal.ts";
import type { SealSignature } from "./parse-seal-signature.ts";
import type { Check } from "./report.ts";
import { signatureFits } from "./signature-value.ts";
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
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
  /** SM3 of Signature.xml as stored. */
  readonly digest: Uint8Array;
  /** Path of Signature.xml, for TBS_Sign.propertyInfo. */
  readonly path: string;
}

/** What a seal signature says of itself, of its signer and of its seal; what the package says is asked elsewhere. */
export function checkSes(question: SesQuestion): readonly Check[] {
  const { signature, gm, trust, now, path } = question;
  const { seal, time } = signature;
  return [
    pass("format", undefined, signature.standard),
    signature.signatureAlgorithm === sm2WithSm3
      ? pass("algorithms")
      : fail("algorithms", "unknown-signature-algorithm", signature.signatureAlgorithm),
    sealAlgorithmCheck(seal),
    equalBytes(signature.dataHash, question.digest) ? pass("data-hash") : fail("data-hash", "hash-differs"),
    valueCheck(signature, gm),
    listCheck(seal, signature.signerCertificate, gm),
    ...checkCertificate({
      role: "signer",
      certificate: signature.signerCertificate,
      at: time,
      now,
      gm,
      trust,
    }),
    ...checkSeal(seal, { gm, trust, at: time, now }),
    timeCheck(time, now),
    versionCheck(signature),
    extensionsCheck([...seal.extDatas, ...("extDatas" in signature ? signature.extDatas : [])]),
    ...("timeStamp" in signature && signature.timeStamp !== undefined
      ? [unknown("time-stamp", "time-stamp-not-verified")]
      : []),
    // Some producers put a description in JSON here: it is told and never counted.
    signature.propertyInfo === path ? pass("property-info") : unknown("property-info", "property-differs"),
  ];
}

function valueCheck(signature: SealSignature, gm: SealAlgorithms): Check {
  const key = findCertificate(signature.signerCertificate)?.publicKeyInfo.sm2Point;
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

export function timeCheck(time: Date | undefined, now: Date): Check {
  if (time === undefined) return unknown("signing-time", "no-signing-time");
  return time.getTime() > now.getTime() + clockSkew
    ? fail("signing-time", "signed-in-future", time.toISOString())
    : pass("signing-time", "time-self-stated", time.toISOString());
}

function versionCheck({ version, seal, standard }: SealSignature): Check {
  const detail = `${version}, ${seal.header.version}`;
  // A signature of one standard around a seal of another equals neither.
  if (standard !== seal.standard || version !== seal.header.version) {
    return fail("version", "version-differs", detail);
  }
  return sealVersionCheck(seal);
}
