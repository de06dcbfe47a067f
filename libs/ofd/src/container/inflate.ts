import { OfdError } from "../error.ts";
import { buildCode, type HuffmanCode, quickBits } from "./huffman.ts";

const lengthBase = Uint16Array.of(
  ...[3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163],
  ...[195, 227, 258],
);
const lengthExtra = Uint8Array.of(
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
);
const distanceBase = Uint16Array.of(
  ...[1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073],
  ...[4097, 6145, 8193, 12289, 16385, 24577],
);
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** RFC 1951 §3.2.6. */
const fixedLiterals = buildCode(
  Uint8Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8)),
);
const fixedDistances = buildCode(new Uint8Array(32).fill(5));

/**
 * One deflate stream (RFC 1951) that must fill exactly `size` bytes and end with its last input byte.
 * Blocks are counted: a stream of empty blocks costs table building and yields nothing, which a limit on
 * output alone does not see (1.2 MB of them hold a common library for 12 s).
 * @throws OfdError `bad-compression`, `size-mismatch`.
 */
export function inflate(data: Uint8Array, size: number, path?: string): Uint8Array {
  return new Inflater(data, size, path).run();
}

/**
 * The content of a deflate stream of unknown size, at most `most` bytes, and how many bytes it took; bytes behind its end are
 * the caller's. Where the first guess at the size is too small the stream is read again: twice the work at most.
 * @throws OfdError `bad-compression`, `size-mismatch` for more than `most`.
 */
export function inflateWithin(
  data: Uint8Array,
  most: number,
): { readonly content: Uint8Array; readonly used: number } {
  for (let room = Math.min(most, data.length * 8 + 1024); ; room = Math.min(most, room * 8)) {
    try {
      return new Inflater(data, room, undefined).runWithin();
    } catch (error) {
      const full = error instanceof OfdError && error.code === "size-mismatch";
      if (!full || room === most) throw error;
    }
  }
}

class Inflater {
  private readonly data: Uint8Array;
  private readonly out: Uint8Array;
  private readonly path: string | undefined;
  private at = 0;
  private held = 0;
  private bits = 0;
  private written = 0;

  constructor(data: Uint8Array, size: number, path: string | undefined) {
    this.data = data;
    this.out = new Uint8Array(size);
    this.path = path;
  }

  run(): Uint8Array {
    this.blocks();
    if (this.written !== this.out.length) throw this.wrongSize();
    if (this.at !== this.data.length) throw this.fault("bytes after the last block");
    return this.out;
  }

  runWithin(): { readonly content: Uint8Array; readonly used: number } {
    this.blocks();
    return { content: this.out.subarray(0, this.written), used: this.at };
  }

  private blocks(): void {
    let blocksLeft = 1024 + (this.out.length >> 9);
    for (let last = false; !last; ) {
      if (blocksLeft-- === 0) throw this.fault("too many blocks for their content");
      last = this.take(1) === 1;
      const kind = this.take(2);
      if (kind === 0) this.stored();
      else if (kind === 1) this.coded(fixedLiterals, fixedDistances);
      else if (kind === 2) this.dynamic();
      else throw this.fault("reserved block type");
    }
  }

  private fault(detail: string): OfdError {
    return new OfdError("bad-compression", detail, this.path);
  }

  private wrongSize(): OfdError {
    return new OfdError("size-mismatch", "inflated size is not the declared one", this.path);
  }

  private take(count: number): number {
    while (this.bits < count) {
      const byte = this.data[this.at++];
      if (byte === undefined) throw this.fault("stream ends too early");
      this.held |= byte << this.bits;
      this.bits += 8;
    }
    const value = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.bits -= count;
    return value;
  }

  private stored(): void {
    this.held = 0;
    this.bits = 0;
    const length = this.take(16);
    if (this.take(16) !== (length ^ 0xffff)) throw this.fault("stored length does not match its complement");
    if (this.at + length > this.data.length) throw this.fault("stream ends too early");
    if (this.written + length > this.out.length) throw this.wrongSize();
    this.out.set(this.data.subarray(this.at, this.at + length), this.written);
    this.at += length;
    this.written += length;
  }

  private dynamic(): void {
    const literals = this.take(5) + 257;
    const distances = this.take(5) + 1;
    const lengthCodes = this.take(4) + 4;
    if (literals > 286 || distances > 30) throw this.fault("too many codes");
    const codeLengths = new Uint8Array(19);
    for (let i = 0; i < lengthCodes; i++) codeLengths[codeLengthOrder[i] ?? 0] = this.take(3);
    const code = buildCode(codeLengths);
    if (code === undefined) throw this.fault("bad code lengths");
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.symbol(code);
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      if (symbol === 16 && i === 0) throw this.fault("nothing to repeat");
      const value = symbol === 16 ? (lengths[i - 1] ?? 0) : 0;
      const times = symbol === 16 ? 3 + this.take(2) : symbol === 17 ? 3 + this.take(3) : 11 + this.take(7);
      if (i + times > lengths.length) throw this.fault("code lengths overflow");
      lengths.fill(value, i, i + times);
      i += times;
    }
    this.coded(buildCode(lengths.subarray(0, literals)), buildCode(lengths.subarray(literals)));
  }

  /** Bits beyond the end read as zero while peeking; using one of them is an error. */
  private symbol(code: HuffmanCode): number {
    while (this.bits < 15 && this.at < this.data.length) {
      this.held |= (this.data[this.at++] ?? 0) << this.bits;
      this.bits += 8;
    }
    const entry = code.quick[this.held & ((1 << quickBits) - 1)] ?? 0;
    if (entry !== 0) return this.used(entry & 15, entry >> 4);
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      value |= (this.held >> (length - 1)) & 1;
      const count = code.counts[length] ?? 0;
      if (value - first < count) return this.used(length, code.symbols[index + value - first] ?? 0);
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw this.fault("no such code");
  }

  private used(length: number, symbol: number): number {
    if (length > this.bits) throw this.fault("stream ends too early");
    this.held >>>= length;
    this.bits -= length;
    return symbol;
  }

  private coded(literals: HuffmanCode | undefined, distances: HuffmanCode | undefined): void {
    if (literals === undefined || distances === undefined) throw this.fault("bad code lengths");
    const out = this.out;
    for (;;) {
      const symbol = this.symbol(literals);
      if (symbol < 256) {
        if (this.written === out.length) throw this.wrongSize();
        out[this.written++] = symbol;
        continue;
      }
      if (symbol === 256) break;
      const base = lengthBase[symbol - 257];
      if (base === undefined) throw this.fault("no such length");
      const length = base + this.take(lengthExtra[symbol - 257] ?? 0);
      const far = this.symbol(distances);
      const reach = distanceBase[far];
      if (reach === undefined) throw this.fault("no such distance");
      const distance = reach + this.take(far < 4 ? 0 : (far >> 1) - 1);
      if (distance > this.written) throw this.fault("distance reaches before the start");
      if (this.written + length > out.length) throw this.wrongSize();
      const end = this.written + length;
      // Most matches are short, and a call costs more than copying a few bytes.
      if (distance >= length && length > 24)
        out.copyWithin(this.written, this.written - distance, end - distance);
      else for (let i = this.written; i < end; i++) out[i] = out[i - distance] ?? 0;
      this.written = end;
    }
    // Whole bytes fetched ahead go back, so that a stored block and the end of the data are found where they are.
    this.at -= this.bits >> 3;
    this.bits &= 7;
    this.held &= (1 << this.bits) - 1;
  }
}
