/** Electronic seals and the signatures made with them, in OFD files and by themselves. */
export { SealError, type SealErrorCode } from "./error.ts";
export { checkWords, gradeWords, reasonWords, type Words } from "./explain.ts";
export type { FileKind } from "./file-kind.ts";
export { type Findings, findingsOf, type SignatureFindings } from "./findings.ts";
export { parseSeal, type Seal } from "./parse-seal.ts";
export { parseSealSignature, type SealSignature } from "./parse-seal-signature.ts";
export { drawPreview, type Preview, type SealPlace, stampsOf } from "./preview.ts";
export { rememberVerifications } from "./remember.ts";
export {
  type CertificateSummary,
  type Check,
  type CheckName,
  type CheckResult,
  type Grade,
  grades,
  type OfdReport,
  packageChecks,
  type Reason,
  reasons,
  type SignatureReport,
  type Stamp,
  signatureChecks,
  type Verdict,
} from "./report.ts";
export type { ExtData, SealHeader, SealPicture } from "./seal-parts.ts";
export { setOver } from "./signing-order.ts";
export type { SealAlgorithms, Trust } from "./trust.ts";
export {
  makeTrustList,
  type NewTrustList,
  openTrustList,
  type TrustEntry,
  type TrustList,
  TrustListError,
  type TrustListErrorCode,
  type TrustListQuestion,
  type TrustUse,
  trustListFormat,
  trustOf,
  trustUses,
} from "./trust-list.ts";
export type { SealPropertyV1, SealV1 } from "./v1/seal.ts";
export type { SealSignatureV1 } from "./v1/signature.ts";
export {
  encodeSealInfo,
  makeSeal,
  makeSealSignature,
  type NewSealInfo,
  type NewSealSignature,
  type Sign,
  signWithSeal,
  type UnstampedSignature,
} from "./v4/encode.ts";
export type { CertificateDigest, CertificateListV4, SealInfoV4, SealPropertyV4, SealV4 } from "./v4/seal.ts";
export type { SealSignatureV4 } from "./v4/signature.ts";
export type { SealV5 } from "./v5/seal.ts";
export type { SealSignatureV5 } from "./v5/signature.ts";
export { type FileQuestion, type FileReport, verifyFile } from "./verify-file.ts";
export { type OfdQuestion, verifyOfd } from "./verify-ofd.ts";
export { type SealReport, type SealTrust, verifySeal } from "./verify-seal.ts";
