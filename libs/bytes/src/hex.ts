import { BytesError } from "./error.ts";

const digits = "0123456789abcdef";
const pairs = Array.from({ length: 256 }, (_, n) => `${digits[n >> 4]}${digits[n & 15]}`);

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += pairs[byte];
  return text;
}

/** @throws BytesError `bad-hex` on an odd length or a character that is no hexadecimal digit. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 === 1) throw new BytesError("bad-hex", text.length);
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (nibble(text, 2 * i) << 4) | nibble(text, 2 * i + 1);
  }
  return bytes;
}

function nibble(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  if (lower >= 0x61 && lower <= 0x66) return lower - 0x57;
  throw new BytesError("bad-hex", at);
}
