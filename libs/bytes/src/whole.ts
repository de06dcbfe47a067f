import { BytesError } from "./error.ts";
import { toHex } from "./hex.ts";

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Looks at every byte whatever the outcome, so that the time taken tells nothing but the lengths. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  const { length } = a;
  if (length !== b.length) return false;
  const [left, right] = [viewOf(a), viewOf(b)];
  let difference = 0;
  let at = 0;
  // Four at a time: whole parts of packages are compared.
  for (; at + 4 <= length; at += 4) difference |= left.getInt32(at) ^ right.getInt32(at);
  for (; at < length; at++) difference |= left.getInt8(at) ^ right.getInt8(at);
  return difference === 0;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** Unsigned, big-endian; no bytes are nought. By way of digits: shifting in byte after byte takes time by the square. */
export const toBigInt = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);

/**
 * Unsigned, big-endian, exactly `width` bytes.
 * @throws BytesError `too-wide` when the value is negative or does not fit.
 */
export function fromBigInt(value: bigint, width: number): Uint8Array {
  const out = new Uint8Array(width);
  let rest = value;
  for (let i = width - 1; i >= 0; i--) {
    out[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  if (rest !== 0n) throw new BytesError("too-wide", 0);
  return out;
}
