/**
 * A log that can only grow, and proofs of it (RFC 9162, C2SP tlog-tiles, tlog-checkpoint and signed-note) over SM3. Pure.
 */
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from "./checkpoint.ts";
export { TlogError, type TlogErrorCode } from "./error.ts";
export { formatNote, type Note, type NoteSignature, noteKeyId, parseNote } from "./note.ts";
export {
  parseReceipt,
  type Receipt,
  type ReceiptCheck,
  type ReceiptPorts,
  receiptCheckNames,
  verifyReceipt,
} from "./receipt.ts";
export {
  edgeOf,
  growTiles,
  proveConsistency,
  proveInclusion,
  type ReadTile,
  rootOf,
  type Tile,
  type TileAddress,
  tilesOf,
  tileWidth,
} from "./tiles.ts";
export { consistencyRanges, type Digest, hashLength, inclusionRanges, leafHash, type Range } from "./tree.ts";
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from "./verify-proof.ts";
