import type { Check, CheckName, Grade, SignatureReport } from "./report.ts";

/**
 * What a failed check means. `integrity`, `chain`: the signature is void. `term`, `revocation`: dates are what the maker
 * and the signer say; once they are trusted a breach voids the signature, before that it proves no more than their names
 * do. `note`: told, never counted. An `unknown` leaves the signature indeterminate, but for notes and, unless asked for,
 * for revocation: a verifier without a line has no list to ask.
 */
type Weight = "integrity" | "chain" | "term" | "revocation" | "note";

const weights: Readonly<Partial<Record<CheckName, Weight>>> = {
  "signer-chain": "chain",
  "maker-chain": "chain",
  "signer-validity": "term",
  "maker-validity": "term",
  "seal-validity": "term",
  "signing-time": "term",
  "signer-revocation": "revocation",
  "maker-revocation": "revocation",
  extensions: "note",
  "time-stamp": "note",
  "property-info": "note",
};
const weightOf = (name: CheckName): Weight => weights[name] ?? "integrity";

const chainChecks: readonly CheckName[] = ["signer-chain", "maker-chain"];
const badAlgorithms: readonly (string | undefined)[] = [
  "weak-digest",
  "unknown-digest",
  "unknown-signature-algorithm",
];

export function judge(
  checks: readonly Check[],
  requireRevocation: boolean,
): { verdict: SignatureReport["verdict"]; grade: Grade } {
  const failed = checks.filter(({ result }) => result === "fail");
  const broken = failed.filter(({ name }) => weightOf(name) === "integrity" || weightOf(name) === "chain");
  if (broken.length > 0) {
    const onlyAlgorithms = broken.every(({ name }) => name === "algorithms");
    const unacceptable = onlyAlgorithms && broken.every(({ reason }) => badAlgorithms.includes(reason));
    return { verdict: "invalid", grade: unacceptable ? "unacceptable-algorithm" : "tampered" };
  }
  const terms = failed.filter(({ name }) => weightOf(name) === "term" || weightOf(name) === "revocation");
  const uncounted: readonly Weight[] = requireRevocation ? ["note"] : ["note", "revocation"];
  const open = checks.filter(
    ({ name, result }) => result === "unknown" && !uncounted.includes(weightOf(name)),
  );
  if (terms.length > 0) {
    const revoked = terms.some(({ reason }) => reason === "revoked-before-signing");
    const trusted = !open.some(({ name }) => chainChecks.includes(name));
    return {
      verdict: trusted ? "invalid" : "indeterminate",
      grade: revoked ? "revoked-before-signing" : "expired-at-signing",
    };
  }
  if (open.length === 0) return { verdict: "valid", grade: "trusted" };
  const nobody = open.some(({ reason }) => reason === "no-certificate");
  return { verdict: "indeterminate", grade: nobody ? "unattributed" : "intact-untrusted" };
}

/** Whether what the signature covers is unchanged, whoever made it: the ground on which coverage is counted. */
export const isIntact = (report: SignatureReport): boolean =>
  !report.checks.some(({ name, result }) => result === "fail" && weightOf(name) === "integrity");
