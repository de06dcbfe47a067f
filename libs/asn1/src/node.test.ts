import { fromHex, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { implicit, octets, parse, parsePrefix, sequence, tlv, utf8 } from "./index.ts";

test("an element gives its tag, its offset, its stored bytes and its children", () => {
  const root = parse(fromHex("30070201058000a100"));
  expect(root).toMatchObject({ tagClass: "universal", tag: 16, constructed: true, at: 0 });
  expect(root.children.map(({ tagClass, tag, at, raw }) => [tagClass, tag, at, toHex(raw)])).toEqual([
    ["universal", 2, 2, "020105"],
    ["context", 0, 5, "8000"],
    ["context", 1, 7, "a100"],
  ]);
});

test("stored bytes are views of the input, not copies", () => {
  const input = sequence(utf8("证"));
  expect(parse(input).children[0]?.content.buffer).toBe(input.buffer);
});

test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536])("a value of %i bytes comes back", (length) => {
  const value = new Uint8Array(length).fill(0x5a);
  expect(parse(octets(value)).content).toEqual(value);
});

test("a tag number of 31 and more is read from its own octets", () => {
  expect(parse(fromHex("9f1f00"))).toMatchObject({ tagClass: "context", tag: 31 });
  expect(parse(fromHex("bf874700"))).toMatchObject({ tagClass: "context", tag: 967, constructed: true });
});

test("the classes are told apart", () => {
  expect([0x01, 0x41, 0x81, 0xc1].map((first) => parse(Uint8Array.of(first, 0)).tagClass)).toEqual([
    "universal",
    "application",
    "context",
    "private",
  ]);
});

test("what follows the first element is left alone only where that is asked for", () => {
  const padded = fromHex("0500000000");
  expect(toHex(parsePrefix(padded).raw)).toBe("0500");
  expect(() => parse(padded)).toThrow(expect.objectContaining({ code: "trailing-data", at: 2 }));
});

test("depth and number of elements are limited by the caller's figures exactly", () => {
  const three = tlv(0x30, tlv(0x30, tlv(0x30, new Uint8Array(0))));
  expect(() => parse(three, { depth: 2, nodes: 3 })).not.toThrow();
  expect(() => parse(three, { depth: 1, nodes: 3 })).toThrow(
    expect.objectContaining({ code: "too-deep", at: 4 }),
  );
  expect(() => parse(three, { depth: 2, nodes: 2 })).toThrow(
    expect.objectContaining({ code: "too-many-nodes" }),
  );
});

test("an implicit tag is written over the value alone", () => {
  expect(toHex(implicit(0, fromHex("0102"), false))).toBe("80020102");
  expect(toHex(implicit(3, fromHex("0500"), true))).toBe("a3020500");
});
