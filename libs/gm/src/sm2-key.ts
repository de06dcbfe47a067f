import { GmError, requireLength } from "./error.ts";
import type { Random } from "./gm.ts";
import { numberOf } from "./number-bytes.ts";
import { order, parsePrivateKey, secretCurve } from "./sm2-curve.ts";

/** A draw misses with probability 2^-32; a source that misses this often is broken. */
const attempts = 8;

/** A private key: 32 bytes in [1, n-2], by rejection, so without bias. @throws GmError `bad-randomness`. */
export const generatePrivateKey = (random: Random): Uint8Array => drawScalar(random, order - 2n);

/** A number in [1, most] as 32 bytes. @throws GmError `bad-randomness` when the source does not yield one. */
export function drawScalar(random: Random, most: bigint): Uint8Array {
  for (let i = 0; i < attempts; i++) {
    const bytes = Uint8Array.from(random(32));
    requireLength(bytes, 32, "randomness");
    const value = numberOf(bytes);
    if (value > 0n && value <= most) return bytes;
  }
  throw new GmError("bad-randomness", "no scalar in range");
}

/** The 65-byte public key of a private key. @throws GmError `bad-private-key` or `bad-length`. */
export const sm2PublicKeyOf = (random: Random, privateKey: Uint8Array): Uint8Array =>
  secretCurve(random).BASE.multiply(parsePrivateKey(privateKey)).toBytes(false);
