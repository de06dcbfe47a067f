import { limbBits, limbMask, limbs } from "./modulus.ts";

// Numbers of 256 bits between their forms: bytes (big-endian), eight words of 32 bits and nine limbs of 29 (least
// significant first). Nothing here branches on a number or looks anything up by it.

const bits = Number(limbBits);
const mask = Number(limbMask);

export function limbsOf(value: bigint): Int32Array {
  const words = new Uint32Array(8);
  wordsFromBigInt(words, value);
  const to = new Int32Array(limbs);
  limbsFromWords(to, words);
  return to;
}

export function wordsFromBytes(words: Uint32Array, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
  for (let i = 0; i < 8; i++) words[i] = view.getUint32(28 - 4 * i);
}

export function limbsFromWords(to: Int32Array, words: Uint32Array): void {
  for (let i = 0; i < limbs; i++) {
    const [word, shift] = [(bits * i) >>> 5, (bits * i) & 31];
    const low = (words[word] ?? 0) >>> shift;
    // Shifted twice, because a shift by 32 is one by nought.
    const high = ((words[word + 1] ?? 0) << 1) << (31 - shift);
    to[i] = (low | high) & mask;
  }
}

/** Of limbs that `reduceFully` made. */
export function toBigIntFromLimbs(from: Int32Array): bigint {
  const words = new Uint32Array(8);
  for (let i = 0; i < 8; i++) {
    const [limb, shift] = [Math.floor((32 * i) / bits), (32 * i) % bits];
    words[i] = ((from[limb] ?? 0) >>> shift) | ((from[limb + 1] ?? 0) << (bits - shift));
  }
  return toBigIntFromWords(words);
}

function toBigIntFromWords(words: Uint32Array): bigint {
  let value = 0n;
  for (let i = 6; i >= 0; i -= 2)
    value = (value << 64n) | (BigInt(words[i + 1] ?? 0) << 32n) | BigInt(words[i] ?? 0);
  return value;
}

export function wordsFromBigInt(words: Uint32Array, value: bigint): void {
  for (let i = 0; i < 8; i += 2) {
    const pair = BigInt.asUintN(64, value >> BigInt(32 * i));
    words[i] = Number(pair & 0xffff_ffffn);
    words[i + 1] = Number(pair >> 32n);
  }
}

/** Brings limbs of a number between -modulus and 2 · modulus to those of its rest. */
export function reduceFully(number: Int32Array, modulus: Int32Array): void {
  carry(number);
  const isNegative = (number[limbs - 1] ?? 0) >> 31;
  for (let i = 0; i < limbs; i++) number[i] = (number[i] ?? 0) + ((modulus[i] ?? 0) & isNegative);
  carry(number);
  for (let i = 0; i < limbs; i++) number[i] = (number[i] ?? 0) - (modulus[i] ?? 0);
  carry(number);
  const isBelow = (number[limbs - 1] ?? 0) >> 31;
  for (let i = 0; i < limbs; i++) number[i] = (number[i] ?? 0) + ((modulus[i] ?? 0) & isBelow);
  carry(number);
}

/** Limbs in [0, 2^29), the last one with the sign. */
function carry(number: Int32Array): void {
  let over = 0;
  for (let i = 0; i < limbs - 1; i++) {
    over += number[i] ?? 0;
    number[i] = over & mask;
    over >>= bits;
  }
  number[limbs - 1] = (number[limbs - 1] ?? 0) + over;
}

export function isZero(number: Int32Array): boolean {
  let any = 0;
  for (let i = 0; i < limbs; i++) any |= number[i] ?? 0;
  return any === 0;
}

/**
 * Makes k in [1, n-1] odd, as n - k where it is even, and leaves (k >> 1) + 2^257 in the nine words: read in windows w
 * of 6 bits, that number gives k as the sum of (2w - 63) · 64^i, with no digit nought.
 * @returns -1 where the multiple of n - k has to be negated, else 0.
 */
export function recode(words: Uint32Array, orderWords: Uint32Array): number {
  const isEven = ((words[0] ?? 0) & 1) - 1;
  let borrow = 0;
  for (let i = 0; i < 8; i++) {
    const difference = (orderWords[i] ?? 0) - (words[i] ?? 0) + borrow;
    borrow = Math.floor(difference / 2 ** 32);
    words[i] = (words[i] ?? 0) ^ (((words[i] ?? 0) ^ difference) & isEven);
  }
  for (let i = 0; i < 8; i++) words[i] = ((words[i] ?? 0) >>> 1) | ((words[i + 1] ?? 0) << 31);
  words[8] = 2;
  return isEven;
}
