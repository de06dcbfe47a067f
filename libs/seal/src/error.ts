import { Asn1Error } from "@liangzheng/asn1";

export type SealErrorCode =
  /** Not DER: lengths, tags, or bytes after the end. */
  | "bad-der"
  /** A field has the wrong type, is absent, or has a value its type does not allow. */
  | "bad-field"
  /** Neither the 2 fields of GM/T 0031-2014 nor the 4 or 5 of the later standards. */
  | "bad-field-count"
  /** The header says something other than `ES`, or a version that no standard gives to this shape. */
  | "bad-header"
  /** Too few bytes of certificate, picture or signature to be one. */
  | "empty-field";

/** Bytes that are no electronic seal or seal signature. `at` is the offset from the start of the bytes parsed. */
export class SealError extends Error {
  readonly code: SealErrorCode;
  readonly at: number;
  constructor(code: SealErrorCode, at: number, options?: ErrorOptions) {
    super(`${code} at ${at}`, options);
    this.name = "SealError";
    this.code = code;
    this.at = at;
  }
}

const aboutFields: readonly string[] = ["unexpected-type", "missing-element", "bad-value"];

/** Runs a reader so that only SealError leaves it. */
export function asSealError<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new SealError(aboutFields.includes(cause.code) ? "bad-field" : "bad-der", cause.at, { cause });
  }
}
