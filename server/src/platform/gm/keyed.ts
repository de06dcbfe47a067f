import { createCipheriv, createHmac, createSecretKey } from "node:crypto";
import { GmError } from "@liangzheng/gm";

const block = 16;
/** Longer data goes to OpenSSL's own mode: there the setting up is little beside the work. Bytes. */
const shortData = 4096;

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * SM4-CTR under one key. To set up a cipher costs more than to encrypt a short record with it, and one in counter mode
 * serves one message. In ECB a block depends on nothing but the key: one cipher encrypts the counters of all messages.
 */
export function sm4CtrUnder(key: Uint8Array): (counter: Uint8Array, data: Uint8Array) => Uint8Array {
  if (key.length !== block) throw new GmError("bad-length", "SM4 key");
  const secret = createSecretKey(key);
  const blocks = createCipheriv("sm4-ecb", secret, null).setAutoPadding(false);
  return (counter, data) => {
    if (counter.length !== block) throw new GmError("bad-length", "SM4 counter block");
    if (data.length > shortData) return viewOf(createCipheriv("sm4-ctr", secret, counter).update(data));
    const stream = viewOf(blocks.update(countersFrom(counter, Math.ceil(data.length / block))));
    for (let i = 0; i < data.length; i++) stream[i] = (stream[i] as number) ^ (data[i] as number);
    return stream.subarray(0, data.length);
  };
}

/** `count` blocks, each the one before plus one as a 128-bit number. */
function countersFrom(first: Uint8Array, count: number): Uint8Array {
  const counters = new Uint8Array(count * block);
  // A copy: the slice of a Buffer would be the caller's own bytes.
  const next = Uint8Array.from(first);
  for (let i = 0; i < count; i++) {
    counters.set(next, i * block);
    let at = block;
    do {
      at--;
      next[at] = (next[at] as number) + 1;
    } while (at > 0 && next[at] === 0);
  }
  return counters;
}

/** HMAC-SM3 (RFC 2104) under a key that is imported once. */
export function hmacSm3Under(key: Uint8Array): (...parts: readonly Uint8Array[]) => Uint8Array {
  const secret = createSecretKey(key);
  return (...parts) => {
    const hmac = createHmac("sm3", secret);
    for (const part of parts) hmac.update(part);
    return viewOf(hmac.digest());
  };
}
