/** A canonical Huffman code (RFC 1951 §3.2.2): one look-up for codes of up to nine bits, a walk by length beyond. */
export interface HuffmanCode {
  /** (symbol << 4 | length) by the next nine bits, least significant first; 0 where the code is longer or absent. */
  readonly quick: Uint16Array;
  /** How many codes have each length, and the symbols in canonical order. */
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

export const quickBits = 9;

/**
 * @returns undefined when the lengths are no prefix code: over-subscribed, or incomplete with more than one code
 * (RFC 1951 §3.2.7 allows a single distance code of one bit, or none).
 */
export function buildCode(lengths: Uint8Array): HuffmanCode | undefined {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  const used = lengths.length - (counts[0] ?? 0);
  counts[0] = 0;
  let left = 1;
  for (let length = 1; length < 16; length++) {
    left = (left << 1) - (counts[length] ?? 0);
    if (left < 0) return undefined;
  }
  if (left > 0 && used > 1) return undefined;
  const offsets = new Uint16Array(17);
  const next = new Uint16Array(17);
  for (let length = 1, code = 0; length < 16; length++) {
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0);
    next[length] = code;
    code = (code + (counts[length] ?? 0)) << 1;
  }
  const symbols = new Uint16Array(used);
  const quick = new Uint16Array(1 << quickBits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    const at = offsets[length] ?? 0;
    symbols[at] = symbol;
    offsets[length] = at + 1;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    if (length > quickBits) continue;
    for (let slot = reversed(code, length); slot < quick.length; slot += 1 << length) {
      quick[slot] = (symbol << 4) | length;
    }
  }
  return { quick, counts, symbols };
}

function reversed(code: number, length: number): number {
  let out = 0;
  for (let i = 0; i < length; i++) out |= ((code >> i) & 1) << (length - 1 - i);
  return out;
}
