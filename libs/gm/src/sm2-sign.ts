import { concat, toBigInt } from "@liangzheng/bytes";
import { GmError } from "./error.ts";
import type { Random } from "./gm.ts";
import { type Curve, modulo, order, parsePrivateKey, secretCurve } from "./sm2-curve.ts";
import { sm2DefaultId, sm2Identity } from "./sm2-identity.ts";
import { drawScalar, sm2PublicKeyOf } from "./sm2-key.ts";
import { encodeSignature, type Sm2Signature } from "./sm2-signature.ts";
import { hmacSm3, sm3 } from "./sm3.ts";

/** Steps A5 and A6 fail with probability about 2^-255; more than a few misses mean a broken source. */
const attempts = 8;

/**
 * A function that signs messages with one key (GB/T 32918.2 §6.1) and answers with DER. Z and (1 + d)^-1 are computed
 * here, once.
 * @throws GmError `bad-private-key` or `bad-length`.
 */
export function sm2Signer(
  random: Random,
  privateKey: Uint8Array,
  id: string = sm2DefaultId,
): (message: Uint8Array) => Uint8Array {
  const d = parsePrivateKey(privateKey);
  const curve = secretCurve(random);
  const inverse = curve.Fn.inv(d + 1n);
  const identity = sm2Identity(sm2PublicKeyOf(random, privateKey), id);
  const secret = Uint8Array.from(privateKey);
  return (message) => {
    const digest = sm3(identity, message);
    for (let i = 0; i < attempts; i++) {
      const k = toBigInt(hedgedNonce(random, secret, digest));
      const signature = signDigest(curve, inverse, digest, k);
      if (signature !== undefined) return encodeSignature(signature);
    }
    throw new GmError("bad-randomness", "no signature found");
  };
}

/**
 * A nonce that leaks or repeats gives the key away. Mixing the key and the digest into what the source yields keeps a
 * weak source from doing that (as RFC 6979 §3.6), and costs a good source nothing.
 */
const hedgedNonce = (random: Random, secret: Uint8Array, digest: Uint8Array): Uint8Array =>
  drawScalar((n) => hmacSm3(secret, concat(random(n), digest)), order - 1n);

/**
 * Steps A4 to A6 with the nonce `k` given; `inverse` is (1 + d)^-1. `undefined` asks for another nonce. Only vectors
 * have a reason to choose `k`.
 */
export function signDigest(
  curve: Curve,
  inverse: bigint,
  digest: Uint8Array,
  k: bigint,
): Sm2Signature | undefined {
  const r = modulo(toBigInt(digest) + curve.BASE.multiply(k).x);
  if (r === 0n || r + k === order) return undefined;
  // (1 + d)^-1 (k - r d) = (1 + d)^-1 (k + r) - r: the key itself takes no part in it.
  const s = modulo(inverse * (k + r) - r);
  return s === 0n ? undefined : { r, s };
}
