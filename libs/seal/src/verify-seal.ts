import type { Certificate } from "@liangzheng/pki";
import { checkCertificate, findCertificate, summariseCertificate } from "./certificate-checks.ts";
import { fail, inOrder, pass, unknown } from "./checklist.ts";
import { SealError } from "./error.ts";
import { parseSeal, type Seal } from "./parse-seal.ts";
import type { CertificateSummary, Check, Grade } from "./report.ts";
import type { ExtData } from "./seal-parts.ts";
import { signatureFits } from "./signature-value.ts";
import { checkTimeStamp, type Embedded } from "./time-stamp-checks.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";
import { judgeSignature } from "./verdict.ts";

export interface SealReport {
  readonly verdict: "valid" | "invalid" | "indeterminate";
  readonly grade: Grade;
  readonly checks: readonly Check[];
  readonly standard?: Seal["standard"];
  readonly sealName?: string;
  readonly maker?: CertificateSummary;
}

export interface SealTrust {
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  /** The moment the seal is to be used at: it must be in its term then. */
  readonly at: Date;
}

/**
 * Verifies an electronic seal by itself (GM/T 0031-2014 6.1.2, GB/T 38540-2020): form, the maker's signature, the maker's
 * certificate when the seal was made or is used, the seal's term at `at`. Never throws for what the bytes hold.
 */
export function verifySeal(bytes: Uint8Array, question: SealTrust): SealReport {
  let seal: Seal;
  try {
    seal = parseSeal(bytes);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const checks = [fail("format", "bad-signed-value", error.message)];
    return { verdict: "invalid", grade: "tampered", checks };
  }
  const maker = findCertificate(seal.makerCertificate);
  const checks = inOrder([
    pass("format"),
    sealVersionCheck(seal),
    sealAlgorithmCheck(seal),
    ...checkSeal(seal, { ...question, maker, now: question.at }),
    extensionsCheck(seal.extDatas),
  ]);
  return {
    ...judgeSignature(checks, question.trust.requireRevocation === true),
    checks,
    standard: seal.standard,
    sealName: seal.property.name,
    ...(maker && { maker: summariseCertificate(maker) }),
  };
}

/** The checks of the seal that a signature's own verification also needs. `at` is the time of signing, if known. */
export function checkSeal(
  seal: Seal,
  question: {
    readonly maker: Certificate | undefined;
    readonly gm: SealAlgorithms;
    readonly trust: Trust;
    readonly at: Date | undefined;
    readonly now: Date;
    /** What came in the time stamp of the signature. */
    readonly embedded?: Embedded;
  },
): readonly Check[] {
  const { maker, gm, trust, at, now, embedded } = question;
  return [
    sealSignatureCheck(seal, maker, gm),
    ...checkCertificate({
      role: "maker",
      certificate: maker ?? seal.makerCertificate,
      at,
      // Makers date seals some days before their certificate (gomain), and seals outlive it: either moment will do.
      orInTermAt: seal.property.createDate,
      ...(embedded && { embedded }),
      now,
      gm,
      trust,
    }),
    termCheck(seal, at),
    // Only the draft of the fifth version has one; what it proves, when the seal was made, decides nothing here.
    ...("timeStamp" in seal
      ? checkTimeStamp("seal-time-stamp", seal.timeStamp, [seal.signature], question).checks
      : []),
  ];
}

function sealSignatureCheck(seal: Seal, maker: Certificate | undefined, gm: SealAlgorithms): Check {
  const key = maker?.publicKey;
  if (key === undefined) return fail("seal-signature", "bad-certificate");
  if (signatureFits(gm, key, seal.toBeSigned, seal.signature)) return pass("seal-signature");
  const draft =
    seal.standard === "GB/T 38540-2020" && signatureFits(gm, key, seal.toBeSignedC0119, seal.signature);
  return fail("seal-signature", draft ? "c0119-layout" : "seal-signature-wrong");
}

function termCheck({ property }: Seal, at: Date | undefined): Check {
  if (at === undefined) return unknown("seal-validity", "no-signing-time");
  const term = `${property.validStart.toISOString()} – ${property.validEnd.toISOString()}`;
  if (at > property.validEnd) return fail("seal-validity", "seal-expired-at-signing", term);
  return at >= property.validStart
    ? pass("seal-validity")
    : fail("seal-validity", "seal-not-yet-valid-at-signing", term);
}

/** Which header versions the shape of a seal allows. */
export function sealVersionCheck(seal: Seal): Check {
  const { version } = seal.header;
  // Four and five fields were told apart by the version itself; two fields are GM/T 0031-2014, which knows 1 and 2.
  if (seal.standard !== "GM/T 0031-2014" || version === 1 || version === 2) return pass("version");
  return fail("version", version === 4 ? "c0119-layout" : "version-unknown", String(version));
}

export const sm2WithSm3 = "1.2.156.10197.1.501";

export const sealAlgorithmCheck = (seal: Seal): Check =>
  seal.signatureAlgorithm === sm2WithSm3
    ? pass("algorithms")
    : fail("algorithms", "unknown-signature-algorithm", seal.signatureAlgorithm);

/** tongz and dms360 mark their own notes critical: an unknown critical one is told and does not count. */
export function extensionsCheck(extDatas: readonly ExtData[]): Check {
  const critical = extDatas.filter((item) => item.critical).map(({ id }) => id);
  return critical.length === 0
    ? pass("extensions")
    : unknown("extensions", "critical-extension", critical.join(" "));
}
