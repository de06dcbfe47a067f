import { exitCodes, type FileVerdict } from "./file-verdict.ts";

/** The report for programs, as docs/formats/verification-report.md describes it. */
export const formatJson = (verdicts: readonly FileVerdict[], exit: number): string =>
  `${JSON.stringify({ exit, files: verdicts.map(asJson) }, withoutBytes, 2)}\n`;

const asJson = ({ file, outcome, sentence, report }: FileVerdict) => ({
  file,
  outcome,
  exit: exitCodes[outcome],
  sentence,
  ...(report && { report }),
});

/** A picture's bytes are in the file itself: their number is enough here. Dates become ISO 8601 by themselves. */
const withoutBytes = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { bytes: value.length } : value;
