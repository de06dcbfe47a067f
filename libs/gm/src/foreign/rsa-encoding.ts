import { concat, equalBytes, fromBigInt, fromHex } from "@liangzheng/bytes";
import type { Sha2 } from "./foreign.ts";

/** DigestInfo of each digest up to its value, NULL parameters and all (RFC 8017 §9.2 note 1). */
const digestInfo: Readonly<Record<Sha2, Uint8Array>> = {
  "sha-256": fromHex("3031300d060960864801650304020105000420"),
  "sha-384": fromHex("3041300d060960864801650304020205000430"),
  "sha-512": fromHex("3051300d060960864801650304020305000440"),
};

/**
 * EMSA-PKCS1-v1_5 (RFC 8017 §9.2) of a digest. What a signature opens to is compared with this, whole: a parser that looks for
 * the digest inside takes forgeries for small exponents.
 */
export function encodedPkcs1(name: Sha2, digest: Uint8Array, length: number): Uint8Array {
  const tail = concat(Uint8Array.of(0), digestInfo[name], digest);
  return concat(Uint8Array.of(0, 1), new Uint8Array(length - 2 - tail.length).fill(0xff), tail);
}

type Hash = (...parts: readonly Uint8Array[]) => Uint8Array;

/** EMSA-PSS verification (RFC 8017 §9.1.2) of what a signature under a modulus of `bits` bits opens to. */
export function fitsPss(
  opened: Uint8Array,
  bits: number,
  digest: Uint8Array,
  saltLength: number,
  hash: Hash,
): boolean {
  const emBits = bits - 1;
  const length = Math.ceil(emBits / 8);
  // One byte more than the message where the modulus has a bit more than whole bytes.
  if (opened.length > length && opened[0] !== 0) return false;
  const message = opened.subarray(opened.length - length);
  const size = digest.length;
  if (saltLength < 0 || length < size + saltLength + 2 || message.at(-1) !== 0xbc) return false;
  const masked = message.subarray(0, length - size - 1);
  const stated = message.subarray(length - size - 1, length - 1);
  const used = 0xff >> (8 * length - emBits);
  if (((masked[0] ?? 0) & ~used) !== 0) return false;
  const mask = generateMask(stated, masked.length, hash);
  const block = masked.map((byte, i) => (byte ^ (mask[i] ?? 0)) & (i === 0 ? used : 0xff));
  const start = block.length - saltLength - 1;
  if (block[start] !== 1 || block.subarray(0, start).some((byte) => byte !== 0)) return false;
  return equalBytes(hash(new Uint8Array(8), digest, block.subarray(start + 1)), stated);
}

/** MGF1 (RFC 8017 appendix B.2.1). */
function generateMask(seed: Uint8Array, length: number, hash: Hash): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let made = 0, counter = 0; made < length; counter++) {
    const block = hash(seed, fromBigInt(BigInt(counter), 4));
    blocks.push(block);
    made += block.length;
  }
  return concat(...blocks).subarray(0, length);
}
