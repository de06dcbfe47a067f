/** What a package may cost. Every limit is counted before or while the work is done, never afterwards. */
export interface PackageLimits {
  /** Bytes of the file itself. */
  readonly packageBytes: number;
  readonly entries: number;
  /** Uncompressed bytes of one entry, and of all entries together. */
  readonly entryBytes: number;
  readonly totalBytes: number;
  /** Uncompressed : compressed, for entries larger than `ratioFreeBytes`. */
  readonly ratio: number;
  readonly ratioFreeBytes: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: PackageLimits = Object.freeze({
  packageBytes: 64 * mebibyte,
  entries: 4096,
  entryBytes: 32 * mebibyte,
  totalBytes: 64 * mebibyte,
  ratio: 200,
  ratioFreeBytes: mebibyte,
});
