import { ShowCodeError } from "./error.ts";

/** RFC 9285 §4.2: the alphanumeric mode of QR, in its order. */
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const values: ReadonlyMap<string, number> = new Map(
  [...alphabet].map((character, value) => [character, value]),
);

/** Two bytes as three characters, a last single byte as two (RFC 9285 §4). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2);
    const digits = second === undefined ? 2 : 3;
    let value = second === undefined ? first : first * 256 + second;
    for (let digit = 0; digit < digits; digit++) {
      text += alphabet.charAt(value % 45);
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/**
 * The one sequence of bytes that is written so.
 * @throws ShowCodeError `bad-characters`: outside the alphabet, a length no bytes have, or a group above its greatest value.
 */
export function decodeBase45(text: string): Uint8Array {
  if (text.length % 3 === 1) throw new ShowCodeError("bad-characters");
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3);
    let value = 0;
    for (let digit = group.length - 1; digit >= 0; digit--)
      value = value * 45 + (values.get(group.charAt(digit)) ?? Number.NaN);
    const most = group.length === 3 ? 0xffff : 0xff;
    // Written so that the NaN of a foreign character fails too.
    if (!(value <= most)) throw new ShowCodeError("bad-characters");
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
