import { toHex } from "@liangzheng/bytes";
import { GmError, requireLength } from "./error.ts";
import { numberOf } from "./number-bytes.ts";
import { modulo, type Point, parsePoint, publicCurve } from "./sm2-curve.ts";
import { sm2DefaultId, sm2Identity } from "./sm2-identity.ts";
import { parseSignature } from "./sm2-signature.ts";
import { sm3 } from "./sm3.ts";

/** Keys remembered, the most recently used ones. A table takes some 0.4 MB, so this bounds memory, not only entries. */
const capacity = 64;
/** A table costs as much to build as several verifications save: only a key seen this often gets one. */
const usesBeforeTable = 8;
const tableWindow = 7;

interface KnownKey {
  readonly point: Point;
  readonly identity: Uint8Array;
  uses: number;
}

/**
 * Verification (GB/T 32918.2 §7.1) with a memory of the keys it has seen: their points, their Z under one id and, for
 * those in use, precomputed multiples.
 * @returns a function that answers `false` for anything wrong with key or signature; it never throws.
 */
export function sm2Verifier(
  id: string = sm2DefaultId,
): (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean {
  const known = new Map<string, KnownKey>();
  return (publicKey, message, signature) => {
    try {
      const { r, s } = parseSignature(signature);
      const key = recall(known, publicKey, id);
      const digest = numberOf(sm3(key.identity, message));
      const point = combine(key, s, modulo(r + s));
      return !point.is0() && modulo(digest + point.x) === r;
    } catch (error) {
      if (error instanceof GmError) return false;
      throw error;
    }
  };
}

function recall(known: Map<string, KnownKey>, publicKey: Uint8Array, id: string): KnownKey {
  requireLength(publicKey, 65, "public key");
  const name = toHex(publicKey);
  const key = known.get(name) ?? {
    point: parsePoint(publicCurve, publicKey),
    identity: sm2Identity(publicKey, id),
    uses: 0,
  };
  known.delete(name);
  known.set(name, key);
  const [oldest] = known.keys();
  if (known.size > capacity && oldest !== undefined) known.delete(oldest);
  if (++key.uses === usesBeforeTable) key.point.precompute(tableWindow);
  return key;
}

/** s G + t P: two table walks for a key with a table, one shared walk otherwise. */
const combine = ({ point, uses }: KnownKey, s: bigint, t: bigint): Point =>
  uses < usesBeforeTable
    ? publicCurve.BASE.mulAddUnsafe(s, point, t)
    : publicCurve.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t));
