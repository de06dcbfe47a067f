import type { OfdError, OfdErrorCode } from "@liangzheng/ofd";
import { fail, unknown } from "./checklist.ts";
import type { CheckName, OfdReport, Reason } from "./report.ts";
import { judgeFile } from "./verdict.ts";

/** What two readers could read in two ways is unsafe; what is too much to read could not be asked. */
const faults: Readonly<Partial<Record<OfdErrorCode, Reason>>> = {
  "not-a-zip": "not-a-package",
  truncated: "not-a-package",
  "ambiguous-directory": "package-unsafe",
  "header-mismatch": "package-unsafe",
  "overlapping-entries": "package-unsafe",
  "duplicate-entry": "package-unsafe",
  "unsafe-path": "package-unsafe",
  doctype: "package-unsafe",
  "too-many-entries": "package-too-large",
  "too-large": "package-too-large",
  "too-many-nodes": "document-too-complex",
  "too-deep": "document-too-complex",
  "too-much-work": "document-too-complex",
};
const unasked: readonly Reason[] = ["package-too-large", "document-too-complex"];

/** The report on a file that could not be read far enough to ask about signatures. */
export function reportFault(
  name: CheckName,
  error: OfdError,
  otherwise: Reason = "package-damaged",
): OfdReport {
  const reason = faults[error.code] ?? otherwise;
  const check = (unasked.includes(reason) ? unknown : fail)(name, reason, error.message);
  return { ...judgeFile([], [check]), signatures: [], checks: [check], additions: [] };
}
