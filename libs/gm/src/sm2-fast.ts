import { concat, toHex } from "@liangzheng/bytes";
import { GmError, requireLength } from "./error.ts";
import type { Gm, Random } from "./gm.ts";
import { bytesOf, numberOf } from "./number-bytes.ts";
import { modulo, parsePoint, parsePrivateKey, publicCurve } from "./sm2-curve.ts";
import { sm2DefaultId, sm2Identity } from "./sm2-identity.ts";
import { signerWith } from "./sm2-sign.ts";
import { parseSignature, type Sm2Signature } from "./sm2-signature.ts";
import { sm2Verifier } from "./sm2-verify.ts";
import { keySlots } from "./sm2-wasm/memory-map.ts";
import { type Multiples, startMultiples } from "./sm2-wasm/multiples.ts";

/** A full table costs as much to build as some twenty verifications save: only a key seen this often gets one. */
const usesBeforeTable = 16;

interface KnownKey {
  readonly slot: number;
  readonly identity: Uint8Array;
  uses: number;
}

/**
 * SM2 by WebAssembly, ten times as fast as without: signatures under the default id as in `Gm`. It keeps tables of the 64
 * public keys used last, 8 MB in all.
 * @param hashes the fastest there are here; SM2 itself takes little more time than they do.
 * @throws where WebAssembly is missing, forbidden or without vectors: use the pure implementation then.
 */
export function fastSm2(
  random: Random,
  hashes: Pick<Gm, "sm3" | "hmacSm3Under">,
): Pick<Gm, "verify" | "signer" | "publicKeyOf"> {
  const multiples = startMultiples();
  const publicKeyOf = (privateKey: Uint8Array): Uint8Array => {
    parsePrivateKey(privateKey);
    const { x, y } = multiples.ofBase(privateKey);
    return concat(Uint8Array.of(4), bytesOf(x), bytesOf(y));
  };
  return {
    publicKeyOf,
    signer(privateKey) {
      const publicKey = publicKeyOf(privateKey);
      const inverse = multiples.inverseOfNext(privateKey);
      return signerWith({
        random,
        hashes,
        privateKey,
        identity: sm2Identity(publicKey),
        attempt: (digest, k) => signFast(multiples, inverse, digest, k),
      });
    },
    verify: fastVerifier(multiples, hashes),
  };
}

/** As `signDigest`. */
export function signFast(
  { ofBase, solve }: Multiples,
  inverse: Int32Array,
  digest: Uint8Array,
  k: Uint8Array,
): Sm2Signature | undefined {
  const r = modulo(numberOf(digest) + ofBase(k).x);
  if (r === 0n) return undefined;
  // Nought here is r + k = n. Equal to r + s modulo n, it is no secret.
  const solution = solve(inverse, k, r);
  const s = modulo(solution - r);
  return solution === 0n || s === 0n ? undefined : { r, s };
}

function fastVerifier(multiples: Multiples, { sm3 }: Pick<Gm, "sm3">): Gm["verify"] {
  const known = new Map<string, KnownKey>();
  const reference = sm2Verifier();
  return (publicKey, message, signature) => {
    try {
      const { r, s } = parseSignature(signature);
      const { slot, identity, uses } = recall(known, multiples, publicKey);
      const digest = numberOf(sm3(identity, message));
      const rows = uses < usesBeforeTable ? "one" : "all";
      const verdict = multiples.sumHasX(slot, rows, s, modulo(r + s), modulo(r - digest));
      return verdict ?? reference(publicKey, message, signature);
    } catch (error) {
      if (error instanceof GmError) return false;
      throw error;
    }
  };
}

function recall(known: Map<string, KnownKey>, multiples: Multiples, publicKey: Uint8Array): KnownKey {
  requireLength(publicKey, 65, "public key");
  const name = toHex(publicKey);
  const key = known.get(name) ?? remember(known, multiples, publicKey);
  known.delete(name);
  known.set(name, key);
  if (++key.uses === usesBeforeTable) multiples.remember(key.slot, pointOf(publicKey), "all");
  return key;
}

function remember(known: Map<string, KnownKey>, multiples: Multiples, publicKey: Uint8Array): KnownKey {
  const point = pointOf(publicKey);
  const identity = sm2Identity(publicKey, sm2DefaultId);
  let slot = known.size;
  if (slot === keySlots) {
    for (const [name, oldest] of known) {
      slot = oldest.slot;
      known.delete(name);
      break;
    }
  }
  multiples.remember(slot, point, "one");
  return { slot, identity, uses: 0 };
}

const pointOf = (publicKey: Uint8Array) => parsePoint(publicCurve, publicKey).toAffine();
