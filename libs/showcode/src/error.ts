/**
 * `foreign-code` any other content, a payment code or a link; `unsupported-version` ours, of a later version;
 * `bad-length` ours, cut short or run on; `bad-check` ours, with a character misread.
 */
export type ShowCodeErrorCode = "foreign-code" | "unsupported-version" | "bad-length" | "bad-check";

/** A text that is no presentation code. The message never repeats it: a foreign code may hold anything. */
export class ShowCodeError extends Error {
  readonly code: ShowCodeErrorCode;
  constructor(code: ShowCodeErrorCode) {
    super(code);
    this.name = "ShowCodeError";
    this.code = code;
  }
}
