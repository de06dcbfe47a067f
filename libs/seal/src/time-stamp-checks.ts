import { type Attribute, oids, verifyTimeStamp } from "@liangzheng/pki";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check } from "./report.ts";
import type { SealAlgorithms, Trust } from "./trust.ts";

export interface TimeStampOutcome {
  readonly checks: readonly Check[];
  /** What a trusted authority says; `undefined` without a token, or for one that proves nothing here. */
  readonly time: Date | undefined;
}

/**
 * The time-stamp token beside a signature or a seal (GB/T 20520, RFC 3161). It stands outside of what is signed: whoever
 * holds the file can take it away, so that one that cannot be read or trusted counts as none, and one that is broken or
 * over something else leaves the signature undecided.
 * @param stamped what the token may be over.
 */
export function checkTimeStamp(
  name: "time-stamp" | "seal-time-stamp",
  token: Uint8Array | undefined,
  stamped: readonly Uint8Array[],
  { gm, trust }: { readonly gm: SealAlgorithms; readonly trust: Trust },
): TimeStampOutcome {
  if (token === undefined) return { checks: [], time: undefined };
  const report = verifyTimeStamp({
    token,
    stamped,
    pool: (trust.pool ?? []).flatMap((item) => (item instanceof Uint8Array ? [] : [item])),
    anchors: trust.timeStampers ?? trust.anchors,
    crls: trust.crls,
    digest: (message) => gm.sm3(message),
    verify: (key, message, signature) => gm.verify(key, message, signature),
  });
  const open = report.checks.filter(({ result, reason }) => result !== "pass" && reason !== "no-list");
  const told = (open.find(({ result }) => result === "fail") ?? open[0])?.reason;
  if (report.verdict === "invalid" && told !== "not-a-token") {
    return { checks: [fail(name, "time-stamp-broken", told)], time: undefined };
  }
  const time = report.info?.time;
  return report.verdict === "valid" && time !== undefined
    ? { checks: [pass(name, "time-stamped", time.toISOString())], time }
    : { checks: [unknown(name, "time-stamp-not-verified", told)], time: undefined };
}

/** The token among the unsigned attributes of a CMS signature (RFC 3161 appendix A). */
export const tokenAmong = (attributes: readonly Attribute[]): Uint8Array | undefined =>
  attributes.find(({ oid }) => oid === oids.timeStampToken)?.values[0];
