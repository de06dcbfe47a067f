import { equalBytes } from "@liangzheng/bytes";
import { OfdError } from "../error.ts";
import { entryPath } from "./entry-path.ts";
import type { PackageLimits } from "./limits.ts";

/** One central directory record that has been held against its local header. */
export interface DirectoryEntry {
  readonly path: string;
  readonly folder: boolean;
  readonly method: 0 | 8;
  readonly crc: number;
  readonly size: number;
  /** Offsets into the file: of the local header, of the data, and behind the data. */
  readonly start: number;
  readonly data: number;
  readonly end: number;
}

interface Trailer {
  readonly count: number;
  readonly start: number;
  readonly end: number;
  /** Bytes in front of the zip, by which every offset in it is short. */
  readonly shift: number;
}

const endSignature = 0x06054b50;
const zip64Locator = 0x07064b50;
const recordSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endLength = 22;
/** Which byte of the end signature, whose four differ, this one is; -1 for the others. */
const placeInSignature = new Int8Array(256).fill(-1);
for (let k = 0; k < 4; k++) placeInSignature[(endSignature >> (8 * k)) & 0xff] = k;
const encryptedBits = 0x2041;
const patchBit = 0x20;
const descriptorBit = 0x08;

/**
 * The central directory (APPNOTE 4.3.12), every record checked against its local header.
 * @throws OfdError for anything that two zip readers could read in two ways.
 */
export function readDirectory(bytes: Uint8Array, limits: PackageLimits): readonly DirectoryEntry[] {
  if (bytes.length > limits.packageBytes) throw new OfdError("too-large", "file exceeds its limit");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const trailer = findTrailer(view, bytes);
  if (trailer.count > limits.entries) throw new OfdError("too-many-entries", `${trailer.count} entries`);
  const entries: DirectoryEntry[] = [];
  const seen = new Set<string>();
  let total = 0;
  let at = trailer.start;
  for (let i = 0; i < trailer.count; i++) {
    const { entry, next } = readRecord(view, bytes, at, trailer, limits);
    const name = entry.folder ? entry.path.slice(0, -1) : entry.path;
    if (seen.has(name)) throw new OfdError("duplicate-entry", "two entries have one name", entry.path);
    seen.add(name);
    total += entry.size;
    if (total > limits.totalBytes) throw new OfdError("too-large", "entries exceed their limit together");
    entries.push(entry);
    at = next;
  }
  if (at !== trailer.end) throw new OfdError("bad-directory", "the directory is longer than its entries");
  refuseOverlaps(entries);
  return entries;
}

/**
 * The end record must be the only one that could be meant: what follows its comment may be zero bytes
 * (pictures of some seals are padded), nothing else.
 */
function findTrailer(view: DataView, bytes: Uint8Array): Trailer {
  const found: number[] = [];
  let tail = bytes.length;
  while (tail > 0 && bytes[tail - 1] === 0) tail--;
  const lowest = Math.max(0, tail - endLength - 0xffff);
  const last = Math.min(tail, bytes.length - endLength);
  // Every fourth byte tells by itself whether it may belong to the signature, and then where that begins.
  for (let seen = last + 3; seen >= lowest; seen -= 4) {
    const place = placeInSignature[bytes[seen] ?? 0] ?? -1;
    const at = seen - place;
    if (place < 0 || at > last || at < lowest || view.getUint32(at, true) !== endSignature) continue;
    const end = at + endLength + view.getUint16(at + 20, true);
    if (end <= bytes.length && end >= tail) found.push(at);
  }
  const at = found[0];
  if (at === undefined) {
    const begun = bytes.length >= 4 && view.getUint32(0, true) === localSignature;
    throw new OfdError(begun ? "truncated" : "not-a-zip", "no end of central directory");
  }
  if (found.length > 1) throw new OfdError("ambiguous-directory", "more than one end of central directory");
  return readTrailer(view, at);
}

function readTrailer(view: DataView, at: number): Trailer {
  const count = view.getUint16(at + 10, true);
  const length = view.getUint32(at + 12, true);
  const offset = view.getUint32(at + 16, true);
  const located = at >= 20 && view.getUint32(at - 20, true) === zip64Locator;
  if (located || count === 0xffff || length === 0xffffffff || offset === 0xffffffff) {
    throw new OfdError("zip64", "zip64 packages are not read");
  }
  if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0) {
    throw new OfdError("bad-directory", "a package in several volumes");
  }
  if (view.getUint16(at + 8, true) !== count)
    throw new OfdError("bad-directory", "two different entry counts");
  const start = at - length;
  const shift = start - offset;
  if (start < 0 || shift < 0) throw new OfdError("truncated", "the central directory lies before the file");
  return { count, start, end: at, shift };
}

function readRecord(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  trailer: Trailer,
  limits: PackageLimits,
): { readonly entry: DirectoryEntry; readonly next: number } {
  if (at + 46 > trailer.end || view.getUint32(at, true) !== recordSignature) {
    throw new OfdError("bad-directory", "no directory record where one is due");
  }
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > trailer.end) throw new OfdError("bad-directory", "a record runs out of the directory");
  const name = bytes.subarray(at + 46, nameEnd);
  const path = entryPath(name);
  const flags = view.getUint16(at + 8, true);
  if ((flags & encryptedBits) !== 0) throw new OfdError("encrypted", "entry is encrypted", path);
  const method = view.getUint16(at + 10, true);
  if ((method !== 0 && method !== 8) || (flags & patchBit) !== 0) {
    throw new OfdError("bad-compression", "neither stored nor deflated", path);
  }
  const packed = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const offset = view.getUint32(at + 42, true);
  if (packed === 0xffffffff || size === 0xffffffff || offset === 0xffffffff) {
    throw new OfdError("zip64", "zip64 packages are not read", path);
  }
  const folder = path.endsWith("/");
  if (folder && size !== 0) throw new OfdError("bad-directory", "a folder with content", path);
  if (method === 0 && packed !== size) throw new OfdError("size-mismatch", "stored with two sizes", path);
  if (size > limits.entryBytes) throw new OfdError("too-large", "entry exceeds its limit", path);
  if (size > limits.ratioFreeBytes && size > packed * limits.ratio) {
    throw new OfdError("too-large", "entry is compressed beyond belief", path);
  }
  const crc = view.getUint32(at + 16, true);
  const start = offset + trailer.shift;
  const data = checkLocalHeader(view, bytes, start, trailer.start, {
    name,
    path,
    flags,
    method,
    crc,
    packed,
    size,
  });
  return { entry: { path, folder, method, crc, size, start, data, end: data + packed }, next };
}

interface Promised {
  readonly name: Uint8Array;
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

/** @returns the offset of the entry's data. */
function checkLocalHeader(
  view: DataView,
  bytes: Uint8Array,
  at: number,
  limit: number,
  promised: Promised,
): number {
  const { name, path } = promised;
  if (at + 30 > limit) throw new OfdError("truncated", "local header outside the file", path);
  if (view.getUint32(at, true) !== localSignature) {
    throw new OfdError("header-mismatch", "no local header at its offset", path);
  }
  const nameEnd = at + 30 + view.getUint16(at + 26, true);
  const data = nameEnd + view.getUint16(at + 28, true);
  if (data + promised.packed > limit) throw new OfdError("truncated", "entry runs into the directory", path);
  if (!equalBytes(bytes.subarray(at + 30, nameEnd), name)) {
    throw new OfdError("header-mismatch", "local header has another name", path);
  }
  const flags = view.getUint16(at + 6, true);
  if ((flags & encryptedBits) !== 0) throw new OfdError("encrypted", "entry is encrypted", path);
  if (view.getUint16(at + 8, true) !== promised.method) {
    throw new OfdError("header-mismatch", "local header has another method", path);
  }
  const deferred = (flags & descriptorBit) !== 0;
  const agrees = (offset: number, value: number) => {
    const local = view.getUint32(offset, true);
    return local === value || (deferred && local === 0);
  };
  if (
    !agrees(at + 14, promised.crc) ||
    !agrees(at + 18, promised.packed) ||
    !agrees(at + 22, promised.size)
  ) {
    throw new OfdError("header-mismatch", "local header has another size or checksum", path);
  }
  return data;
}

function refuseOverlaps(entries: readonly DirectoryEntry[]): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.start - b.start)) {
    if (entry.start < end) throw new OfdError("overlapping-entries", "entries share bytes", entry.path);
    end = entry.end;
  }
}
