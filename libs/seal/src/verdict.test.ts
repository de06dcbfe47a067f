import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Check,
  type CheckName,
  packageChecks,
  reasons,
  signatureChecks,
  type Verdict,
} from "./report.ts";
import { judgeFile, judgeSignature } from "./verdict.ts";

const worstFirst: readonly Verdict[] = ["invalid", "indeterminate", "valid-with-additions", "valid"];
const rank = (verdict: Verdict): number => worstFirst.indexOf(verdict);

const aCheck = (names: readonly CheckName[]): fc.Arbitrary<Check> =>
  fc.record({
    name: fc.constantFrom(...names),
    result: fc.constantFrom("pass", "fail", "unknown"),
    reason: fc.constantFrom(...reasons),
  });
const aFailure = (names: readonly CheckName[]) =>
  aCheck(names).map((check): Check => ({ ...check, result: "fail" }));
const checksOf = (names: readonly CheckName[]) => fc.array(aCheck(names), { maxLength: 12 });
const at = (list: readonly Check[], more: Check, place: number): readonly Check[] => [
  ...list.slice(0, place),
  more,
  ...list.slice(place),
];

test("one more failed check never makes the verdict on a signature better", () => {
  fc.assert(
    fc.property(
      checksOf(signatureChecks),
      aFailure(signatureChecks),
      fc.nat(12),
      fc.boolean(),
      (list, more, place, crl) => {
        const before = judgeSignature(list, crl).verdict;
        expect(rank(judgeSignature(at(list, more, place), crl).verdict)).toBeLessThanOrEqual(rank(before));
      },
    ),
    { numRuns: 3000 },
  );
});

test("one more failed check, of the package or of a signature, never makes the verdict on a file better", () => {
  const signatures = fc.array(checksOf(signatureChecks), { maxLength: 3 });
  fc.assert(
    fc.property(
      signatures,
      checksOf(packageChecks),
      aFailure(packageChecks),
      aFailure(signatureChecks),
      (signed, list, more, worse) => {
        const judged = (of: readonly (readonly Check[])[]) =>
          of.map((checks) => judgeSignature(checks, false));
        const before = rank(judgeFile(judged(signed), list).verdict);
        expect(rank(judgeFile(judged(signed), [...list, more]).verdict)).toBeLessThanOrEqual(before);
        const [first = [], ...others] = signed;
        if (signed.length === 0) return;
        expect(rank(judgeFile(judged([[...first, worse], ...others]), list).verdict)).toBeLessThanOrEqual(
          before,
        );
      },
    ),
    { numRuns: 3000 },
  );
});

test("a check that turns from pass to unknown or fail never makes a signature valid", () => {
  fc.assert(
    fc.property(
      checksOf(signatureChecks),
      fc.nat(11),
      fc.constantFrom("unknown", "fail"),
      (list, place, result) => {
        const before = list.map((check, i): Check => (i === place ? { ...check, result: "pass" } : check));
        const after = list.map((check, i): Check => (i === place ? { ...check, result } : check));
        // Not a matter of rank: a breached term voids what trusted makers made, and is undecided of unknown ones.
        if (judgeSignature(after, true).verdict !== "valid") return;
        expect(judgeSignature(before, true).verdict).toBe("valid");
      },
    ),
    { numRuns: 2000 },
  );
});

test("nothing is valid without a signature, whatever the checks say", () => {
  fc.assert(
    fc.property(checksOf(packageChecks), (list) => {
      expect(["invalid", "indeterminate"]).toContain(judgeFile([], list).verdict);
    }),
  );
});

test("an untrusted maker is never green: a chain that is not known leaves a signature undecided at best", () => {
  for (const name of ["signer-chain", "maker-chain"] as const) {
    fc.assert(
      fc.property(checksOf(signatureChecks), (list) => {
        expect(
          judgeSignature([...list, { name, result: "unknown", reason: "not-trusted" }], false).verdict,
        ).not.toBe("valid");
      }),
    );
  }
});
