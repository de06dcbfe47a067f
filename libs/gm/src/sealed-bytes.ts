import { concat, equalBytes } from "@liangzheng/bytes";
import { requireLength } from "./error.ts";
import type { Gm } from "./gm.ts";

const nonceLength = 16;
const tagLength = 32;

/**
 * Authenticated encryption: SM4-CTR, then HMAC-SM3 over associated data, nonce and ciphertext. The first 16 bytes of
 * `key` encrypt, the last 16 authenticate. `nonce` is 16 fresh random bytes: the first counter block.
 * @returns nonce ‖ ciphertext ‖ tag (32 bytes).
 * @throws GmError `bad-length` unless the key has 32 bytes and the nonce 16.
 */
export function sealBytes(
  gm: Gm,
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(key, 32, "key");
  requireLength(nonce, nonceLength, "nonce");
  const ciphertext = gm.sm4Ctr(key.subarray(0, 16), nonce, plaintext);
  return concat(nonce, ciphertext, tagOf(gm, key, nonce, ciphertext, associatedData));
}

/**
 * The plaintext, or `undefined` when nonce, ciphertext, tag, associated data or the authenticating half of the key differ.
 * @throws GmError `bad-length` unless the key has 32 bytes.
 */
export function openBytes(
  gm: Gm,
  key: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array | undefined {
  requireLength(key, 32, "key");
  if (sealed.length < nonceLength + tagLength) return undefined;
  const nonce = sealed.subarray(0, nonceLength);
  const ciphertext = sealed.subarray(nonceLength, -tagLength);
  const tag = tagOf(gm, key, nonce, ciphertext, associatedData);
  if (!equalBytes(tag, sealed.subarray(-tagLength))) return undefined;
  return gm.sm4Ctr(key.subarray(0, 16), nonce, ciphertext);
}

/** The length in front keeps associated data and nonce from running into each other. */
function tagOf(
  gm: Gm,
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(associatedData.length));
  return gm.hmacSm3(key.subarray(16), length, associatedData, nonce, ciphertext);
}
