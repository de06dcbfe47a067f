import { Asn1Error, type Limits, type Node, parse } from "@liangzheng/asn1";

export type CertificateErrorCode =
  | "bad-der"
  | "bad-pem"
  | "bad-version"
  | "bad-serial"
  | "bad-name"
  | "bad-validity"
  | "bad-extension"
  | "duplicate-extension"
  | "bad-key"
  | "not-sm2"
  | "not-signed-data";

/**
 * Bytes that are not the certificate, list, request, key or message they should be, or input from which none can be
 * made. `at` is the offset of the fault in the bytes given, 0 where no offset applies.
 */
export class CertificateError extends Error {
  readonly code: CertificateErrorCode;
  readonly at: number;
  constructor(code: CertificateErrorCode, at = 0, options?: ErrorOptions) {
    super(`${code} at ${at}`, options);
    this.name = "CertificateError";
    this.code = code;
    this.at = at;
  }
}

/** Reads `bytes` as one DER element with `read`. @throws CertificateError only: an `Asn1Error` becomes `bad-der`, its cause. */
export function reading<T>(bytes: Uint8Array, read: (root: Node) => T, limits?: Limits): T {
  return translating(() => read(parse(bytes, limits)));
}

/** Runs `work`, turning an `Asn1Error` into `bad-der`. */
export function translating<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Asn1Error) throw new CertificateError("bad-der", cause.at, { cause });
    throw cause;
  }
}
