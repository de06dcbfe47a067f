import { fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bits,
  boolean,
  explicit,
  explicitContent,
  generalizedTime,
  ia5,
  integer,
  nothing,
  octets,
  oid,
  parse,
  printable,
  readBitBytes,
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

// source: X.690 §8.3, two's complement in the fewest octets; checked with `openssl asn1parse -genstr INTEGER:n`
test.each([
  [0n, "020100"],
  [127n, "02017f"],
  [128n, "02020080"],
  [256n, "02020100"],
  [-1n, "0201ff"],
  [-128n, "020180"],
  [-129n, "0202ff7f"],
])("the INTEGER %d is %s", (value, der) => {
  expect(toHex(integer(value))).toBe(der);
  expect(readInteger(parse(fromHex(der)))).toBe(value);
});

test("any INTEGER comes back", () => {
  fc.assert(
    fc.property(fc.bigInt(), (value) => {
      expect(readInteger(parse(integer(value)))).toBe(value);
    }),
  );
});

test("a small INTEGER is neither negative nor past 31 bits", () => {
  expect(readSmallInteger(parse(integer(0x7fffffff)))).toBe(0x7fffffff);
  expect(() => readSmallInteger(parse(integer(0x80000000)))).toThrow("bad-value");
  expect(() => readSmallInteger(parse(integer(-1)))).toThrow("bad-value");
});

// source: X.690 §8.19.5, and the registered identifiers of SM2 with SM3 and of a UUID arc (X.667)
test.each([
  ["2.999.3", "0603883703"],
  ["1.2.156.10197.1.501", "06082a811ccf55018375"],
  ["2.5.4.3", "0603550403"],
  ["0.0", "060100"],
  ["1.39", "06014f"],
  [
    "2.25.340282366920938463463374607431768211455",
    "0614698 3ffffffffffffffffffffffffffffffffff7f".replace(" ", ""),
  ],
])("the identifier %s is %s", (dotted, der) => {
  expect(toHex(oid(dotted))).toBe(der);
  expect(readOid(parse(fromHex(der)))).toBe(dotted);
});

test("any identifier comes back", () => {
  const arcs = fc.array(fc.bigInt({ min: 0n, max: 1n << 80n }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(2), fc.nat(39), arcs, (first, second, rest) => {
      const dotted = [first, second, ...rest].join(".");
      expect(readOid(parse(oid(dotted)))).toBe(dotted);
    }),
  );
});

test("strings of bytes and bits, truth values and texts come back", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      fc.string({ unit: "binary" }),
      (bytes, flag, text) => {
        expect(readOctets(parse(octets(bytes)))).toEqual(Uint8Array.from(bytes));
        expect(readBitBytes(parse(bits(bytes)))).toEqual(Uint8Array.from(bytes));
        expect(readBoolean(parse(boolean(flag)))).toBe(flag);
        expect(readText(parse(utf8(text)))).toBe(text);
      },
    ),
  );
});

test("texts of every string type are read", () => {
  expect(readText(parse(printable("CN")))).toBe("CN");
  expect(readText(parse(ia5("a@b.cn")))).toBe("a@b.cn");
  expect(readText(parse(fromHex("1e048bc17167")))).toBe("证照");
  expect(readText(parse(fromHex("1401e9")))).toBe("é");
});

test("named bits keep their count of unused bits", () => {
  expect(readBits(parse(fromHex("03020106")))).toEqual({ unusedBits: 1, bytes: Uint8Array.of(6) });
  expect(() => readBitBytes(parse(fromHex("03020106")))).toThrow("bad-value");
});

test("a time comes back to the second, in either form and in any year", () => {
  const moment = fc.date({ min: new Date("1950-01-01"), max: new Date("2049-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (time) => {
      const second = new Date(Math.floor(time.getTime() / 1000) * 1000);
      expect(readTime(parse(utcTime(time)))).toEqual(second);
      expect(readTime(parse(generalizedTime(time)))).toEqual(second);
    }),
  );
  expect(readTime(parse(tlv(24, Buffer.from("00500601000000Z")))).toISOString()).toBe(
    "0050-06-01T00:00:00.000Z",
  );
  expect(readTime(parse(tlv(24, Buffer.from("20240229235959.5Z")))).toISOString()).toBe(
    "2024-02-29T23:59:59.500Z",
  );
});

test.each([
  ["23", "991301000000Z"],
  ["23", "230229000000Z"],
  ["23", "230101240000Z"],
  ["23", "230101006000Z"],
  ["23", "2301010000Z"],
  ["23", "230101000000+0800"],
  ["24", "20230101000000"],
  ["24", "20230431000000Z"],
  ["24", "20230101000060Z"],
])("the time %s %s is refused", (tag, text) => {
  expect(() => readTime(parse(tlv(Number(tag), Buffer.from(text))))).toThrow("bad-value");
});

test("an optional element left out leaves no trace", () => {
  expect(toHex(sequence(integer(1), undefined, nothing()))).toBe("30050201010500");
});

test("a set is written in the order of its encodings and read in the order it stands", () => {
  expect(toHex(set(octets(fromHex("02")), integer(1), octets(fromHex("01")), octets(fromHex("0000"))))).toBe(
    "310d0201010401010401020402 0000".replace(" ", ""),
  );
  expect(setOf(parse(fromHex("3106020102020101"))).map(readInteger)).toEqual([2n, 1n]);
});

test("an explicit tag holds one element exactly", () => {
  expect(readInteger(explicitContent(parse(explicit(2, integer(7))), 2))).toBe(7n);
  expect(() => explicitContent(parse(explicit(1, integer(7))), 2)).toThrow("unexpected-type");
  expect(() => explicitContent(parse(fromHex("a200")), 2)).toThrow("unexpected-type");
  expect(() => explicitContent(parse(fromHex("a206020101020102")), 2)).toThrow("trailing-data");
});

test("a sequence is not taken for a set, nor a primitive for a constructed one", () => {
  expect(() => sequenceOf(parse(fromHex("3100")))).toThrow("unexpected-type");
  expect(() => sequenceOf(parse(fromHex("1000")))).toThrow("bad-value");
  expect(() => readOctets(parse(fromHex("2403040100")))).toThrow("bad-value");
});

// source: X.690 §8.1.3, §10.1: the fewest octets that say the length
test.each([
  [0x7f, "047f"],
  [0x80, "048180"],
  [0xff, "0481ff"],
  [0x100, "04820100"],
  [0xffff, "0482ffff"],
  [0x10000, "0483010000"],
  [0x1000000, "048401000000"],
])("a content of %i bytes has the shortest head", (length, head) => {
  const bytes = octets(new Uint8Array(length));
  expect(toHex(bytes.subarray(0, bytes.length - length))).toBe(head);
});
