export type OfdErrorCode =
  // The container
  | "not-a-zip"
  | "truncated"
  | "ambiguous-directory"
  | "bad-directory"
  | "zip64"
  | "encrypted"
  | "bad-compression"
  | "bad-checksum"
  | "size-mismatch"
  | "header-mismatch"
  | "overlapping-entries"
  | "duplicate-entry"
  | "unsafe-path"
  | "too-many-entries"
  | "too-large"
  | "missing-entry"
  // XML
  | "bad-encoding"
  | "bad-xml"
  | "doctype"
  | "too-deep"
  | "too-many-nodes"
  // The document
  | "missing-element"
  | "bad-value"
  | "too-much-work";

/** What is wrong with an OFD file. `path` is the entry concerned; the message never repeats what the file says. */
export class OfdError extends Error {
  readonly code: OfdErrorCode;
  readonly path?: string;
  constructor(code: OfdErrorCode, detail: string, path?: string, options?: ErrorOptions) {
    super(path === undefined ? `${code}: ${detail}` : `${code} in ${path}: ${detail}`, options);
    this.name = "OfdError";
    this.code = code;
    if (path !== undefined) this.path = path;
  }
}
