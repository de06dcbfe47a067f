export type IdentErrorCode =
  | "bad-length"
  | "bad-character"
  | "bad-form"
  | "bad-root"
  | "bad-check"
  | "bad-date"
  | "old-form"
  | "out-of-range"
  | "division-as-issuer"
  | "not-fictitious";

export type IdentPart =
  | "licence-identifier"
  | "root"
  | "type-code"
  | "issuer"
  | "serial"
  | "version"
  | "check"
  | "uscc"
  | "organisation-code"
  | "citizen-number"
  | "birth-date"
  | "division-code"
  | "sequence"
  | "vin"
  | "body"
  | "date"
  | "instant";

/** What is wrong, and in which part: all that may be said of a number that belongs to a person. */
export interface Fault {
  readonly code: IdentErrorCode;
  readonly part: IdentPart;
}

/** A text that is not the identifier it should be. The message names the part and never repeats the value. */
export class IdentError extends Error {
  readonly code: IdentErrorCode;
  readonly part: IdentPart;
  constructor(code: IdentErrorCode, part: IdentPart) {
    super(`${code} in ${part}`);
    this.name = "IdentError";
    this.code = code;
    this.part = part;
  }
}

export function throwIfFaulty(fault: Fault | undefined): void {
  if (fault !== undefined) throw new IdentError(fault.code, fault.part);
}
