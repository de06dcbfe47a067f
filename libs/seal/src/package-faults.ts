import type { OfdError, OfdErrorCode } from "@liangzheng/ofd";
import { fail } from "./checklist.ts";
import type { CheckName, Grade, OfdReport, Reason, Verdict } from "./report.ts";

interface Fault {
  readonly reason: Reason;
  readonly grade: Grade;
  readonly verdict: Verdict;
}

const unsafe: Fault = { reason: "package-unsafe", grade: "unsafe", verdict: "invalid" };
const foreign: Fault = { reason: "not-a-package", grade: "unreadable", verdict: "invalid" };
const large: Fault = { reason: "package-too-large", grade: "unreadable", verdict: "indeterminate" };
const complex: Fault = { reason: "document-too-complex", grade: "unreadable", verdict: "indeterminate" };
const damaged: Fault = { reason: "package-damaged", grade: "unreadable", verdict: "invalid" };

/** What two readers could read in two ways is unsafe; what is too much to read is no verdict on its content. */
const faults: Readonly<Partial<Record<OfdErrorCode, Fault>>> = {
  "not-a-zip": foreign,
  truncated: foreign,
  "ambiguous-directory": unsafe,
  "header-mismatch": unsafe,
  "overlapping-entries": unsafe,
  "duplicate-entry": unsafe,
  "unsafe-path": unsafe,
  doctype: unsafe,
  "too-many-entries": large,
  "too-large": large,
  "too-many-nodes": complex,
  "too-deep": complex,
  "too-much-work": complex,
};

/** The report on a file that could not be read far enough to ask about signatures. */
export function reportFault(name: CheckName, error: OfdError, otherwise: Fault = damaged): OfdReport {
  const { reason, grade, verdict } = faults[error.code] ?? otherwise;
  return {
    verdict,
    summary: grade,
    signatures: [],
    checks: [fail(name, reason, error.message)],
    additions: [],
  };
}

/** A sound package whose OFD.xml is missing or makes no sense. */
export const badDocument: Fault = { reason: "document-unreadable", grade: "unreadable", verdict: "invalid" };
