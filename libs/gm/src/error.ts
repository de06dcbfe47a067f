export type GmErrorCode =
  | "bad-length"
  | "bad-point"
  | "bad-private-key"
  | "bad-randomness"
  | "bad-signature-encoding";

/** Keys, points and signatures that are not what their standard allows. Messages never carry the bytes refused. */
export class GmError extends Error {
  readonly code: GmErrorCode;
  constructor(code: GmErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "GmError";
    this.code = code;
  }
}

/** @throws GmError `bad-length`. */
export function requireLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) {
    throw new GmError("bad-length", `${what} is ${bytes.length} bytes, not ${length}`);
  }
}
