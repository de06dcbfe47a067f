import { concat, equalBytes, fromBigInt, toBigInt } from "@liangzheng/bytes";
import { p256, p384 } from "@noble/curves/nist.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { encodedPkcs1, fitsPss } from "./rsa-encoding.ts";

/** Digests of SHA-2 (FIPS 180-4) that are still good for signatures. */
export type Sha2 = "sha-256" | "sha-384" | "sha-512";
/** NIST curves (FIPS 186-5). */
export type NistCurve = "p-256" | "p-384";
/** RSA signatures (RFC 8017): PKCS #1 v1.5, or PSS with MGF1 over the same digest and a salt so long. */
export type RsaScheme =
  | { readonly padding: "pkcs1"; readonly digest: Sha2 }
  | { readonly padding: "pss"; readonly digest: Sha2; readonly saltLength: number };

export interface RsaPublicKey {
  /** Unsigned, big-endian. */
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** What is needed to verify signatures made elsewhere in the world. There is nothing secret here, and nothing signs. */
export interface ForeignAlgorithms {
  digest(name: Sha2, ...parts: readonly Uint8Array[]): Uint8Array;
  /** Whether a DER signature is of a digest by an uncompressed point. False, never an error, for whatever is wrong. */
  verifyEcdsa(curve: NistCurve, point: Uint8Array, digest: Uint8Array, signature: Uint8Array): boolean;
  /** The same for RSA keys of 2,048 to 8,192 bits with odd exponents from 3 to 2^32. */
  verifyRsa(key: RsaPublicKey, scheme: RsaScheme, digest: Uint8Array, signature: Uint8Array): boolean;
}

const hashes = { "sha-256": sha256, "sha-384": sha384, "sha-512": sha512 } as const;
const curves = { "p-256": p256, "p-384": p384 } as const;

/** By BigInt and @noble/curves alone, so that a browser answers at once what a server answers. */
export const foreignAlgorithms: ForeignAlgorithms = { digest, verifyEcdsa, verifyRsa };

function digest(name: Sha2, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = hashes[name].create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function verifyEcdsa(
  curve: NistCurve,
  point: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    // Half of all genuine signatures have a high s: only some currencies forbid it.
    return curves[curve].verify(signature, digest, point, { prehash: false, lowS: false, format: "der" });
  } catch {
    // Points off the curve and signatures that are no DER.
    return false;
  }
}

const modulusBits = { least: 2048, most: 8192 } as const;
const mostExponent = 1n << 32n;

function verifyRsa(
  { modulus, exponent }: RsaPublicKey,
  scheme: RsaScheme,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const length = signature.length;
  if (length * 8 < modulusBits.least || length * 8 > modulusBits.most) return false;
  if (modulus.length > modulusBits.most / 8 + 1 || exponent.length > 8) return false;
  const [n, e, s] = [toBigInt(modulus), toBigInt(exponent), toBigInt(signature)];
  const bits = n.toString(2).length;
  // The signature is as long as the modulus (RFC 8017 §8.1.2, §8.2.2), which is odd as is every exponent.
  if (bits < modulusBits.least || Math.ceil(bits / 8) !== length || n % 2n === 0n || s >= n) return false;
  if (e < 3n || e > mostExponent || e % 2n === 0n) return false;
  const encoded = fromBigInt(power(s, e, n), length);
  const { digest: name } = scheme;
  const hash = (...parts: readonly Uint8Array[]) =>
    hashes[name]
      .create()
      .update(concat(...parts))
      .digest();
  if (digest.length !== hashes[name].outputLen) return false;
  return scheme.padding === "pkcs1"
    ? equalBytes(encoded, encodedPkcs1(name, digest, length))
    : fitsPss(encoded, bits, digest, scheme.saltLength, hash);
}

/** Square and multiply: the exponent is public and short. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
