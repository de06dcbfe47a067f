import {
  type Attribute,
  type Certificate,
  type Crl,
  oids,
  parseCertificate,
  parseCrl,
  readEvidence,
  type TimeStampReport,
  verifyTimeStamp,
} from "@liangzheng/pki";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check } from "./report.ts";
import { readAll, type SealAlgorithms, type Trust } from "./trust.ts";

/**
 * What was put into a token for whoever verifies years later. Nothing in it is trusted: certificates help to build chains
 * that must end in the trust list, and a list counts for the certificates of who signed it.
 */
export interface Embedded {
  readonly certificates: readonly Certificate[];
  /** Only beside a stamp that proves its time: without one an old list would fit any time stated. */
  readonly crls: readonly Crl[];
}
export const nothingEmbedded: Embedded = { certificates: [], crls: [] };

export interface TimeStampOutcome {
  readonly checks: readonly Check[];
  /** What a trusted authority says; `undefined` without a token, or for one that proves nothing here. */
  readonly time: Date | undefined;
  readonly embedded: Embedded;
}

export interface TimeStampJudge {
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  readonly now: Date;
}

/**
 * A token by the authorities of the trust list.
 * @returns the report of its checks and, for one that holds, when its authority's certificate ended if it has ended since.
 */
export function askAuthority(
  token: Uint8Array,
  stamped: readonly Uint8Array[],
  { gm, trust, now }: TimeStampJudge,
): TimeStampReport & { readonly outlived: Date | undefined } {
  const report = verifyTimeStamp({
    token,
    stamped,
    pool: (trust.pool ?? []).flatMap((item) => (item instanceof Uint8Array ? [] : [item])),
    anchors: trust.timeStampers ?? trust.anchors,
    crls: trust.crls,
    digest: (message) => gm.sm3(message),
    verify: (key, message, signature) => gm.verify(key, message, signature),
    foreign: gm.foreign,
  });
  const end = report.verdict === "valid" ? report.certificate?.notAfter : undefined;
  return { ...report, outlived: end !== undefined && now > end ? end : undefined };
}

/**
 * The time-stamp token beside a signature or a seal (GB/T 20520, RFC 3161). It stands outside of what is signed: whoever
 * holds the file can take it away, so that one that cannot be read or trusted counts as none, and one that is broken,
 * over something else, or of an authority whose certificate has ended since or whose key was lost leaves the signature
 * undecided: such an authority's key could have made it at any time.
 * @param stamped what the token may be over.
 */
export function checkTimeStamp(
  name: "time-stamp" | "seal-time-stamp",
  token: Uint8Array | undefined,
  stamped: readonly Uint8Array[],
  judge: TimeStampJudge,
): TimeStampOutcome {
  if (token === undefined) return { checks: [], time: undefined, embedded: nothingEmbedded };
  const { outlived, ...report } = askAuthority(token, stamped, judge);
  const open = report.checks.filter(({ result, reason }) => result !== "pass" && reason !== "no-list");
  const told = (open.find(({ result }) => result === "fail") ?? open[0])?.reason;
  const { certificates, crls } = readEvidence(token);
  const embedded = { certificates: readAll(certificates, parseCertificate), crls: [] };
  const unproven = (check: Check): TimeStampOutcome => ({ checks: [check], time: undefined, embedded });
  if (report.verdict === "invalid" && told !== "not-a-token") {
    return unproven(fail(name, "time-stamp-broken", told));
  }
  if (outlived !== undefined) return unproven(fail(name, "time-stamp-outlived", outlived.toISOString()));
  const { info } = report;
  if (report.verdict !== "valid" || info === undefined) {
    return unproven(unknown(name, "time-stamp-not-verified", told));
  }
  const { time } = info;
  const checks = [pass(name, "time-stamped", time.toISOString())];
  return { checks, time, embedded: { ...embedded, crls: readAll(crls, parseCrl) } };
}

/** The token among the unsigned attributes of a CMS signature (RFC 3161 appendix A). */
export const tokenAmong = (attributes: readonly Attribute[]): Uint8Array | undefined =>
  attributes.find(({ oid }) => oid === oids.timeStampToken)?.values[0];
