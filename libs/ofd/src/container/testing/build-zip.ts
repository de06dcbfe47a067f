import { concat, encodeUtf8 } from "@liangzheng/bytes";
import { crc32 } from "../crc32.ts";

/** One entry of a zip under test. Whatever is not given is what an honest writer would put there. */
export interface BuiltEntry {
  readonly name: string;
  readonly content?: Uint8Array | string;
  /** The bytes stored, when they are not the content itself: then `method` is 8. */
  readonly packed?: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly crc?: number;
  readonly size?: number;
  /** What the local header says instead. */
  readonly local?: {
    readonly name?: string;
    readonly size?: number;
    readonly crc?: number;
    readonly method?: number;
  };
  /** Zeros in the local header, sizes behind the data. */
  readonly descriptor?: boolean;
  /** The offset the directory claims. */
  readonly offset?: number;
}

export interface ZipTrailer {
  readonly prefix?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly count?: number;
  readonly suffix?: Uint8Array;
}

export function buildZip(entries: readonly BuiltEntry[], trailer: ZipTrailer = {}): Uint8Array {
  const locals: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let at = 0;
  for (const entry of entries) {
    const { local, record } = buildEntry(entry, at);
    locals.push(local);
    records.push(record);
    at += local.length;
  }
  const directory = concat(...records);
  const comment = trailer.comment ?? new Uint8Array(0);
  const count = trailer.count ?? entries.length;
  const end = fields(
    0x06054b50,
    4,
    0,
    2,
    0,
    2,
    count,
    2,
    count,
    2,
    directory.length,
    4,
    at,
    4,
    comment.length,
    2,
  );
  const none = new Uint8Array(0);
  return concat(trailer.prefix ?? none, ...locals, directory, end, comment, trailer.suffix ?? none);
}

function buildEntry(
  entry: BuiltEntry,
  at: number,
): { readonly local: Uint8Array; readonly record: Uint8Array } {
  const content =
    typeof entry.content === "string" ? encodeUtf8(entry.content) : (entry.content ?? new Uint8Array(0));
  const packed = entry.packed ?? content;
  const method = entry.method ?? (entry.packed === undefined ? 0 : 8);
  const crc = entry.crc ?? crc32(content);
  const size = entry.size ?? content.length;
  const flags = (entry.flags ?? 0) | (entry.descriptor ? 8 : 0);
  const name = encodeUtf8(entry.name);
  const localName = encodeUtf8(entry.local?.name ?? entry.name);
  const sizes = entry.descriptor
    ? [0, 4, 0, 4, 0, 4]
    : [entry.local?.crc ?? crc, 4, packed.length, 4, entry.local?.size ?? size, 4];
  const local = concat(
    fields(0x04034b50, 4, 20, 2, flags, 2, entry.local?.method ?? method, 2, 0, 4, ...sizes),
    fields(localName.length, 2, 0, 2),
    localName,
    packed,
    entry.descriptor ? fields(0x08074b50, 4, crc, 4, packed.length, 4, size, 4) : new Uint8Array(0),
  );
  const record = concat(
    fields(0x02014b50, 4, 20, 2, 20, 2, flags, 2, method, 2, 0, 4, crc, 4, packed.length, 4, size, 4),
    fields(name.length, 2, 0, 4, 0, 2, 0, 2, 0, 4, entry.offset ?? at, 4),
    name,
  );
  return { local, record };
}

/** Pairs of value and width in bytes, little-endian. */
function fields(...pairs: readonly number[]): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    for (let k = 0, rest = pairs[i] ?? 0; k < (pairs[i + 1] ?? 0); k++, rest = Math.floor(rest / 256)) {
      out.push(rest % 256);
    }
  }
  return Uint8Array.from(out);
}
