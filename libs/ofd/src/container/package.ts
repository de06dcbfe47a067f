import { OfdError } from "../error.ts";
import { crc32 } from "./crc32.ts";
import { type DirectoryEntry, readDirectory } from "./directory.ts";
import { inflate } from "./inflate.ts";
import { defaultLimits, type PackageLimits } from "./limits.ts";
import type { ReadPorts } from "./read-ports.ts";

/** An OFD package, as its central directory lists it. */
export interface OfdPackage {
  /** Absolute paths with a leading slash, in central-directory order; folders are not listed. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /**
   * The entry's uncompressed bytes. Inflated once, within the package's limits, CRC checked. Do not write to them.
   * @throws OfdError `missing-entry`, `bad-compression`, `size-mismatch`, `bad-checksum`.
   */
  read(path: string): Uint8Array;
}

/**
 * Reads the directory and holds every limit against it; nothing is inflated yet.
 * @param limits those not given are `defaultLimits`.
 * @param ports what the platform does in the library's stead.
 * @throws OfdError with one of the container codes.
 */
export function openPackage(
  bytes: Uint8Array,
  limits: Partial<PackageLimits> = {},
  ports?: ReadPorts,
): OfdPackage {
  const entries = new Map<string, DirectoryEntry>();
  for (const entry of readDirectory(bytes, { ...defaultLimits, ...limits })) {
    if (!entry.folder) entries.set(entry.path, entry);
  }
  const inflated = new Map<string, Uint8Array>();
  return {
    paths: [...entries.keys()],
    has: (path) => entries.has(path),
    read(path) {
      const known = inflated.get(path);
      if (known !== undefined) return known;
      const entry = entries.get(path);
      if (entry === undefined) throw new OfdError("missing-entry", "no such entry", path);
      const content = readEntry(bytes, entry, ports);
      inflated.set(path, content);
      return content;
    },
  };
}

function readEntry(bytes: Uint8Array, entry: DirectoryEntry, ports: ReadPorts | undefined): Uint8Array {
  const packed = bytes.subarray(entry.data, entry.end);
  const unpack = (): Uint8Array => unpackEntry(packed, entry, ports);
  const { method, crc, size } = entry;
  return ports?.memory?.recall({ method, crc, size, packed }, unpack) ?? unpack();
}

function unpackEntry(
  packed: Uint8Array,
  { method, size, crc, path }: DirectoryEntry,
  ports: ReadPorts | undefined,
): Uint8Array {
  const content = method === 0 ? packed : (ports?.inflate(packed, size) ?? inflate(packed, size, path));
  if ((ports ?? own).crc32(content) !== crc)
    throw new OfdError("bad-checksum", "CRC-32 does not match", path);
  return content;
}

const own: Pick<ReadPorts, "crc32"> = { crc32 };
