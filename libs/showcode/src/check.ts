/** What a reason code means, in English; screens translate the code. */
const meanings = {
  "issuer-unknown": "no key of this identifier is trusted here",
  "algorithm-differs": "the key is of another algorithm than the message names",
  "signature-wrong": "the signature is by another key, or the content was altered",
  "not-yet-valid": "before the moment of issue",
  expired: "after the last moment of validity",
  "licence-ended": "after the last day of the licence",
  "device-signature-missing": "the device has not signed: a copy of the issuer's part",
  "nonce-missing": "the device has signed, but not for this question",
  "too-old": "the device signed longer ago than allowed: a picture of the code, or a clock that is slow",
  "in-the-future": "the device signed later than now: a clock that is fast",
  "status-pending": "no status list is at hand",
  "status-list-not-usable": "the status list is not proven to be of this issuer",
  "status-list-stale": "the status list is older than its issuer allows",
  "not-this-list": "the list is not the one that was asked for",
  "index-outside": "the list does not reach to this index",
  "status-not-understood": "a status without a meaning here",
  pending: "the licence has not begun",
  suspended: "the licence is suspended",
  withdrawn: "the licence was withdrawn",
  rescinded: "the licence was rescinded",
  revoked: "the licence was revoked",
  cancelled: "the licence was cancelled",
  void: "the licence is void",
} as const;

export type CheckReason = keyof typeof meanings;

export const checkReasonText = (reason: CheckReason): string => meanings[reason];

/** One question and its answer; `unknown` is what could not be asked. */
export interface Check<N extends string> {
  readonly name: N;
  readonly result: "pass" | "fail" | "unknown";
  readonly reason?: CheckReason;
  readonly clause: string;
}

/** A check that passes, unless there is a reason why it does not. */
export function check<N extends string>(
  name: N,
  clause: string,
  reason?: CheckReason | false,
  result: "fail" | "unknown" = "fail",
): Check<N> {
  return reason ? { name, result, reason, clause } : { name, result: "pass", clause };
}
