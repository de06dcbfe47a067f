import { Asn1Error } from "./error.ts";

/** Universal tag numbers (X.680 §8.4) that occur in certificates, seals and signatures. */
export const universal = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  enumerated: 10,
  utf8String: 12,
  sequence: 16,
  set: 17,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  bmpString: 30,
} as const;

export type TagClass = "universal" | "application" | "context" | "private";
const classes: readonly TagClass[] = ["universal", "application", "context", "private"];

/** One DER element. `raw` is the whole TLV and `content` its value, both views of the bytes parsed, never copies. */
export interface Node {
  readonly tagClass: TagClass;
  readonly tag: number;
  readonly constructed: boolean;
  readonly at: number;
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  /** Empty for a primitive element. */
  readonly children: readonly Node[];
}

/** Counted limits: they bound work on hostile input without a clock. */
export interface Limits {
  readonly depth: number;
  readonly nodes: number;
}
const defaultLimits: Limits = { depth: 32, nodes: 100_000 };

/**
 * Reads one DER element (X.690 §8, §10) that fills `bytes`.
 * @throws Asn1Error for indefinite or non-minimal lengths, high tag numbers written low, bytes after the element,
 *   elements past their parent's end, and inputs beyond the limits.
 */
export function parse(bytes: Uint8Array, limits: Limits = defaultLimits): Node {
  const node = read(bytes, 0, bytes.length, 0, { limits, count: 0 });
  if (node.raw.length !== bytes.length) throw new Asn1Error("trailing-data", node.raw.length);
  return node;
}

/** Reads the first DER element of `bytes` and leaves the rest alone (a padded file, say). @throws Asn1Error as `parse`. */
export const parsePrefix = (bytes: Uint8Array, limits: Limits = defaultLimits): Node =>
  read(bytes, 0, bytes.length, 0, { limits, count: 0 });

interface Work {
  readonly limits: Limits;
  count: number;
}

function read(bytes: Uint8Array, start: number, end: number, depth: number, work: Work): Node {
  if (depth > work.limits.depth) throw new Asn1Error("too-deep", start);
  if (++work.count > work.limits.nodes) throw new Asn1Error("too-many-nodes", start);
  const { tagClass, tag, constructed, next } = readTag(bytes, start, end);
  const { length, from } = readLength(bytes, next, end);
  const to = from + length;
  if (to > end) throw new Asn1Error("truncated", from);
  const children: Node[] = [];
  if (constructed) {
    for (let at = from; at < to; ) {
      const child = read(bytes, at, to, depth + 1, work);
      children.push(child);
      at += child.raw.length;
    }
  }
  return {
    tagClass,
    tag,
    constructed,
    at: start,
    raw: bytes.subarray(start, to),
    content: bytes.subarray(from, to),
    children,
  };
}

function readTag(bytes: Uint8Array, start: number, end: number) {
  if (start >= end) throw new Asn1Error("truncated", start);
  const first = bytes[start] ?? 0;
  const tagClass = classes[first >> 6] ?? "universal";
  const constructed = (first & 0x20) !== 0;
  // 00 00 ends an indefinite length (X.690 §8.1.5) and has no place in DER; nor is any type numbered nought.
  if ((first & 0xdf) === 0) throw new Asn1Error("bad-tag", start);
  if ((first & 0x1f) < 0x1f) return { tagClass, constructed, tag: first & 0x1f, next: start + 1 };
  let tag = 0;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (at === start + 1 && byte === 0x80) throw new Asn1Error("bad-tag", at);
    tag = tag * 128 + (byte & 0x7f);
    if (tag > 0xffffff) throw new Asn1Error("bad-tag", at);
    if (byte < 0x80) {
      if (tag < 0x1f) throw new Asn1Error("bad-tag", at);
      return { tagClass, constructed, tag, next: at + 1 };
    }
  }
  throw new Asn1Error("truncated", end);
}

function readLength(bytes: Uint8Array, start: number, end: number) {
  if (start >= end) throw new Asn1Error("truncated", start);
  const first = bytes[start] ?? 0;
  if (first < 0x80) return { length: first, from: start + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new Asn1Error("bad-length", start);
  if (start + 1 + count > end) throw new Asn1Error("truncated", start);
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[start + i] ?? 0);
  if (length < 0x80 || (bytes[start + 1] ?? 0) === 0) throw new Asn1Error("bad-length", start);
  return { length, from: start + 1 + count };
}
