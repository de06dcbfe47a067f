import { type Certificate, checkSignature } from "./certificate.ts";
import type { Check } from "./check.ts";
import { type Crl, findRevocation, type Revocation, type RevocationReason } from "./crl.ts";
import type { ForeignAlgorithms } from "./foreign.ts";
import { sameName } from "./name.ts";
import type { VerifySignature } from "./signature.ts";

const clause = "RFC 5280 §6.3";
type Outcome = Omit<Check<"revocation">, "name" | "subject">;

/**
 * Whether `certificate` was revoked at the moment `at`, by the lists of its own issuer. A revocation after `at` does not
 * touch what was signed before it (GM/T 0031 §6.2.3 c, d). An entry counts even in an old list; absence counts only in
 * one that covers `at`, or was made after it while the certificate could still be listed.
 */
export function checkRevocation(
  certificate: Certificate,
  issuer: Certificate | undefined,
  crls: readonly Crl[],
  at: Date,
  verify: VerifySignature,
  foreign?: ForeignAlgorithms,
): Outcome {
  const named = crls.filter((crl) => sameName(crl.issuer, certificate.issuer));
  if (named.length === 0 || issuer === undefined) return { result: "unknown", reason: "no-list", clause };
  const usable = named.filter((crl) => isUsable(crl, issuer, verify, foreign));
  if (usable.length === 0) return { result: "unknown", reason: "list-not-usable", clause };

  const entry = entryOf(certificate, usable);
  if (entry !== undefined) {
    const detail = `${entry.from.toISOString()} ${entry.reason}`;
    return entry.from > at
      ? { result: "pass", reason: "revoked-later", detail, clause }
      : { result: "fail", reason: "revoked", detail, clause };
  }
  const covering = usable.filter((crl) => crl.thisUpdate >= at || (crl.nextUpdate && at <= crl.nextUpdate));
  if (covering.length === 0) return { result: "unknown", reason: "list-stale", clause };
  return covering.some((crl) => crl.thisUpdate <= certificate.notAfter)
    ? { result: "pass", clause }
    : { result: "unknown", reason: "list-after-expiry", clause };
}

/** When and why `certificate` was revoked, whatever moment is judged; by lists that its issuer signed. */
export function findUsableRevocation(
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  verify: VerifySignature,
  foreign?: ForeignAlgorithms,
): RevokedSince | undefined {
  const { issuer: name, serial } = certificate;
  const listing = crls.filter((crl) => sameName(crl.issuer, name) && findRevocation(crl, serial));
  return entryOf(
    certificate,
    listing.filter((crl) => isUsable(crl, issuer, verify, foreign)),
  );
}

interface RevokedSince {
  readonly from: Date;
  readonly reason: RevocationReason;
}

const entryOf = ({ serial }: Certificate, usable: readonly Crl[]): RevokedSince | undefined =>
  earliest(usable.flatMap((crl) => findRevocation(crl, serial) ?? []));

/** RFC 5280 §6.3.3 (f), (g): signed by the certificate's issuer, whose key may sign lists, and understood in full. */
function isUsable(
  crl: Crl,
  issuer: Certificate,
  verify: VerifySignature,
  foreign?: ForeignAlgorithms,
): boolean {
  if (crl.unknownCritical.length > 0 || issuer.keyUsage?.includes("crl-sign") === false) return false;
  return checkSignature(crl, issuer.publicKeyInfo, verify, foreign) === "good";
}

/** A key lost before its certificate was revoked is judged from the earlier date (RFC 5280 §5.3.2). */
function earliest(entries: readonly Revocation[]): RevokedSince | undefined {
  return entries
    .map(({ date, invalidityDate, reason }) => ({
      from: invalidityDate !== undefined && invalidityDate < date ? invalidityDate : date,
      reason,
    }))
    .sort((a, b) => a.from.getTime() - b.from.getTime())[0];
}
