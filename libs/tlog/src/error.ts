/**
 * `bad-note` no text with signatures; `bad-checkpoint` a note of something else; `bad-receipt` no receipt;
 * `bad-size` a position or size that no
 * tree has; `missing-tile` the tiles given do not reach.
 */
export type TlogErrorCode = "bad-note" | "bad-checkpoint" | "bad-receipt" | "bad-size" | "missing-tile";

/** Bytes that are no part of a log, or a question that no log can answer. The message never repeats what was given. */
export class TlogError extends Error {
  readonly code: TlogErrorCode;
  constructor(code: TlogErrorCode) {
    super(code);
    this.name = "TlogError";
    this.code = code;
  }
}
