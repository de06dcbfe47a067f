/**
 * Deflate (RFC 1951) of texts of at most fourteen different characters, with a code made beforehand and without a search for
 * what repeats: half as long again as zlib makes them, in a fraction of the time (ADR 0004).
 */
export interface LiteralCode {
  /** By character: the bits of its code, first bit lowest, and how many they are. */
  readonly bits: Uint16Array;
  readonly lengths: Uint8Array;
  /** The head of a block: that it is not the last, and the lengths of all codes. */
  readonly head: readonly Bits[];
}

type Bits = readonly [bits: number, length: number];

const endOfBlock = 256;
/** By frequency: together they use up all codes (1/4 + 2/8 + 4/16 + 8/32). The end of the block has the last. */
const profile = [2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5];
/** §3.2.7: the lengths 0 to 5 and 18 (so many noughts) are themselves written in this code. */
const ofLengths: Readonly<Record<number, Bits>> = lengthCodes();
const lengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1];

/** @param sample holds every character that will come, as often as may be expected; ASCII. */
export function literalCode(sample: string): LiteralCode {
  const counts = new Map<number, number>();
  for (const character of sample) {
    const at = character.charCodeAt(0);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  // A code that is not used up is none: characters that never come take what is left.
  for (let at = 0x21; counts.size < profile.length; at++) if (!counts.has(at)) counts.set(at, 0);
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  if (ranked.length > profile.length) throw new Error("more characters than codes");
  const lengths = new Uint8Array(257);
  ranked.forEach(([at], rank) => {
    lengths[at] = profile[rank] ?? 0;
  });
  lengths[endOfBlock] = 5;
  return { lengths, bits: canonical(lengths), head: headOf(lengths) };
}

/** §3.2.2: codes of one length follow one another; here with the first bit lowest, as they are stored. */
function canonical(lengths: Uint8Array): Uint16Array {
  const bits = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 5; length++) {
    for (const [at, own] of lengths.entries()) {
      if (own !== length) continue;
      for (let k = 0; k < length; k++) bits[at] = (bits[at] ?? 0) | (((code >> k) & 1) << (length - 1 - k));
      code++;
    }
    code <<= 1;
  }
  return bits;
}

function lengthCodes(): Readonly<Record<number, Bits>> {
  const lengths = new Uint8Array(19);
  for (let at = 0; at <= 5; at++) lengths[at] = 3;
  lengths[18] = 2;
  const bits = canonical(lengths);
  return Object.fromEntries([0, 1, 2, 3, 4, 5, 18].map((at) => [at, [bits[at] ?? 0, lengths[at] ?? 0]]));
}

/** §3.2.7: a dynamic block of 257 literals and two codes for distances that do not come, which old readers ask for. */
function headOf(lengths: Uint8Array): readonly Bits[] {
  const head: Bits[] = [
    [0b100, 3],
    [0, 5],
    [1, 5],
    [lengthOrder.length - 4, 4],
    ...lengthOrder.map((at): Bits => [ofLengths[at]?.[1] ?? 0, 3]),
  ];
  for (let at = 0; at < lengths.length; ) {
    let next = at;
    while (lengths[next] === 0 && next < lengths.length && next - at < 138) next++;
    const noughts = next - at;
    if (noughts >= 11) head.push(ofLengths[18] ?? [0, 0], [noughts - 11, 7]);
    else next = at + 1;
    if (noughts < 11) head.push(ofLengths[lengths[at] ?? 0] ?? [0, 0]);
    at = next;
  }
  return [...head, ofLengths[1] ?? [0, 0], ofLengths[1] ?? [0, 0]];
}

/** Where a block is written: whole bytes up to `at`, and fewer than eight bits more. */
export interface BitSink {
  readonly view: DataView;
  at: number;
  held: number;
  count: number;
}

/** Up to 24 bits. What is held is stored again each time: without a branch, and nothing stored is read back. */
export function putBits(sink: BitSink, bits: number, length: number): void {
  const held = sink.held | (bits << sink.count);
  const count = sink.count + length;
  sink.view.setUint32(sink.at, held, true);
  sink.at += count >> 3;
  sink.held = held >>> (count & 24);
  sink.count = count & 7;
}

/** Begins a block; what the memory held does not matter. */
export function beginBlock(view: DataView, { head }: LiteralCode): BitSink {
  const sink: BitSink = { view, at: 0, held: 0, count: 0 };
  for (const [bits, length] of head) putBits(sink, bits, length);
  return sink;
}

/** Ends a block, with a stored one of nothing behind it that fills the byte up. @returns bytes used; others may follow. */
export function endBlock(sink: BitSink, { bits, lengths }: LiteralCode): number {
  putBits(sink, bits[endOfBlock] ?? 0, lengths[endOfBlock] ?? 0);
  putBits(sink, 0, 3);
  const at = sink.at + (sink.count > 0 ? 1 : 0);
  sink.view.setUint32(at, 0xffff0000, true);
  return at + 4;
}

/** What a block needs besides the codes of its characters, in bytes. */
export const blockMargin = 128;

/** A block of up to 65,535 bytes as they are, at a byte's boundary, that others may follow (§3.2.4). */
export function storedBlock(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(5 + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint16(1, bytes.length, true);
  view.setUint16(3, bytes.length ^ 0xffff, true);
  out.set(bytes, 5);
  return out;
}
