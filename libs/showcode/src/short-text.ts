import { ShowCodeError } from "./error.ts";
import { type Cbor, encodeCbor } from "./strict-cbor.ts";

const longest = 64;
/** Control and format characters, which turn the line round or are not seen, would let a name look like another one. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const legible = (text: string): boolean =>
  text.length > 0 && text.length <= longest && text.isWellFormed() && !unseen.test(text);

/**
 * A text as text (UTF-8), or as bytes of UTF-16, most significant first, where that is shorter: a Chinese character
 * takes two bytes instead of three. One text has one form.
 * @throws ShowCodeError `bad-content` for a text that is empty, too long, or holds control or format characters.
 */
export function encodeShortText(text: string): Uint8Array | string {
  if (!legible(text)) throw new ShowCodeError("bad-content");
  const wide = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    wide[at * 2] = text.charCodeAt(at) >> 8;
    wide[at * 2 + 1] = text.charCodeAt(at) & 0xff;
  }
  return lengthOf(wide) < lengthOf(text) ? wide : text;
}

/** @throws ShowCodeError `bad-content` for anything `encodeShortText` does not write. */
export function decodeShortText(value: unknown): string {
  if (value instanceof Uint8Array) {
    if (value.length % 2 !== 0 || value.length > longest * 2) throw new ShowCodeError("bad-content");
    let text = "";
    for (let at = 0; at < value.length; at += 2)
      text += String.fromCharCode(((value[at] ?? 0) << 8) | (value[at + 1] ?? 0));
    if (!(encodeShortText(text) instanceof Uint8Array)) throw new ShowCodeError("bad-content");
    return text;
  }
  if (typeof value !== "string" || encodeShortText(value) !== value) throw new ShowCodeError("bad-content");
  return value;
}

const lengthOf = (value: Cbor): number => encodeCbor(value).length;
