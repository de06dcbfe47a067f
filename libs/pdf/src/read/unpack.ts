import { inflateWithin, OfdError } from "@liangzheng/ofd";
import { PdfReadError } from "./read-error.ts";
import { isCount, isOf, nameOf, type PdfStream, type PdfValue } from "./value.ts";
import type { PdfWork } from "./work.ts";

/**
 * The content of a stream that holds structure: as it is, or by one FlateDecode with a predictor of PNG (ISO 32000-1 §7.4.4).
 * @throws PdfReadError `unknown-filter`, `bad-stream`, `too-much-work`.
 */
export function unpackStream({ entries, data }: PdfStream, work: PdfWork, at: number): Uint8Array {
  const filter = single(entries.get("Filter"), at);
  if (filter === undefined) return data;
  if (nameOf(filter) !== "FlateDecode") throw new PdfReadError("unknown-filter", at);
  const unpacked = inflateZlib(data, work, at);
  const parameters = single(entries.get("DecodeParms"), at);
  if (parameters === undefined || parameters === null) return unpacked;
  if (!isOf(parameters, "dictionary")) throw new PdfReadError("unknown-filter", at);
  const number = (key: string, otherwise: number): number => {
    const value = parameters.entries.get(key) ?? otherwise;
    if (!isCount(value)) throw new PdfReadError("bad-stream", at);
    return value;
  };
  const predictor = number("Predictor", 1);
  if (predictor === 1) return unpacked;
  const bits = number("Colors", 1) * number("BitsPerComponent", 8);
  if (predictor < 10 || predictor > 15 || bits !== 8) throw new PdfReadError("unknown-filter", at);
  return undoPrediction(unpacked, number("Columns", 1), at);
}

/** A value, or the only one of an array. */
function single(value: PdfValue | undefined, at: number): PdfValue | undefined {
  if (!isOf(value, "array")) return value ?? undefined;
  if (value.items.length > 1) throw new PdfReadError("unknown-filter", at);
  return value.items[0];
}

/** What deflate makes of one byte at most: 258 bytes of two bits. */
const mostLonger = 1032;

/** zlib (RFC 1950): its head and its check of the content; what stands behind is passed over. */
function inflateZlib(data: Uint8Array, work: PdfWork, at: number): Uint8Array {
  const [method = 0, flags = 0] = data;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0 || (flags & 0x20) !== 0) {
    throw new PdfReadError("bad-stream", at);
  }
  try {
    const { content, used } = inflateWithin(data.subarray(2), work.unpackable);
    work.unpack(content.length + 64, at);
    const check = data.subarray(2 + used, 6 + used);
    const stated = check.reduce((sum, byte) => sum * 256 + byte, 0);
    if (check.length !== 4 || stated !== adler32(content)) throw new PdfReadError("bad-stream", at);
    return content;
  } catch (error) {
    if (!(error instanceof OfdError)) throw error;
    if (error.code === "size-mismatch") throw new PdfReadError("too-much-work", at);
    // Up to where it broke it may have been as long as deflate can make it.
    work.unpack(Math.min(work.unpackable, data.length * mostLonger), at);
    throw new PdfReadError("bad-stream", at);
  }
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let from = 0; from < bytes.length; from += 3800) {
    for (const byte of bytes.subarray(from, from + 3800)) {
      a += byte;
      b += a;
    }
    a %= 65521;
    b %= 65521;
  }
  return b * 65536 + a;
}

/** Rows of `columns` bytes, each with its filter before it (ISO/IEC 15948 §9). */
function undoPrediction(data: Uint8Array, columns: number, at: number): Uint8Array {
  const row = columns + 1;
  if (columns === 0 || data.length % row !== 0) throw new PdfReadError("bad-stream", at);
  const rows = data.length / row;
  const out = new Uint8Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    const filter = data[y * row] ?? 0;
    if (filter > 4) throw new PdfReadError("bad-stream", at);
    for (let x = 0; x < columns; x++) {
      const here = y * columns + x;
      const left = x > 0 ? (out[here - 1] ?? 0) : 0;
      const above = y > 0 ? (out[here - columns] ?? 0) : 0;
      const corner = x > 0 && y > 0 ? (out[here - columns - 1] ?? 0) : 0;
      const raw = data[y * row + 1 + x] ?? 0;
      const guesses = [0, left, above, (left + above) >> 1, nearest(left, above, corner)];
      out[here] = raw + (guesses[filter] ?? 0);
    }
  }
  return out;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
