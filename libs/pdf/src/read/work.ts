import { PdfReadError } from "./read-error.ts";

/** What reading one file may cost, counted and not timed, whatever is asked of it. */
export interface PdfLimits {
  /**
   * Values read, each element of an array and each entry of a dictionary, and each step of a comparison; entries of
   * cross-reference tables and 16 bytes of a text, of white space or of an object too.
   */
  readonly values: number;
  /** Bytes unpacked, of streams that hold structure. */
  readonly unpacked: number;
  /** Arrays and dictionaries within each other. */
  readonly depth: number;
  /** Cross-reference sections of one reading. */
  readonly sections: number;
}

export const defaultPdfLimits: PdfLimits = {
  values: 6_000_000,
  unpacked: 64 * 1024 * 1024,
  depth: 64,
  sections: 256,
};

/** What is left of the limits. One is shared by all readings of one file. */
export class PdfWork {
  readonly limits: PdfLimits;
  private values: number;
  private bytes: number;

  constructor(limits: PdfLimits = defaultPdfLimits) {
    this.limits = limits;
    this.values = limits.values;
    this.bytes = limits.unpacked;
  }

  /** @throws PdfReadError `too-much-work`. */
  spend(values: number, at: number): void {
    this.values -= values;
    if (this.values < 0) throw new PdfReadError("too-much-work", at);
  }

  /** How much may still be unpacked. */
  get unpackable(): number {
    return this.bytes;
  }

  /** @throws PdfReadError `too-much-work`. */
  unpack(bytes: number, at: number): void {
    this.bytes -= bytes;
    if (this.bytes < 0) throw new PdfReadError("too-much-work", at);
  }
}
