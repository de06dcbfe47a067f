/** What a platform does for the writer. */
export interface PdfPorts {
  /** zlib (RFC 1950), the same bytes for the same input: FlateDecode. */
  deflate(bytes: Uint8Array): Uint8Array;
  /** The whole of a zlib stream that unpacks to at most `most` bytes, else `undefined`. */
  inflate(packed: Uint8Array, most: number): Uint8Array | undefined;
}
