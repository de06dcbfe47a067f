import { type Check, type CheckReason, check } from "./check.ts";
import { type IssuerCheckName, issuerChecks, type VerifyPorts } from "./issuer-checks.ts";
import { type ListedStatus, statusAt } from "./status-list.ts";
import type { StatusListToken } from "./status-list-token.ts";
import type { StatusReference } from "./status-reference.ts";

export interface StatusListQuestion {
  readonly token: StatusListToken;
  /** Which of its issuer's lists it was asked for as, and where that is: from the trust list, not from what answered. */
  readonly list: number;
  readonly uri: string;
  readonly ports: VerifyPorts;
  /** Seconds since 1970. */
  readonly now: number;
  /** By how many seconds clocks may differ. */
  readonly skew: number;
}

export type StatusListCheckName = IssuerCheckName | "uri" | "issued-at" | "expiry" | "freshness";

export interface StatusListReport {
  readonly checks: readonly Check<StatusListCheckName>[];
  /** `stale`: genuine, and older than its issuer wants it used. What is in it was so once. */
  readonly outcome: "valid" | "stale" | "indeterminate" | "invalid";
  /** Whose key it names: proven where the outcome is `valid` or `stale`. */
  readonly issuer: string | undefined;
  readonly list: number;
  readonly token: StatusListToken;
}

/** Every question that is asked of a list, in the order of draft-ietf-oauth-status-list §8.3. Never throws. */
export function verifyStatusList({
  token,
  list,
  uri,
  ports,
  now,
  skew,
}: StatusListQuestion): StatusListReport {
  const { claims } = token;
  const { checks: ofIssuer, issuer } = issuerChecks(token.issuer, ports);
  const section = (n: string): string => `draft-ietf-oauth-status-list §${n}`;
  const checks = [
    ...ofIssuer,
    check("uri", section("5.2 sub"), claims.uri !== uri && "not-this-list"),
    check("issued-at", section("5.2 iat"), now + skew < claims.issuedAt && "not-yet-valid"),
    check("expiry", section("5.2 exp"), now - skew >= claims.expiresAt && "expired", "unknown"),
    check(
      "freshness",
      section("5.2 ttl"),
      now - skew >= claims.issuedAt + claims.timeToLive && "status-list-stale",
      "unknown",
    ),
  ] as const;
  return { checks, outcome: outcomeOf(checks), issuer, list, token };
}

function outcomeOf(checks: readonly Check<StatusListCheckName>[]): StatusListReport["outcome"] {
  if (checks.some(({ result }) => result === "fail")) return "invalid";
  const open = checks.filter(({ result }) => result === "unknown").map(({ name }) => name);
  if (open.length === 0) return "valid";
  return open.every((name) => name === "expiry" || name === "freshness") ? "stale" : "indeterminate";
}

/** What nothing makes valid again: an old list that says so says it still. */
const lasting: readonly ListedStatus[] = ["withdrawn", "rescinded", "revoked", "cancelled", "void"];
const clause = "draft-ietf-oauth-status-list §7, §8.3";

/** The status of one place, as a check of the code that names it: by the list that it names, of its own issuer. */
export function checkStatus(
  report: StatusListReport | undefined,
  issuer: string | undefined,
  { list, index }: StatusReference,
): Check<"status"> {
  const unknown = (reason: CheckReason): Check<"status"> => check("status", clause, reason, "unknown");
  if (report === undefined) return unknown("status-pending");
  const proven = report.outcome === "valid" || report.outcome === "stale";
  if (!proven || issuer === undefined || report.issuer !== issuer) return unknown("status-list-not-usable");
  if (report.list !== list) return unknown("not-this-list");
  const status = statusAt(report.token.list, index);
  if (status === undefined) return unknown("index-outside");
  if (status === "unknown") return unknown("status-not-understood");
  if (report.outcome === "stale" && !lasting.includes(status)) return unknown("status-list-stale");
  return check("status", clause, status !== "valid" && status);
}
