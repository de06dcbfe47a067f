/**
 * `foreign-code` any other content, a payment code or a link; `unsupported-version` ours, of another version than the reader
 * reads; `bad-length` ours, cut short or run on; `bad-check` ours, with a character misread. Of offline codes and status lists:
 * `bad-characters` no Base45; `bad-encoding` no COSE_Sign1 in deterministic CBOR; `unsupported-algorithm` signed by an algorithm
 * not in docs/formats/offline-code.md; `bad-content` signed, but not these claims; `too-long` more than the format allows.
 */
export type ShowCodeErrorCode =
  | "foreign-code"
  | "unsupported-version"
  | "bad-length"
  | "bad-check"
  | "bad-characters"
  | "bad-encoding"
  | "unsupported-algorithm"
  | "bad-content"
  | "too-long";

/** A text that is no presentation code. The message never repeats it: a foreign code may hold anything. */
export class ShowCodeError extends Error {
  readonly code: ShowCodeErrorCode;
  constructor(code: ShowCodeErrorCode, options?: { readonly cause?: unknown }) {
    super(code, options);
    this.name = "ShowCodeError";
    this.code = code;
  }
}
