export type PdfErrorCode =
  // The page has something that is not drawn here, and nothing is drawn wrongly instead
  | "unsupported-object"
  | "unsupported-picture"
  | "unsupported-font"
  | "missing-glyph"
  // Signing
  | "no-such-field"
  | "signature-too-long";

/** Why no PDF was made. `subject` is an object's kind or a resource's number, never what the file says. */
export class PdfError extends Error {
  readonly code: PdfErrorCode;
  readonly subject: string;
  constructor(code: PdfErrorCode, subject: string) {
    super(`${code}: ${subject}`);
    this.name = "PdfError";
    this.code = code;
    this.subject = subject;
  }
}
