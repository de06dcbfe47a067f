export type PdfReadErrorCode =
  /** No `%PDF-` at the first byte. */
  | "no-header"
  /** No `startxref` near the end, or one that points nowhere. */
  | "no-start"
  | "bad-xref"
  /** Two cross-reference sections that lead to each other. */
  | "xref-loop"
  | "bad-object"
  | "bad-stream"
  /** A filter other than FlateDecode where the structure needs to be read. */
  | "unknown-filter"
  /** Two values under one key: readers differ in which they take. */
  | "key-twice"
  | "too-deep"
  | "too-much-work"
  | "no-catalog";

/** Why a file is no PDF that can be read. `at` is an offset in the file, or in the stream that was unpacked. */
export class PdfReadError extends Error {
  readonly code: PdfReadErrorCode;
  readonly at: number;
  constructor(code: PdfReadErrorCode, at: number) {
    super(`${code} at ${at}`);
    this.name = "PdfReadError";
    this.code = code;
    this.at = at;
  }
}
