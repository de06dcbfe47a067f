/**
 * Every check of one signature, in the order in which they are made and reported: the steps of GM/T 0031-2014 6.2.3 and
 * GB/T 38540-2020 7.3 with what an OFD package (GB/T 33190-2016 clause 18) and a PDF (ISO 32000-1 12.8) add.
 */
export const signatureChecks = [
  "format",
  "byte-range",
  "algorithms",
  "data-hash",
  "content-digest",
  "references",
  "signature-value",
  "signing-certificate",
  "signer-in-seal",
  "seal-signature",
  "seal-file",
  "signer-chain",
  "signer-key-usage",
  "signer-validity",
  "signer-revocation",
  "maker-chain",
  "maker-key-usage",
  "maker-validity",
  "maker-revocation",
  "seal-validity",
  "signing-time",
  "time-stamp",
  "permissions",
  "later-changes",
  "version",
  "stamps",
  "stamp-places",
  "extensions",
  "seal-time-stamp",
  "property-info",
  "provider",
] as const;

/** Checks of the package as a whole. */
export const packageChecks = [
  "package",
  "document",
  "signature-list",
  "signature-ids",
  "stripped-signatures",
  "coverage",
  "case-shadows",
  "additions",
  "integrity-protection",
] as const;

export type CheckName = (typeof signatureChecks)[number] | (typeof packageChecks)[number];

/** Why a check did not pass, or what a passed one has to tell. Sentences for each stand in explain.ts. */
export const reasons = [
  // the package and the document
  "not-a-package",
  "pdf-encrypted",
  "package-unsafe",
  "package-too-large",
  "package-damaged",
  "document-unreadable",
  "document-too-complex",
  "link-to-nothing",
  "no-signatures",
  "list-missing",
  "list-empty",
  "list-unreadable",
  "listed-twice",
  "id-twice",
  "max-id-lower",
  "max-id-higher",
  "leftover-signature",
  "uncovered-content",
  "no-covering-signature",
  "root-uncovered",
  "case-shadow",
  "extra-files",
  "integrity-names-only",
  "integrity-file-missing",
  "integrity-file-added",
  "unlisted-bytes",
  "later-additions",
  // form
  "file-missing",
  "bad-path",
  "bad-signature-file",
  "bad-signed-value",
  "bad-certificate",
  "wrong-type",
  "c0119-layout",
  "version-differs",
  "version-unknown",
  "byte-range-missing",
  "byte-range-wrong",
  "contents-outside-gap",
  "no-such-revision",
  "content-inside",
  "unknown-signature-format",
  // algorithms and digests
  "key-not-accepted",
  "document-differs",
  "weak-digest",
  "unknown-digest",
  "unknown-signature-algorithm",
  "hash-differs",
  "content-absent",
  "references-none",
  "reference-missing",
  "reference-case-differs",
  "reference-bad-path",
  "reference-bad-value",
  "reference-differs",
  "locked-list-changed",
  "not-checked",
  // signatures and certificates
  "signature-wrong",
  "no-certificate",
  "certificate-not-named",
  "certificate-differs",
  "several-signers",
  "not-in-seal",
  "list-digest-unknown",
  "seal-signature-wrong",
  "seal-file-differs",
  "seal-file-missing",
  "not-trusted",
  "chain-broken",
  "key-usage-wrong",
  "expired-at-signing",
  "not-yet-valid-at-signing",
  "revoked-before-signing",
  "revoked-after-signing",
  "revocation-by-embedded-list",
  "revocation-unknown",
  "seal-expired-at-signing",
  "seal-not-yet-valid-at-signing",
  "signed-in-future",
  "no-signing-time",
  "time-self-stated",
  "time-stamped",
  "signed-after-time-stamp",
  // what came after a signature
  "changed-after-signing",
  "added-after-signing",
  "change-not-permitted",
  // the rest
  "stamp-without-page",
  "stamp-bad-boundary",
  "stamp-off-page",
  "page-area-unknown",
  "critical-extension",
  "time-stamp-not-verified",
  "time-stamp-broken",
  "time-stamp-outlived",
  "provider-unnamed",
  "property-differs",
] as const;
export type Reason = (typeof reasons)[number];

export type CheckResult = "pass" | "fail" | "unknown";

/** `unknown` is for what could not be asked. `detail` names files or values of the document, not people. */
export interface Check {
  readonly name: CheckName;
  readonly result: CheckResult;
  readonly reason?: Reason;
  readonly detail?: string;
  readonly clause?: string;
}

export type Verdict = "valid" | "valid-with-additions" | "invalid" | "indeterminate";

/** The grade of one signature, or of a file: the worst of its signatures, or what is wrong with the file itself. */
export const grades = [
  /** Everything holds and the makers are trusted. */
  "trusted",
  /** All signatures hold; what nobody signed lies beside it: entries that nothing refers to, or later notes and form values. */
  "trusted-with-additions",
  /** What is signed is unchanged; who signed is not known to be trustworthy. */
  "intact-untrusted",
  /** The signature fits, but carries no certificate: it belongs to nobody. */
  "unattributed",
  /** Intact, but the certificate or the seal was out of its term when it was used. */
  "expired-at-signing",
  "revoked-before-signing",
  /** Intact, but the time of signing lies in the future, or after the time stamp. */
  "time-implausible",
  /** What is signed is unchanged, but the time stamp that should date it is broken, over something else or outlived. */
  "time-stamp-broken",
  /** A signature by itself: it holds, and whether it is over the document in question nobody can say without that. */
  "content-absent",
  /** Something that is signed, or the signature itself, was changed or never fitted. */
  "tampered",
  /** MD5, SHA-1 or an unknown algorithm: nothing is proven. */
  "unacceptable-algorithm",
  /** Readers show something that no valid signature covers. */
  "uncovered",
  /** Signatures lie in the package that its lists no longer name. */
  "stripped",
  "unsigned",
  /** The signatures hold as far as could be asked, but parts of the document could not be read. */
  "partly-readable",
  /** The package is built to mislead or to harm (duplicate names, paths out of it, a DOCTYPE). */
  "unsafe",
  /** A file whose signatures cannot be judged: an encrypted PDF. */
  "not-judged",
  /** Not a file of a known kind, or damaged. */
  "unreadable",
] as const;
export type Grade = (typeof grades)[number];

/** Where a seal's picture stands: `boundary` is x, y, width, height in millimetres on the page `pageRef`. */
export interface Stamp {
  readonly id: string;
  readonly pageRef: string;
  readonly boundary: readonly [number, number, number, number];
  readonly clip?: readonly [number, number, number, number];
}

/** The parts of a certificate that a reader is shown. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface SignatureReport {
  readonly id: string;
  readonly type: "seal" | "sign";
  /** Path of Signature.xml. */
  readonly path: string;
  readonly verdict: "valid" | "invalid" | "indeterminate";
  readonly grade: Grade;
  readonly checks: readonly Check[];
  /** The standard its bytes follow, where they could be read. */
  readonly standard?: string;
  readonly sealName?: string;
  readonly sealId?: string;
  readonly picture?: { readonly type: string; readonly data: Uint8Array };
  readonly signer?: CertificateSummary;
  readonly maker?: CertificateSummary;
  /** As the signer states it. */
  readonly signedAt?: Date;
  /** As a time stamp proves it: only of a trusted authority. */
  readonly stampedAt?: Date;
  readonly stamps: readonly Stamp[];
  /** Paths whose digests this signature carries, whether they matched or not. */
  readonly covers: readonly string[];
}

export interface OfdReport {
  readonly verdict: Verdict;
  readonly summary: Grade;
  readonly signatures: readonly SignatureReport[];
  readonly checks: readonly Check[];
  /** Paths of entries that no signature covers and nothing in the document refers to. */
  readonly additions: readonly string[];
}
