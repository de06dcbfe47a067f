import { BytesError } from "./error.ts";

const standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const url = `${standard.slice(0, 62)}-_`;
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) {
  values[standard.charCodeAt(i)] = i;
  values[url.charCodeAt(i)] = i;
}

/** RFC 4648 §4, with padding. */
export const toBase64 = (bytes: Uint8Array): string => encode(bytes, standard, "=");

/** RFC 4648 §5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string => encode(bytes, url, "");

function encode(bytes: Uint8Array, alphabet: string, pad: string): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const b0 = bytes[i] ?? 0;
    const b1 = bytes[i + 1] ?? 0;
    const b2 = bytes[i + 2] ?? 0;
    text += (alphabet[b0 >> 2] ?? "") + (alphabet[((b0 & 3) << 4) | (b1 >> 4)] ?? "");
    text += i + 1 < bytes.length ? alphabet[((b1 & 15) << 2) | (b2 >> 6)] : pad;
    text += i + 2 < bytes.length ? alphabet[b2 & 63] : pad;
  }
  return text;
}

/**
 * Either alphabet, padding whole or left out, white space between groups allowed (real XML wraps lines).
 * @throws BytesError `bad-base64` on any other character, a lone last digit, padding of the wrong length, or bits left over that
 *   are not zero.
 */
export function fromBase64(text: string): Uint8Array {
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) continue;
    if (code === 0x3d) {
      padding++;
      continue;
    }
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0 || padding > 0) throw new BytesError("bad-base64", i);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[length++] = (held >> bits) & 0xff;
    }
  }
  // Two bits are left after three digits of four, four after two: that many pairs of bits are padded.
  const padded = padding === 0 || padding === bits / 2;
  if (bits >= 6 || !padded || (held & ((1 << bits) - 1)) !== 0)
    throw new BytesError("bad-base64", text.length);
  return out.slice(0, length);
}
