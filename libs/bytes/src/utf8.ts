import { BytesError } from "./error.ts";
import { textOfUnits } from "./units.ts";

/** The part of the Encoding standard used here; its types come with a platform, and a library has none. */
interface EncodingHost {
  readonly TextEncoder?: new () => { encode(text: string): Uint8Array };
  readonly TextDecoder?: new (
    label: string,
    options: { readonly fatal: boolean; readonly ignoreBOM: boolean },
  ) => { decode(bytes: Uint8Array): string };
}

const { TextEncoder: Encoder, TextDecoder: Decoder } = globalThis as EncodingHost;
const encoder = Encoder && new Encoder();
const decoder = Decoder && new Decoder("utf-8", { fatal: true, ignoreBOM: true });

/** A lone surrogate becomes U+FFFD, as in the Encoding standard. */
export const encodeUtf8 = (text: string): Uint8Array => encoder?.encode(text) ?? encodeByHand(text);

/**
 * Strict: overlong forms, surrogates and truncated sequences are refused. A leading byte order mark is kept.
 * @throws BytesError `bad-utf8`.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    if (decoder !== undefined) return decoder.decode(bytes);
  } catch {
    // Where the fault lies the platform does not say.
  }
  return decodeByHand(bytes);
}

/** Where the platform has no encoder; the same bytes. */
export function encodeByHand(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i) ?? 0;
    if (point > 0xffff) i++;
    else if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) out[at++] = point;
    else if (point < 0x800) {
      out[at++] = 0xc0 | (point >> 6);
      out[at++] = 0x80 | (point & 0x3f);
    } else if (point < 0x10000) {
      out[at++] = 0xe0 | (point >> 12);
      out[at++] = 0x80 | ((point >> 6) & 0x3f);
      out[at++] = 0x80 | (point & 0x3f);
    } else {
      out[at++] = 0xf0 | (point >> 18);
      out[at++] = 0x80 | ((point >> 12) & 0x3f);
      out[at++] = 0x80 | ((point >> 6) & 0x3f);
      out[at++] = 0x80 | (point & 0x3f);
    }
  }
  return out.slice(0, at);
}

/** Where the platform has no decoder, and to say where the fault lies. @throws BytesError `bad-utf8`. */
export function decodeByHand(bytes: Uint8Array): string {
  // No text has more units of UTF-16 than bytes of UTF-8.
  const units = new Uint16Array(bytes.length);
  let count = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    if (first < 0x80) {
      units[count++] = first;
      i++;
      continue;
    }
    const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || i + length > bytes.length) throw new BytesError("bad-utf8", i);
    let point = first & (0x7f >> length);
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0;
      if ((next & 0xc0) !== 0x80) throw new BytesError("bad-utf8", i + k);
      point = (point << 6) | (next & 0x3f);
    }
    const overlong =
      (length === 3 && point < 0x800) || (length === 4 && (point < 0x10000 || point > 0x10ffff));
    if (overlong || (point >= 0xd800 && point <= 0xdfff)) throw new BytesError("bad-utf8", i);
    if (point > 0xffff) {
      units[count++] = 0xd7c0 + (point >> 10);
      units[count++] = 0xdc00 + (point & 0x3ff);
    } else units[count++] = point;
    i += length;
  }
  return textOfUnits(units.subarray(0, count));
}
