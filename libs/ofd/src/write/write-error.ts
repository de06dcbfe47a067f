import type { FitProblem } from "../layout/page-layout.ts";

export type OfdWriteErrorCode =
  | "bad-template"
  | "bad-document-id"
  | "bad-time"
  | "bad-original"
  | "bad-path"
  | "bad-photo"
  | "bad-qr"
  | "control-character"
  | "does-not-fit"
  | "missing-glyph"
  | "missing-field"
  | "repeated-field"
  | "too-large";

/** A document that cannot be written as asked. `field` is the id of the metadata item or the part, never its value. */
export class OfdWriteError extends Error {
  readonly code: OfdWriteErrorCode;
  readonly field: string;
  /** All texts that do not fit or have no glyph, when that is the reason. */
  readonly problems: readonly FitProblem[];
  constructor(code: OfdWriteErrorCode, field: string, problems: readonly FitProblem[] = []) {
    super(`${code}: ${field}`);
    this.name = "OfdWriteError";
    this.code = code;
    this.field = field;
    this.problems = problems;
  }
}
