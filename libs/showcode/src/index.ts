/** The presentation codes (亮证码): an opaque handle to ask the server with, and a signed one that needs no server. Pure. */
export { type Check, type CheckReason, checkReasonText } from "./check.ts";
export { showCodeKind } from "./code-kind.ts";
export type { CoseAlgorithm, CoseSigner, Sign1, Unsigned } from "./cose-sign1.ts";
export { ShowCodeError, type ShowCodeErrorCode } from "./error.ts";
export type { IssuerKey, VerifyPorts, VerifySignature } from "./issuer-checks.ts";
export type { DeviceClaims, OfflineClaims, PaperClaims } from "./offline-claims.ts";
export {
  type DevicePart,
  deviceToBeSigned,
  encodeOfflineCode,
  type OfflineCode,
  parseOfflineCode,
  prepareIssuerPart,
} from "./offline-code.ts";
export type { RandomBytes } from "./random.ts";
export { formatShortCode, makeShortCode, parseShortCode, type ShortCode } from "./short-code.ts";
export { encodeShowCode, makeShowCode, parseShowCode, type ShowCode } from "./show-code.ts";
export {
  type Deflate,
  type Inflate,
  type ListedStatus,
  makeStatusList,
  type StatusList,
  statusAt,
} from "./status-list.ts";
export {
  longestStatusList,
  parseStatusList,
  prepareStatusList,
  type StatusListClaims,
  type StatusListToken,
  statusListType,
} from "./status-list-token.ts";
export { drawStatusIndex, type StatusReference, statusListSize } from "./status-reference.ts";
export {
  type OfflineOutcome,
  type OfflineQuestion,
  type OfflineReport,
  verifyOfflineCode,
} from "./verify-offline-code.ts";
export { type StatusListQuestion, type StatusListReport, verifyStatusList } from "./verify-status-list.ts";
