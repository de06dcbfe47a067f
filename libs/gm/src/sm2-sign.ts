import { GmError } from "./error.ts";
import type { Gm, Random } from "./gm.ts";
import { numberOf } from "./number-bytes.ts";
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
  return signerWith({
    random,
    hashes: {
      sm3,
      hmacSm3Under:
        (key) =>
        (...parts) =>
          hmacSm3(key, ...parts),
    },
    privateKey,
    identity: sm2Identity(sm2PublicKeyOf(random, privateKey), id),
    attempt: (digest, k) => signDigest(curve, inverse, digest, numberOf(k)),
  });
}

/** What two implementations of the steps A4 to A6 share: digest, nonce, encoding. */
export interface SigningWith {
  readonly random: Random;
  readonly hashes: Pick<Gm, "sm3" | "hmacSm3Under">;
  readonly privateKey: Uint8Array;
  readonly identity: Uint8Array;
  /** Steps A4 to A6 with a nonce of 32 bytes in [1, n-1]; `undefined` asks for another. */
  readonly attempt: (digest: Uint8Array, k: Uint8Array) => Sm2Signature | undefined;
}

export function signerWith({
  random,
  hashes,
  privateKey,
  identity,
  attempt,
}: SigningWith): (message: Uint8Array) => Uint8Array {
  const mac = hashes.hmacSm3Under(Uint8Array.from(privateKey));
  return (message) => {
    const digest = hashes.sm3(identity, message);
    // A nonce that leaks or repeats gives the key away. Mixing the key and the digest into what the source yields keeps
    // a weak source from doing that (as RFC 6979 §3.6), and costs a good source nothing.
    const hedged = (n: number): Uint8Array => mac(random(n), digest);
    for (let i = 0; i < attempts; i++) {
      const signature = attempt(digest, drawScalar(hedged, order - 1n));
      if (signature !== undefined) return encodeSignature(signature);
    }
    throw new GmError("bad-randomness", "no signature found");
  };
}

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
  const r = modulo(numberOf(digest) + curve.BASE.multiply(k).x);
  if (r === 0n || r + k === order) return undefined;
  // (1 + d)^-1 (k - r d) = (1 + d)^-1 (k + r) - r: the key itself takes no part in it.
  const s = modulo(inverse * (k + r) - r);
  return s === 0n ? undefined : { r, s };
}
