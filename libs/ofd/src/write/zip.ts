import { crc32 as pureCrc32 } from "../container/crc32.ts";
import { OfdWriteError } from "./write-error.ts";

/** A file of the package. Bytes that are dense already (JPEG, PNG, DER with a picture in it) are better stored. */
export interface ZipEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly store?: boolean;
  /** Made once by `packEntry` for a part that does not change from document to document. */
  readonly packed?: PackedEntry;
}

/** What a constant part costs nothing to write again. */
export interface PackedEntry {
  readonly method: 0 | 8;
  readonly crc: number;
  readonly data: Uint8Array;
}

export interface ZipPorts {
  /** Raw deflate (RFC 1951), deterministic. */
  deflate(bytes: Uint8Array): Uint8Array;
  readonly crc32?: (bytes: Uint8Array) => number;
}

/** Below this a start of zlib costs more than the bytes it saves: 1.3 kB of OFD.xml and 1.5 kB of Signature.xml (ADR 0004). */
const leastDeflated = 3000;

/** @param least shortest that is deflated: an entry packed once can afford more. */
export function packEntry(entry: ZipEntry, ports: ZipPorts, least = leastDeflated): PackedEntry {
  if (entry.packed !== undefined) return entry.packed;
  const crc = (ports.crc32 ?? pureCrc32)(entry.bytes);
  if (entry.store === true || entry.bytes.length < least) return { method: 0, crc, data: entry.bytes };
  const data = ports.deflate(entry.bytes);
  return data.length < entry.bytes.length ? { method: 8, crc, data } : { method: 0, crc, data: entry.bytes };
}

/**
 * A ZIP archive (APPNOTE 6.3) whose bytes depend on nothing but the arguments: entries in the order given, sizes in
 * the local headers and no data descriptors (streaming readers stumble over them), one time for all, no extra fields.
 * `time` is read in UTC and kept to two seconds.
 * @throws OfdWriteError `bad-path` for a name that is not plain relative ASCII or comes twice, `bad-time` outside
 * 1980–2107, `too-large` where ZIP64 would be needed.
 */
export function writeZip(entries: readonly ZipEntry[], time: Date, ports: ZipPorts): Uint8Array {
  const stamp = dosTime(time);
  const names = new Set<string>();
  const packs: PackedEntry[] = [];
  let size = 22;
  for (const entry of entries) {
    if (!isPlainPath(entry.path) || names.has(entry.path)) throw new OfdWriteError("bad-path", entry.path);
    names.add(entry.path);
    const pack = packEntry(entry, ports);
    packs.push(pack);
    size += 76 + 2 * entry.path.length + pack.data.length;
  }
  if (size > 0x7fffffff || entries.length > 0xffff) throw new OfdWriteError("too-large", "package");

  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const offsets: number[] = [];
  let at = 0;
  entries.forEach((entry, index) => {
    const pack = packs[index];
    if (pack === undefined) return;
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    header(view, at + 4, entry, pack, stamp);
    writeName(out, at + 30, entry.path);
    at += 30 + entry.path.length;
    out.set(pack.data, at);
    at += pack.data.length;
  });
  const directory = at;
  entries.forEach((entry, index) => {
    const pack = packs[index];
    if (pack === undefined) return;
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    header(view, at + 6, entry, pack, stamp);
    view.setUint32(at + 42, offsets[index] ?? 0, true);
    writeName(out, at + 46, entry.path);
    at += 46 + entry.path.length;
  });
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

/** The 26 bytes that local header and directory share (APPNOTE 4.3.7 and 4.3.12). */
function header(view: DataView, at: number, entry: ZipEntry, pack: PackedEntry, stamp: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 4, pack.method, true);
  view.setUint32(at + 6, stamp, true);
  view.setUint32(at + 10, pack.crc, true);
  view.setUint32(at + 14, pack.data.length, true);
  view.setUint32(at + 18, entry.bytes.length, true);
  view.setUint16(at + 22, entry.path.length, true);
}

function writeName(out: Uint8Array, at: number, path: string): void {
  for (let i = 0; i < path.length; i++) out[at + i] = path.charCodeAt(i);
}

export const isPlainPath = (path: string): boolean =>
  /^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/.test(path) && path.length < 256;

function dosTime(time: Date): number {
  const year = time.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) throw new OfdWriteError("bad-time", "package");
  const date = ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate();
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1);
  return ((date << 16) | clock) >>> 0;
}
