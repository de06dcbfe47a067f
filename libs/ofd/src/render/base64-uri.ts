const digits = Uint8Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", (one) =>
  one.charCodeAt(0),
);
const piece = 6 * 1024;

/** Base64 by way of bytes and in pieces: a picture's text grown character by character takes many times its size. */
export function dataUri(type: string, bytes: Uint8Array): string {
  const parts = [`data:${type};base64,`];
  for (let at = 0; at < bytes.length; at += piece) parts.push(encode(bytes.subarray(at, at + piece)));
  return parts.join("");
}

export const dataUriLength = (bytes: Uint8Array): number => Math.ceil(bytes.length / 3) * 4 + 40;

function encode(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let i = 0, o = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out[o++] = digits[bits >> 18] ?? 0;
    out[o++] = digits[(bits >> 12) & 63] ?? 0;
    out[o++] = digits[(bits >> 6) & 63] ?? 0;
    out[o++] = digits[bits & 63] ?? 0;
  }
  const short = (3 - (bytes.length % 3)) % 3;
  if (short > 0) out.fill(0x3d, out.length - short);
  return String.fromCharCode(...out);
}
