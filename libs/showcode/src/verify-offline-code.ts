import { type Check, type CheckReason, check } from "./check.ts";
import { type IssuerCheckName, issuerChecks, type VerifyPorts } from "./issuer-checks.ts";
import { endOfDay, type OfflineClaims } from "./offline-claims.ts";
import { type DevicePart, deviceToBeSigned, type OfflineCode } from "./offline-code.ts";
import { checkStatus, type StatusListReport } from "./verify-status-list.ts";

export interface OfflineQuestion {
  readonly code: OfflineCode;
  readonly ports: VerifyPorts;
  /** Seconds since 1970. */
  readonly now: number;
  /** By how many seconds clocks may differ. */
  readonly skew: number;
  /** For how many seconds after the device signed it is believed. */
  readonly deviceLife: number;
  /** What the verifier asked the device to sign with, where it could ask. */
  readonly nonce?: Uint8Array;
  /** The newest report at hand on the list that the code names. */
  readonly statusList?: StatusListReport | undefined;
}

export type OfflineCheckName =
  | IssuerCheckName
  | "issued-at"
  | "expiry"
  | "licence-end"
  | "device-signature"
  | "device-time"
  | "status";

/**
 * `signature-valid-status-pending`: genuine, in force and shown by its device, but whether the licence was stopped since is not
 * known: never to be shown as `valid` is. `indeterminate`: the issuer's key is not at hand.
 */
export type OfflineOutcome = "valid" | "signature-valid-status-pending" | "indeterminate" | "invalid";

export interface OfflineReport {
  readonly claims: OfflineClaims;
  readonly checks: readonly Check<OfflineCheckName>[];
  readonly outcome: OfflineOutcome;
  /** Whose key it names, as the trust list has it: proven where `issuer-signature` passes. */
  readonly issuer: string | undefined;
}

/**
 * Every question that is asked of a code, whatever the answer to those before it. Nothing about the device is asked of a
 * paper code: who holds the sheet is for the eye to judge, by the name. Never throws.
 */
export function verifyOfflineCode(question: OfflineQuestion): OfflineReport {
  const { code, ports, now, skew } = question;
  const { claims } = code;
  const { checks: ofIssuer, issuer } = issuerChecks(code.issuer, ports);
  const ended = claims.validUntil !== null && now - skew >= endOfDay(claims.validUntil);
  const checks = [
    ...ofIssuer,
    check("issued-at", "RFC 8392 §3.1.6", now + skew < claims.issuedAt && "not-yet-valid"),
    check("expiry", "RFC 8392 §3.1.4", now - skew >= claims.expiresAt && "expired"),
    check("licence-end", "docs/formats/offline-code.md", ended && "licence-ended"),
    ...(claims.kind === "device" ? deviceChecks(question, claims.deviceKey) : []),
    checkStatus(question.statusList, issuer, claims.status),
  ] as const;
  return { claims, checks, outcome: outcomeOf(checks), issuer };
}

function deviceChecks(
  question: OfflineQuestion,
  deviceKey: Uint8Array,
): readonly Check<"device-signature" | "device-time">[] {
  const { code, now, skew, deviceLife } = question;
  const { device } = code;
  const signatureClause = "RFC 9338 §3.3";
  const timeClause = "docs/formats/offline-code.md";
  if (device === undefined)
    return [
      check("device-signature", signatureClause, "device-signature-missing"),
      check("device-time", timeClause, "device-signature-missing", "unknown"),
    ];
  const age = now - device.time;
  const wrongTime = age > deviceLife + skew ? "too-old" : age < -skew && "in-the-future";
  return [
    check("device-signature", signatureClause, deviceFault(question, deviceKey, device)),
    check("device-time", timeClause, wrongTime),
  ];
}

function deviceFault(
  { code, ports, nonce }: OfflineQuestion,
  deviceKey: Uint8Array,
  { time, signature }: DevicePart,
): CheckReason | undefined {
  const holds = (over?: Uint8Array): boolean =>
    ports.verifyEs256(deviceKey, deviceToBeSigned(code.issuerPart, time, over), signature);
  if (holds(nonce)) return undefined;
  return nonce !== undefined && holds() ? "nonce-missing" : "signature-wrong";
}

function outcomeOf(checks: readonly Check<OfflineCheckName>[]): OfflineOutcome {
  if (checks.some(({ result }) => result === "fail")) return "invalid";
  const open = checks.filter(({ result }) => result === "unknown").map(({ name }) => name);
  if (open.length === 0) return "valid";
  return open.every((name) => name === "status") ? "signature-valid-status-pending" : "indeterminate";
}
