import { problems } from "@liangzheng/contract";
import { ProblemError } from "@liangzheng/problem";
import { type FileQuestion, type Findings, findingsOf } from "@liangzheng/seal";

/** Most pages drawn for a preview; the verdict covers all of them. */
const previewPages = 10;

/**
 * Judges a file that anybody sent, told by its content. Nothing of it is kept.
 * @throws ProblemError `unreadable-file` for what is none of the kinds; whatever else is wrong stands in the findings.
 */
export function checkFile(file: Uint8Array, question: FileQuestion): Findings {
  const findings = findingsOf(file, question, previewPages);
  if (findings.kind === "other")
    throw new ProblemError(problems.UnreadableFile, "this is no OFD or PDF file, seal or signature");
  return findings;
}
