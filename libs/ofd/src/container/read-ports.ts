/** What a platform can do faster than this library; without it the library does it by itself, to the same end. */
export interface ReadPorts {
  /**
   * The content of a raw deflate stream (RFC 1951), where it is exactly `size` bytes and ends with the last byte given;
   * `undefined` for anything else: the library's own decoder then says what is wrong, counting its work.
   */
  inflate(packed: Uint8Array, size: number): Uint8Array | undefined;
  /** CRC-32 as in zip. */
  crc32(bytes: Uint8Array): number;
  /** Parts met before; see `rememberParts`. */
  readonly memory?: PartMemory;
}

/** An entry as it stands in a package, with all that decides its content. */
export interface PackedPart {
  readonly method: 0 | 8;
  readonly crc: number;
  readonly size: number;
  readonly packed: Uint8Array;
}

/** Contents of entries that stand in many packages byte by byte alike. */
export interface PartMemory {
  /** The content known for these very bytes, else what `unpack` makes of them. */
  recall(part: PackedPart, unpack: () => Uint8Array): Uint8Array;
  /** Whether this very array is one that `recall` hands out again, so that what follows from it may be kept too. */
  keeps(content: Uint8Array): boolean;
}
