import type { Check, Grade, SignatureReport, Verdict } from "./report.ts";

/** Grades of signatures, the worst first: the file is as good as its worst signature. */
const worstFirst: readonly Grade[] = [
  "tampered",
  "unacceptable-algorithm",
  "revoked-before-signing",
  "expired-at-signing",
  "unattributed",
  "intact-untrusted",
];

/** The verdict on the file and its one word. */
export function summarise(
  signatures: readonly SignatureReport[],
  checks: readonly Check[],
): { readonly verdict: Verdict; readonly summary: Grade } {
  const failed = (name: Check["name"]) => checks.some((item) => item.name === name && item.result === "fail");
  const open = (name: Check["name"]) =>
    checks.some((item) => item.name === name && item.result === "unknown");
  const bad = signatures.filter(({ verdict }) => verdict === "invalid");
  const worst = (among: readonly SignatureReport[]): Grade =>
    worstFirst.find((grade) => among.some((signature) => signature.grade === grade)) ?? "intact-untrusted";
  if (failed("stripped-signatures")) return { verdict: "invalid", summary: "stripped" };
  if (bad.length > 0) return { verdict: "invalid", summary: worst(bad) };
  if (failed("coverage")) return { verdict: "invalid", summary: "uncovered" };
  if (failed("case-shadows")) return { verdict: "invalid", summary: "unsafe" };
  if (checks.some(({ result }) => result === "fail")) return { verdict: "invalid", summary: "tampered" };
  if (signatures.length === 0) return { verdict: "indeterminate", summary: "unsigned" };
  if (signatures.some(({ verdict }) => verdict !== "valid")) {
    return { verdict: "indeterminate", summary: worst(signatures) };
  }
  if (open("document")) return { verdict: "indeterminate", summary: "partly-readable" };
  return open("additions")
    ? { verdict: "valid-with-additions", summary: "trusted-with-additions" }
    : { verdict: "valid", summary: "trusted" };
}
