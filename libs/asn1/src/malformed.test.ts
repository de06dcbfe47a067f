import { concat, fromHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  Asn1Error,
  type Asn1ErrorCode,
  bits,
  boolean,
  explicit,
  integer,
  type Node,
  octets,
  oid,
  parse,
  parsePrefix,
  readBits,
  readBoolean,
  readInteger,
  readOctets,
  readOid,
  readSmallInteger,
  readText,
  readTime,
  sequence,
  sequenceOf,
  set,
  setOf,
  tlv,
  utcTime,
  utf8,
} from "./index.ts";

const structure: readonly (readonly [what: string, der: string, code: Asn1ErrorCode])[] = [
  ["nothing at all", "", "truncated"],
  ["a tag alone", "30", "truncated"],
  ["an indefinite length", "308002010100 00".replace(" ", ""), "bad-length"],
  ["an indefinite length in a string", "2480040141 0000".replace(" ", ""), "bad-length"],
  ["a length in two octets that fits one", "04810141", "bad-length"],
  ["a length with a leading zero octet", "0482008141", "bad-length"],
  ["the reserved length 0xff", "04ff41", "bad-length"],
  ["a length of five octets", "04850100000000", "bad-length"],
  ["four gibibytes announced", "0484ffffffff00", "truncated"],
  ["a length whose octets are missing", "048201", "truncated"],
  ["a child past its parent's end", "3003040341 4141".replace(" ", ""), "truncated"],
  ["an element after the root", "05000500", "trailing-data"],
  ["a zero after the root", "050000", "trailing-data"],
  ["end-of-contents octets", "0000", "bad-tag"],
  ["end-of-contents octets in a sequence", "30020000", "bad-tag"],
  ["a low tag number in the high form", "1f1e00", "bad-tag"],
  ["a high tag number padded with 0x80", "1f801f00", "bad-tag"],
  ["a high tag number past any use", "1fffffffff7f00", "bad-tag"],
  ["a high tag number that does not end", "1fff", "truncated"],
  ["a thousand nested sequences", nested(1000), "too-deep"],
];
function nested(depth: number): string {
  let der: Uint8Array = new Uint8Array(0);
  for (let i = 0; i < depth; i++) der = tlv(0x30, der);
  return Buffer.from(der).toString("hex");
}

test.each(structure)("%s is refused", (_, der, code) => {
  expect(() => parse(fromHex(der))).toThrow(expect.objectContaining({ name: "Asn1Error", code }));
});

test("a crowd of empty elements is refused before it fills the memory", () => {
  const crowd = tlv(
    0x30,
    new Uint8Array(400_000).fill(0x05).map((byte, i) => (i % 2 === 0 ? byte : 0)),
  );
  expect(() => parse(crowd)).toThrow(expect.objectContaining({ code: "too-many-nodes" }));
});

const values: readonly (readonly [what: string, der: string, read: (node: Node) => unknown])[] = [
  ["an INTEGER without octets", "0200", readInteger],
  ["an INTEGER padded with zeros", "02020001", readInteger],
  ["an INTEGER padded with ones", "0202ff80", readInteger],
  ["a constructed INTEGER", "2203020101", readInteger],
  ["a BOOLEAN that is neither", "010101", readBoolean],
  ["a BOOLEAN of two octets", "0102ffff", readBoolean],
  ["an identifier without octets", "0600", readOid],
  ["an identifier with a padded arc", "06032a8001", readOid],
  ["an identifier that does not end", "06022a81", readOid],
  ["a BIT STRING without octets", "0300", readBits],
  ["eight unused bits", "03020800", readBits],
  ["unused bits in no octet", "030101", readBits],
  ["unused bits that are not zero", "03020101", readBits],
  ["a constructed OCTET STRING", "2403040100", readOctets],
  ["a UTF8String that is none", "0c01ff", readText],
  ["half a BMPString character", "1e0141", readText],
  ["a PrintableString past ASCII", "1301e9", readText],
  ["a text in pieces", "2c030c0141", readText],
  ["a time in pieces", "370f170d3233303130313030303030305a", readTime],
];
test.each(values)("%s is refused", (_, der, read) => {
  expect(() => read(parse(fromHex(der)))).toThrow(Asn1Error);
});

test("numbers and identifiers long enough to cost time by their square are refused", () => {
  expect(() => readInteger(parse(tlv(2, new Uint8Array(8193).fill(1))))).toThrow("bad-value");
  expect(() => readOid(parse(tlv(6, new Uint8Array(257).fill(1))))).toThrow("bad-value");
  expect(readInteger(parse(tlv(2, new Uint8Array(8192).fill(1))))).toBeGreaterThan(0n);
});

test("a time longer than any clock writes is refused unread, and what is no time is not taken for text", () => {
  const long = (tag: number, length: number) => parse(tlv(tag, new Uint8Array(length).fill(0x31)));
  expect(() => readTime(long(0x18, 65))).toThrow("bad-value");
  // Twelve megabytes of either once cost six seconds; a wrong answer here is a test that does not come to its end.
  for (let times = 0; times < 200; times++) {
    expect(() => readTime(long(0x18, 1_000_000))).toThrow("bad-value");
    expect(() => readTime(long(0x04, 1_000_000))).toThrow("unexpected-type");
  }
});

test("a text of any length comes back whole", () => {
  const text = "x".repeat(10_001);
  expect(readText(parse(tlv(0x13, Buffer.from(text))))).toBe(text);
  expect(readText(parse(tlv(0x1e, Buffer.from(text, "utf16le").swap16())))).toBe(text);
});

/** One of everything, deep enough to have a long length and a tagged part. */
const sample = sequence(
  explicit(0, integer(2)),
  integer(0x1234567890n),
  oid("1.2.156.10197.1.501"),
  set(sequence(oid("2.5.4.3"), utf8("示范市数据局"))),
  utcTime(new Date("2026-01-01T00:00:00Z")),
  boolean(true),
  bits(new Uint8Array(9).fill(7)),
  octets(new Uint8Array(130).fill(9)),
);

/** Every reader on every element: whatever the bytes, only `Asn1Error` may leave. */
function readEverything(node: Node): void {
  const readers = [
    readInteger,
    readSmallInteger,
    readBoolean,
    readOid,
    readOctets,
    readBits,
    readText,
    readTime,
    sequenceOf,
    setOf,
  ];
  for (const read of readers) only(() => read(node));
  for (const child of node.children) readEverything(child);
}
function only(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
  }
}

test("cut at any offset, a structure is refused as an Asn1Error whose offset lies in it", () => {
  for (let end = 0; end < sample.length; end++) {
    const cut = sample.slice(0, end);
    let caught: unknown;
    try {
      parse(cut);
    } catch (error) {
      caught = error;
    }
    expect(caught, `cut at ${end}`).toBeInstanceOf(Asn1Error);
    expect((caught as Asn1Error).at).toBeLessThanOrEqual(end);
    only(() => parsePrefix(cut));
  }
});

test("with any one byte changed, nothing but an Asn1Error leaves the readers", () => {
  for (let at = 0; at < sample.length; at++) {
    for (const value of [0x00, 0x1f, 0x80, 0xff]) {
      const changed = sample.slice();
      changed[at] = value;
      only(() => readEverything(parse(changed)));
    }
  }
});

test("with any bytes at all, nothing but an Asn1Error leaves the readers", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      only(() => readEverything(parsePrefix(bytes)));
      only(() => readEverything(parse(tlv(0x30, bytes))));
    }),
    { numRuns: 2000 },
  );
});

test("whatever is accepted is spelt in the one way the writer spells it", () => {
  const rewrite = (node: Node): Uint8Array =>
    tlv(node.raw[0]!, node.constructed ? concat(...node.children.map(rewrite)) : node.content);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      only(() => {
        const root = parse(tlv(0x30, bytes));
        const high = (node: Node): boolean => node.tag > 30 || node.children.some(high);
        if (!high(root)) expect(Buffer.from(rewrite(root))).toEqual(Buffer.from(root.raw));
      });
    }),
    { numRuns: 2000 },
  );
});
