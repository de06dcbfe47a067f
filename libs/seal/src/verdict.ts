import type { Check, CheckName, Grade, Reason, SignatureReport, Verdict } from "./report.ts";

/*
 * The one place where checks become a verdict. Both functions are monotone: one more failed check never makes a verdict
 * better (verdict.test.ts).
 */

/**
 * What a failed check means. `integrity`, `chain`: the signature is void. `term`, `revocation`: dates are what the maker
 * and the signer say; once they are trusted a breach voids the signature, before that it proves no more than their names
 * do. `dating`: a broken time stamp leaves the signature undecided, for it stands outside of what is signed. `note`: told,
 * never counted. An `unknown` leaves the signature indeterminate, but for notes, dating and, unless asked for, revocation:
 * a verifier without a line has no list to ask.
 */
type Weight = "integrity" | "chain" | "term" | "revocation" | "dating" | "note";

const weights: Readonly<Partial<Record<CheckName, Weight>>> = {
  "signer-chain": "chain",
  "maker-chain": "chain",
  "signer-key-usage": "chain",
  "maker-key-usage": "chain",
  "signer-validity": "term",
  "maker-validity": "term",
  "seal-validity": "term",
  "signing-time": "term",
  "signer-revocation": "revocation",
  "maker-revocation": "revocation",
  "time-stamp": "dating",
  "seal-time-stamp": "dating",
  "stamp-places": "note",
  extensions: "note",
  "property-info": "note",
  provider: "note",
};
const weightOf = (name: CheckName): Weight => weights[name] ?? "integrity";

const chainChecks: readonly CheckName[] = ["signer-chain", "maker-chain"];
const badAlgorithms: readonly (Reason | undefined)[] = [
  "weak-digest",
  "unknown-digest",
  "unknown-signature-algorithm",
  "unknown-signature-format",
  "key-not-accepted",
];

export interface SignatureVerdict {
  readonly verdict: SignatureReport["verdict"];
  readonly grade: Grade;
}

/** The verdict on one signature, or on one seal. */
export function judgeSignature(checks: readonly Check[], requireRevocation: boolean): SignatureVerdict {
  const failed = (...asked: readonly Weight[]) =>
    checks.filter(({ name, result }) => result === "fail" && asked.includes(weightOf(name)));
  const broken = failed("integrity", "chain");
  if (broken.length > 0) {
    const onlyAlgorithms = broken.every(({ name }) => name === "algorithms");
    const unacceptable = onlyAlgorithms && broken.every(({ reason }) => badAlgorithms.includes(reason));
    return { verdict: "invalid", grade: unacceptable ? "unacceptable-algorithm" : "tampered" };
  }
  const uncounted: readonly Weight[] = [
    "note",
    "dating",
    ...(requireRevocation ? [] : ["revocation" as const]),
  ];
  const open = checks.filter(
    ({ name, result }) => result === "unknown" && !uncounted.includes(weightOf(name)),
  );
  const breached = failed("term", "revocation");
  if (breached.length > 0) {
    const revoked = breached.some(({ reason }) => reason === "revoked-before-signing");
    const onlyTime = breached.every(({ name }) => name === "signing-time");
    const grade = onlyTime ? "time-implausible" : "expired-at-signing";
    const trusted = !open.some(({ name }) => chainChecks.includes(name));
    return {
      verdict: trusted ? "invalid" : "indeterminate",
      grade: revoked ? "revoked-before-signing" : grade,
    };
  }
  if (failed("dating").length > 0) return { verdict: "indeterminate", grade: "time-stamp-broken" };
  if (open.length === 0) return { verdict: "valid", grade: "trusted" };
  if (open.some(({ reason }) => reason === "no-certificate")) {
    return { verdict: "indeterminate", grade: "unattributed" };
  }
  const absent = open.some(({ reason }) => reason === "content-absent");
  return { verdict: "indeterminate", grade: absent ? "content-absent" : "intact-untrusted" };
}

/** Whether what the signature covers is unchanged, whoever made it: the ground on which coverage is counted. */
export const isIntact = (report: Pick<SignatureReport, "checks">): boolean =>
  !report.checks.some(({ name, result }) => result === "fail" && weightOf(name) === "integrity");

/** Grades of signatures, the worst first: the file is as good as its worst signature. */
const worstFirst: readonly Grade[] = [
  "tampered",
  "unacceptable-algorithm",
  "revoked-before-signing",
  "expired-at-signing",
  "time-implausible",
  "unattributed",
  "time-stamp-broken",
  "content-absent",
  "intact-untrusted",
];

const worst = (among: readonly SignatureVerdict[]): Grade =>
  worstFirst.find((grade) => among.some((signature) => signature.grade === grade)) ?? "intact-untrusted";

/** What cannot be read far enough to ask about signatures. */
const unreadableReasons: readonly (Reason | undefined)[] = [
  "not-a-package",
  "package-damaged",
  "document-unreadable",
];
/** What is too much to read is no verdict on its content. */
const tooMuch: readonly (Reason | undefined)[] = ["package-too-large", "document-too-complex"];
const notJudged: readonly (Reason | undefined)[] = ["pdf-encrypted"];

/** The verdict on a file and its one word, from the verdicts on its signatures and the checks of the package. */
export function judgeFile(
  signatures: readonly SignatureVerdict[],
  checks: readonly Check[],
): { readonly verdict: Verdict; readonly summary: Grade } {
  const failed = (name: CheckName) => checks.some((item) => item.name === name && item.result === "fail");
  const open = (asked: (check: Check) => boolean) =>
    checks.some((item) => item.result === "unknown" && asked(item));
  const failures = checks.filter(({ result }) => result === "fail");
  const bad = signatures.filter(({ verdict }) => verdict === "invalid");
  const invalid = (summary: Grade) => ({ verdict: "invalid", summary }) as const;
  const undecided = (summary: Grade) => ({ verdict: "indeterminate", summary }) as const;
  if (failures.some(({ reason }) => reason === "package-unsafe")) return invalid("unsafe");
  if (failures.some(({ reason }) => unreadableReasons.includes(reason))) return invalid("unreadable");
  if (failed("stripped-signatures")) return invalid("stripped");
  if (bad.length > 0) return invalid(worst(bad));
  if (failed("coverage")) return invalid("uncovered");
  if (failed("case-shadows") || failed("signature-ids")) return invalid("unsafe");
  if (failures.length > 0) return invalid("tampered");
  if (open(({ reason }) => tooMuch.includes(reason))) return undecided("unreadable");
  if (open(({ reason }) => notJudged.includes(reason))) return undecided("not-judged");
  if (signatures.length === 0) return undecided("unsigned");
  if (signatures.some(({ verdict }) => verdict !== "valid")) return undecided(worst(signatures));
  if (open(({ name }) => name === "document")) return undecided("partly-readable");
  return open(({ name }) => name === "additions")
    ? { verdict: "valid-with-additions", summary: "trusted-with-additions" }
    : { verdict: "valid", summary: "trusted" };
}
