import { concat, encodeUtf8 } from "@liangzheng/bytes";
import { universal } from "./node.ts";

/** DER of one element: the caller's content under the tag byte given. Tag numbers above 30 are not written. */
export function tlv(tagByte: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  const digits = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : length < 0x1000000 ? 3 : 4;
  const out = new Uint8Array(2 + digits + length);
  out[0] = tagByte;
  out[1] = digits === 0 ? length : 0x80 | digits;
  for (let at = 1 + digits, rest = length; at > 1; at--, rest = Math.floor(rest / 256)) out[at] = rest % 256;
  out.set(content, 2 + digits);
  return out;
}

/** An optional element that is absent is `undefined` and leaves no trace. */
type Part = Uint8Array | undefined;
const join = (parts: readonly Part[]): Uint8Array => concat(...parts.filter((part) => part !== undefined));

export const sequence = (...parts: readonly Part[]): Uint8Array =>
  tlv(0x20 | universal.sequence, join(parts));

/** SET OF: DER sorts the encodings (X.690 §11.6). */
export const set = (...parts: readonly Uint8Array[]): Uint8Array =>
  tlv(0x20 | universal.set, join([...parts].sort(byBytes)));

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const explicit = (tag: number, inner: Uint8Array): Uint8Array => tlv(0xa0 | tag, inner);
/** `content` is the value alone, without the tag it would have had. */
export const implicit = (tag: number, content: Uint8Array, constructed: boolean): Uint8Array =>
  tlv((constructed ? 0xa0 : 0x80) | tag, content);

export function integer(value: bigint | number): Uint8Array {
  let rest = BigInt(value);
  const bytes: number[] = [];
  do {
    bytes.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (rest !== 0n && rest !== -1n);
  const top = bytes[0] ?? 0;
  if (rest === 0n && top >= 0x80) bytes.unshift(0);
  if (rest === -1n && top < 0x80) bytes.unshift(0xff);
  return tlv(universal.integer, Uint8Array.from(bytes));
}

export const boolean = (value: boolean): Uint8Array =>
  tlv(universal.boolean, Uint8Array.of(value ? 0xff : 0));
export const nothing = (): Uint8Array => tlv(universal.null, new Uint8Array(0));
export const octets = (bytes: Uint8Array): Uint8Array => tlv(universal.octetString, bytes);
export const bits = (bytes: Uint8Array, unusedBits = 0): Uint8Array =>
  tlv(universal.bitString, concat(Uint8Array.of(unusedBits), bytes));
export const utf8 = (text: string): Uint8Array => tlv(universal.utf8String, encodeUtf8(text));
/** The caller keeps to the type's repertoire; characters outside ASCII would be encoded as UTF-8. */
export const ia5 = (text: string): Uint8Array => tlv(universal.ia5String, encodeUtf8(text));
export const printable = (text: string): Uint8Array => tlv(universal.printableString, encodeUtf8(text));

/** A program writes the same dozens of identifiers again and again: arithmetic on them would be half of its time. */
const written = new Map<string, Uint8Array>();
const mostWritten = 256;

/** Dotted decimal in, DER out. */
export function oid(dotted: string): Uint8Array {
  const known = written.get(dotted);
  if (known !== undefined) return known.slice();
  const made = writeOid(dotted);
  if (written.size < mostWritten) written.set(dotted, made.slice());
  return made;
}

function writeOid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split(".").map(BigInt);
  const bytes: number[] = [];
  for (const arc of [first * 40n + second, ...rest]) {
    const digits = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80);
    bytes.push(...digits);
  }
  return tlv(universal.oid, Uint8Array.from(bytes));
}

const stamp = (time: Date): string => `${time.toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
/** `YYYYMMDDHHMMSSZ`; a fraction of a second is dropped. */
export const generalizedTime = (time: Date): Uint8Array =>
  tlv(universal.generalizedTime, encodeUtf8(stamp(time)));
export const utcTime = (time: Date): Uint8Array => tlv(universal.utcTime, encodeUtf8(stamp(time).slice(2)));
