import { concat, equalBytes } from "@liangzheng/bytes";
import { requireLength } from "./error.ts";
import type { Gm } from "./gm.ts";

const nonceLength = 16;
const tagLength = 32;

/** Authenticated encryption under one key; what depends on the key alone was computed once. */
export interface SealingKey {
  /**
   * `nonce` is 16 fresh random bytes: the first counter block.
   * @returns nonce ‖ ciphertext ‖ tag (32 bytes).
   * @throws GmError `bad-length` unless the nonce has 16 bytes.
   */
  seal(nonce: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Uint8Array;
  /** The plaintext, or `undefined` when nonce, ciphertext, tag, associated data or the authenticating half differ. */
  open(sealed: Uint8Array, associatedData: Uint8Array): Uint8Array | undefined;
}

/**
 * SM4-CTR, then HMAC-SM3 over associated data, nonce and ciphertext. The first 16 bytes of `key` encrypt, the last 16
 * authenticate.
 * @throws GmError `bad-length` unless the key has 32 bytes.
 */
export function sealingKey(gm: Gm, key: Uint8Array): SealingKey {
  requireLength(key, 32, "key");
  const encrypt = gm.sm4CtrUnder(key.subarray(0, 16));
  const authenticate = gm.hmacSm3Under(key.subarray(16));
  const tagOf = (nonce: Uint8Array, ciphertext: Uint8Array, associatedData: Uint8Array): Uint8Array =>
    authenticate(lengthOf(associatedData), associatedData, nonce, ciphertext);
  return {
    seal(nonce, plaintext, associatedData) {
      requireLength(nonce, nonceLength, "nonce");
      const ciphertext = encrypt(nonce, plaintext);
      return concat(nonce, ciphertext, tagOf(nonce, ciphertext, associatedData));
    },
    open(sealed, associatedData) {
      if (sealed.length < nonceLength + tagLength) return undefined;
      const nonce = sealed.subarray(0, nonceLength);
      const ciphertext = sealed.subarray(nonceLength, -tagLength);
      const tag = tagOf(nonce, ciphertext, associatedData);
      return equalBytes(tag, sealed.subarray(-tagLength)) ? encrypt(nonce, ciphertext) : undefined;
    },
  };
}

/** Eight bytes in front keep associated data and nonce from running into each other. */
function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(4, length);
  return bytes;
}
