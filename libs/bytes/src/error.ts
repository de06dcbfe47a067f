export type BytesErrorCode = "bad-hex" | "bad-base64" | "bad-utf8" | "not-json" | "too-wide";

/** Text or bytes that are not what their encoding promises. `at` is the offset of the first wrong unit. */
export class BytesError extends Error {
  readonly code: BytesErrorCode;
  readonly at: number;
  constructor(code: BytesErrorCode, at: number) {
    super(`${code} at ${at}`);
    this.name = "BytesError";
    this.code = code;
    this.at = at;
  }
}
