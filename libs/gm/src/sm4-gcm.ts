import { concat, equalBytes } from "@liangzheng/bytes";
import { ghash } from "@noble/ciphers/_polyval.js";
import { requireLength } from "./error.ts";
import type { Gm } from "./gm.ts";

const nonceLength = 12;
const tagLength = 16;

/**
 * AEAD_SM4_GCM (RFC 8998 §2.2, NIST SP 800-38D). A nonce must never be used twice with one key.
 * @returns ciphertext ‖ tag (16 bytes).
 * @throws GmError `bad-length` unless the key has 16 bytes and the nonce 12.
 */
export function sealSm4Gcm(
  gm: Gm,
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  requireLength(nonce, nonceLength, "GCM nonce");
  const ciphertext = gm.sm4Ctr(key, counterBlock(nonce, 2), plaintext);
  return concat(ciphertext, tagOf(gm, key, nonce, ciphertext, associatedData));
}

/** The plaintext, or `undefined` when the tag does not fit. @throws GmError `bad-length` as `sealSm4Gcm`. */
export function openSm4Gcm(
  gm: Gm,
  key: Uint8Array,
  nonce: Uint8Array,
  sealed: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array | undefined {
  requireLength(nonce, nonceLength, "GCM nonce");
  if (sealed.length < tagLength) return undefined;
  const ciphertext = sealed.subarray(0, -tagLength);
  const tag = tagOf(gm, key, nonce, ciphertext, associatedData);
  if (!equalBytes(tag, sealed.subarray(-tagLength))) return undefined;
  return gm.sm4Ctr(key, counterBlock(nonce, 2), ciphertext);
}

const counterBlock = (nonce: Uint8Array, count: number): Uint8Array =>
  concat(nonce, Uint8Array.of(0, 0, 0, count));

function tagOf(
  gm: Gm,
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const zeros = new Uint8Array(16);
  const lengths = new Uint8Array(16);
  const view = new DataView(lengths.buffer);
  view.setBigUint64(0, 8n * BigInt(associatedData.length));
  view.setBigUint64(8, 8n * BigInt(ciphertext.length));
  // Each update is padded with zeros to a whole block, as SP 800-38D §7.1 asks.
  const sum = ghash
    .create(gm.sm4Ctr(key, zeros, zeros), ciphertext.length)
    .update(associatedData)
    .update(ciphertext)
    .update(lengths)
    .digest();
  return gm.sm4Ctr(key, counterBlock(nonce, 1), sum);
}
