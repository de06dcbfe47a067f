import { decodeUtf8, textOfUnits, toBigInt } from "@liangzheng/bytes";
import { Asn1Error } from "./error.ts";
import { type Node, type TagClass, universal } from "./node.ts";

/** Whether `node` is the universal type named. */
export const is = (
  node: Node | undefined,
  type: keyof typeof universal,
): node is Node & { readonly tagClass: "universal" } =>
  node?.tagClass === "universal" && node.tag === universal[type];

/** Whether `node` carries the context tag `[tag]`. */
export const isContext = (
  node: Node | undefined,
  tag: number,
): node is Node & { readonly tagClass: "context" } => node?.tagClass === "context" && node.tag === tag;

/** @throws Asn1Error `unexpected-type`, or `bad-value` where DER fixes the form (primitive or constructed). */
export function expect(node: Node, type: keyof typeof universal): Node {
  if (!is(node, type)) throw new Asn1Error("unexpected-type", node.at);
  if (node.constructed !== (type === "sequence" || type === "set")) throw new Asn1Error("bad-value", node.at);
  return node;
}

/** The elements of a SEQUENCE. @throws Asn1Error */
export const sequenceOf = (node: Node): readonly Node[] => expect(node, "sequence").children;

/** The elements of a SET, in the order they stand. @throws Asn1Error */
export const setOf = (node: Node): readonly Node[] => expect(node, "set").children;

/** Element `index` of a list of elements. @throws Asn1Error `missing-element`. */
export function element(nodes: readonly Node[], index: number, at = 0): Node {
  const node = nodes[index];
  if (node === undefined) throw new Asn1Error("missing-element", nodes.at(-1)?.at ?? at);
  return node;
}

/** The single element inside an EXPLICIT tag. @throws Asn1Error */
export function explicitContent(node: Node, tag: number, tagClass: TagClass = "context"): Node {
  const [inner, extra] = node.children;
  if (node.tagClass !== tagClass || node.tag !== tag || inner === undefined) {
    throw new Asn1Error("unexpected-type", node.at);
  }
  if (extra !== undefined) throw new Asn1Error("trailing-data", extra.at);
  return inner;
}

/** The longest number read, in octets: four times the modulus of the largest RSA keys in use. */
const integerLimit = 8192;

/** @throws Asn1Error for an empty or non-minimal INTEGER, or one of more than 8,192 octets. */
export function readInteger(node: Node): bigint {
  const { content, at } = expect(node, "integer");
  const [first, second] = content;
  if (first === undefined || content.length > integerLimit) throw new Asn1Error("bad-value", at);
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    throw new Asn1Error("bad-value", at);
  }
  const value = toBigInt(content);
  return first < 0x80 ? value : value - (1n << BigInt(8 * content.length));
}

/** An INTEGER that must be a small non-negative number. @throws Asn1Error */
export function readSmallInteger(node: Node): number {
  const value = readInteger(node);
  if (value < 0n || value > 0x7fffffffn) throw new Asn1Error("bad-value", node.at);
  return Number(value);
}

/** @throws Asn1Error unless the content is one byte, 0x00 or 0xFF (X.690 §11.1). */
export function readBoolean(node: Node): boolean {
  const { content, at } = expect(node, "boolean");
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw new Asn1Error("bad-value", at);
  return content[0] === 0xff;
}

/** The longest identifier read, in octets; the arcs of a UUID (X.667) take nineteen. */
const oidLimit = 256;

/** Dotted decimal. @throws Asn1Error for an empty value, a padded or an unfinished arc, or more than 256 octets. */
export function readOid(node: Node): string {
  const { content, at } = expect(node, "oid");
  if (content.length > oidLimit) throw new Asn1Error("bad-value", at);
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const byte of content) {
    if (fresh && byte === 0x80) throw new Asn1Error("bad-value", at);
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const [first, ...rest] = arcs;
  if (!fresh || first === undefined) throw new Asn1Error("bad-value", at);
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...rest].join(".");
}

/** @throws Asn1Error */
export const readOctets = (node: Node): Uint8Array => expect(node, "octetString").content;

export interface BitString {
  readonly unusedBits: number;
  readonly bytes: Uint8Array;
}

/** @throws Asn1Error when the unused bits are not zero, or more than seven (X.690 §11.2). */
export function readBits(node: Node): BitString {
  const { content, at } = expect(node, "bitString");
  const unusedBits = content[0];
  const bytes = content.subarray(1);
  if (unusedBits === undefined || unusedBits > 7 || (bytes.length === 0 && unusedBits > 0)) {
    throw new Asn1Error("bad-value", at);
  }
  if (((bytes.at(-1) ?? 0) & ((1 << unusedBits) - 1)) !== 0) throw new Asn1Error("bad-value", at);
  return { unusedBits, bytes };
}

/** A BIT STRING that holds whole bytes. @throws Asn1Error */
export function readBitBytes(node: Node): Uint8Array {
  const { unusedBits, bytes } = readBits(node);
  if (unusedBits !== 0) throw new Asn1Error("bad-value", node.at);
  return bytes;
}

/**
 * Any of the character string types, as text. BMPString is UTF-16BE; the one-byte types are read as Latin-1, which is
 * what producers write in TeletexString.
 * @throws Asn1Error `unexpected-type` for other types, `bad-value` for bytes outside the type's repertoire.
 */
export function readText(node: Node): string {
  const { content, at } = node;
  if (node.constructed || node.tagClass !== "universal") throw new Asn1Error("unexpected-type", at);
  switch (node.tag) {
    case universal.utf8String:
      try {
        return decodeUtf8(content);
      } catch (cause) {
        throw new Asn1Error("bad-value", at, { cause });
      }
    case universal.bmpString: {
      if (content.length % 2 === 1) throw new Asn1Error("bad-value", at);
      return textOfUnits(
        Uint16Array.from({ length: content.length / 2 }, (_, i) => {
          return ((content[2 * i] ?? 0) << 8) | (content[2 * i + 1] ?? 0);
        }),
      );
    }
    case universal.printableString:
    case universal.ia5String:
      if (content.some((byte) => byte > 0x7f)) throw new Asn1Error("bad-value", at);
      return textOfUnits(content);
    case universal.teletexString:
      return textOfUnits(content);
    default:
      throw new Asn1Error("unexpected-type", at);
  }
}

/** Any fraction of a second that a clock knows; a longer text is none of a time. */
const longestTime = 64;

/**
 * UTCTime or GeneralizedTime in the DER form (`…Z`, seconds present, no fraction needed), as UTC.
 * A two-digit year from 50 is 19xx (RFC 5280 §4.1.2.5.1).
 * @throws Asn1Error
 */
export function readTime(node: Node): Date {
  const utc = is(node, "utcTime");
  if (!utc && !is(node, "generalizedTime")) throw new Asn1Error("unexpected-type", node.at);
  if (node.constructed || node.content.length > longestTime) throw new Asn1Error("bad-value", node.at);
  const text = textOfUnits(node.content);
  const match = (
    utc
      ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
      : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3})\d*)?Z$/
  ).exec(text);
  if (match === null) throw new Asn1Error("bad-value", node.at);
  const [, y, mo, d, h, mi, s, fraction = ""] = match;
  const year = utc ? (Number(y) < 50 ? 2000 : 1900) + Number(y) : Number(y);
  const time = new Date(
    Date.UTC(
      year,
      Number(mo) - 1,
      Number(d),
      Number(h),
      Number(mi),
      Number(s),
      Number(fraction.padEnd(3, "0")),
    ),
  );
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  time.setUTCFullYear(year);
  const exact = time.getUTCMonth() === Number(mo) - 1 && time.getUTCDate() === Number(d) && Number(h) < 24;
  if (!exact || Number(mi) > 59 || Number(s) > 59) throw new Asn1Error("bad-value", node.at);
  return time;
}
