/** Crockford's base 32: digits and capitals without I, L, O, U. Twenty-six characters carry 130 bits. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const tokenLength = 16;
export const tokenTextLength = 26;

/** 128 bits, most significant first, then two zero bits. */
export function encodeToken(token: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of token) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
  }
  return text + alphabet.charAt((held << (5 - bits)) & 31);
}

/** Undefined for a character outside the alphabet, or when the two last bits are not zero: one token, one text. */
export function decodeToken(text: string): Uint8Array | undefined {
  const token = new Uint8Array(tokenLength);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8 && at < tokenLength) {
      bits -= 8;
      token[at++] = (held >> bits) & 0xff;
    }
  }
  return (held & ((1 << bits) - 1)) === 0 ? token : undefined;
}
