import { element, parse, readInteger, sequenceOf } from "@liangzheng/asn1";
import { concat } from "@liangzheng/bytes";
import { GmError } from "./error.ts";
import { bytesOf, numberOf } from "./number-bytes.ts";
import { modulo, order } from "./sm2-curve.ts";

export interface Sm2Signature {
  readonly r: bigint;
  readonly s: bigint;
}

/**
 * DER SEQUENCE {r, s} (GM/T 0009 §7.3) with both numbers in [1, n-1] and r + s ≠ 0 mod n (GB/T 32918.2 §7.1).
 * @throws GmError `bad-signature-encoding`.
 */
export function parseSignature(der: Uint8Array): Sm2Signature {
  try {
    const fields = sequenceOf(parse(der));
    if (fields.length !== 2) throw new GmError("bad-signature-encoding", "not two numbers");
    return inRange({ r: readInteger(element(fields, 0)), s: readInteger(element(fields, 1)) });
  } catch (cause) {
    if (cause instanceof GmError) throw cause;
    throw new GmError("bad-signature-encoding", "not DER", { cause });
  }
}

/** By hand, since the general encoder takes as long for this as the signature itself. Two numbers below 2^256. */
export function encodeSignature({ r, s }: Sm2Signature): Uint8Array {
  const numbers = [bytesOf(r), bytesOf(s)].map((bytes) => {
    let start = 0;
    while (start < 31 && bytes[start] === 0) start++;
    // A number whose first bit is set is preceded by a nought: INTEGER has a sign.
    return { digits: bytes.subarray(start), padding: (bytes[start] ?? 0) >> 7 };
  });
  const length = numbers.reduce((sum, { digits, padding }) => sum + 2 + padding + digits.length, 0);
  const der = new Uint8Array(2 + length);
  der.set([0x30, length]);
  let at = 2;
  for (const { digits, padding } of numbers) {
    der.set([0x02, padding + digits.length], at);
    der.set(digits, at + 2 + padding);
    at += 2 + padding + digits.length;
  }
  return der;
}

/** DER to r ‖ s, 32 bytes each. @throws GmError `bad-signature-encoding`. */
export function toRaw(der: Uint8Array): Uint8Array {
  const { r, s } = parseSignature(der);
  return concat(bytesOf(r), bytesOf(s));
}

/** r ‖ s, 64 bytes, to DER. @throws GmError `bad-signature-encoding`. */
export function fromRaw(raw: Uint8Array): Uint8Array {
  if (raw.length !== 64) throw new GmError("bad-signature-encoding", "not 64 bytes");
  return encodeSignature(inRange({ r: numberOf(raw.subarray(0, 32)), s: numberOf(raw.subarray(32)) }));
}

function inRange({ r, s }: Sm2Signature): Sm2Signature {
  const fits = r > 0n && r < order && s > 0n && s < order && modulo(r + s) !== 0n;
  if (!fits) throw new GmError("bad-signature-encoding", "a number out of range");
  return { r, s };
}
