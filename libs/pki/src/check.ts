/** What a reason code means, in English; screens translate the code. */
const meanings = {
  "not-a-certificate": "the bytes are no DER certificate",
  "trust-anchor": "trusted by configuration, not by its signature",
  "signature-wrong": "the signature does not verify under the issuer's key",
  "algorithms-differ": "the algorithm inside the signed part is not the one outside it",
  "unsupported-algorithm": "not SM2 with SM3: not verified here",
  "unsupported-key": "the key that should verify is not of SM2",
  "issuer-unknown": "the issuer's certificate is not at hand",
  "chain-too-long": "more certificates than the limit",
  "search-exhausted": "too many candidate issuers were tried",
  "not-yet-valid": "before the first moment of validity",
  expired: "after the last moment of validity",
  "not-a-ca": "the issuer's certificate does not say it is a CA",
  "path-too-long": "more CAs below this one than it allows",
  "usage-not-allowed": "the key usage does not allow this use",
  "usage-not-stated": "no key usage extension: nothing is forbidden",
  "purpose-not-stated": "no extended key usage extension: no purpose is forbidden",
  "purpose-not-allowed": "the extended key usage does not list this purpose",
  "critical-not-understood": "a critical extension is not understood here",
  "no-list": "no revocation list of the issuer is at hand",
  "list-not-usable":
    "the revocation list is not signed by the issuer, or has critical parts not understood here",
  "list-stale": "the newest revocation list ended before the moment judged",
  "list-after-expiry": "the list was made after the certificate expired and may have dropped it",
  revoked: "revoked at or before the moment judged",
  "revoked-later": "revoked, but after the moment judged",
  "not-in-trust-list": "the maker is not in the trust list",
  "signer-not-found": "the signer's certificate is not in the message",
  "unsupported-digest": "the digest is not SM3",
  "content-absent": "the signed content is neither in the message nor given",
  "content-type-differs": "the content type signed is not the content type stored",
  "attribute-missing": "a required signed attribute is missing, stands twice or cannot be read",
  "digest-differs": "the digest signed is not the digest of the content",
  "not-a-token": "the bytes are no time-stamp token",
  "imprint-differs": "the time stamp is over something else",
  "several-signers": "not exactly one signer",
  "certificate-differs": "the certificate named inside the signature is another one",
  "certificate-not-named": "the signature does not name its certificate inside what is signed",
} as const;

export type Reason = keyof typeof meanings;

export const reasonText = (reason: Reason): string => meanings[reason];

/** One question asked of one certificate or signature, and its answer; `unknown` is what could not be asked. */
export interface Check<N extends string = string> {
  readonly name: N;
  readonly result: "pass" | "fail" | "unknown";
  readonly reason?: Reason;
  /** Whose certificate: its subject, readable. */
  readonly subject?: string;
  /** Facts beside the reason: an object identifier, a date. */
  readonly detail?: string;
  readonly clause?: string;
}

export type Verdict = "valid" | "invalid" | "indeterminate";

/** Anything broken makes the whole invalid; anything unknown, indeterminate. No checks at all prove nothing. */
export function verdictOf(checks: readonly Check[]): Verdict {
  if (checks.some(({ result }) => result === "fail")) return "invalid";
  return checks.length === 0 || checks.some(({ result }) => result === "unknown") ? "indeterminate" : "valid";
}
