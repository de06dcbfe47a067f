export type Asn1ErrorCode =
  | "truncated"
  | "trailing-data"
  | "bad-tag"
  | "bad-length"
  | "bad-value"
  | "unexpected-type"
  | "missing-element"
  | "too-deep"
  | "too-many-nodes";

/** Bytes that are not the DER they should be. `at` is the offset from the start of the bytes first parsed. */
export class Asn1Error extends Error {
  readonly code: Asn1ErrorCode;
  readonly at: number;
  constructor(code: Asn1ErrorCode, at: number, options?: ErrorOptions) {
    super(`${code} at ${at}`, options);
    this.name = "Asn1Error";
    this.code = code;
    this.at = at;
  }
}
