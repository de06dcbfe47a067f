import { toBigInt } from "@liangzheng/bytes";
import {
  type WeierstrassOpts,
  type WeierstrassPoint,
  type WeierstrassPointCons,
  weierstrass,
} from "@noble/curves/abstract/weierstrass.js";
import { GmError, requireLength } from "./error.ts";
import type { Random } from "./gm.ts";

// GB/T 32918.5-2017 §3, the recommended curve over a prime field of 256 bits.
const parameters: WeierstrassOpts<bigint> = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

export type Point = WeierstrassPoint<bigint>;
export type Curve = WeierstrassPointCons<bigint>;

/** The order of the base point. */
export const order: bigint = parameters.n;
export const { a, b, Gx, Gy } = parameters;

/** Arithmetic modulo the order. */
export const modulo = (x: bigint): bigint => {
  const rest = x % order;
  return rest < 0n ? rest + order : rest;
};

/**
 * For public scalars only. noble blinds multiplications by secrets when it has randomness; here there is none to take
 * and nothing secret to hide.
 */
export const publicCurve: Curve = weierstrass(parameters, {
  randomBytes: () => {
    throw new GmError("bad-randomness", "the public curve has none");
  },
});

// A wide table for the one point that every operation uses (built at the first use).
const baseWindow = 8;
publicCurve.BASE.precompute(baseWindow);

const blinded = new WeakMap<Random, Curve>();

/** For secret scalars: each multiplication is blinded with 16 bytes of `random`. One curve, one table, per source. */
export function secretCurve(random: Random): Curve {
  const known = blinded.get(random);
  if (known !== undefined) return known;
  const curve = weierstrass(parameters, {
    randomBytes: (n = 32) => Uint8Array.from(random(n)),
  });
  curve.BASE.precompute(baseWindow);
  blinded.set(random, curve);
  return curve;
}

/**
 * A point from its compressed (33 bytes) or uncompressed (65 bytes) form, GB/T 32918.1 §4.2.10. The hybrid form (06, 07)
 * and the point at infinity are refused; so is every point that is not on the curve.
 * @throws GmError `bad-point`.
 */
export function parsePoint(curve: Curve, bytes: Uint8Array): Point {
  try {
    return curve.fromBytes(bytes);
  } catch (cause) {
    throw new GmError("bad-point", "no point of the SM2 curve", { cause });
  }
}

/** The 65-byte form of a point given in either form. @throws GmError `bad-point`. */
export const uncompressPoint = (bytes: Uint8Array): Uint8Array =>
  parsePoint(publicCurve, bytes).toBytes(false);

/** The 33-byte form of a point given in either form. @throws GmError `bad-point`. */
export const compressPoint = (bytes: Uint8Array): Uint8Array => parsePoint(publicCurve, bytes).toBytes(true);

/**
 * A private key's number, which must lie in [1, n-2] (GB/T 32918.1 §6.1): with n-1 there would be no (1+d)^-1.
 * @throws GmError `bad-length` or `bad-private-key`.
 */
export function parsePrivateKey(bytes: Uint8Array): bigint {
  requireLength(bytes, 32, "private key");
  const d = toBigInt(bytes);
  if (d === 0n || d > order - 2n) throw new GmError("bad-private-key", "outside [1, n-2]");
  return d;
}
