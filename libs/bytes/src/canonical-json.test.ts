import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import digests from "../../../docs/formats/vectors/licence-digest.json" with { type: "json" };
import vectors from "../vectors/canonical-json.json" with { type: "json" };
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { BytesError } from "./error.ts";
import { fromHex } from "./hex.ts";

const parseJson = (text: string): JsonValue => JSON.parse(text) as JsonValue;
const fromBits = (hex: string): number => new DataView(fromHex(hex).buffer).getFloat64(0);

test.each(vectors.documents)("the document of RFC 8785 $id", ({ input, output }) => {
  expect(canonicalJson(parseJson(input))).toBe(output);
});

test("the numbers of RFC 8785 appendix B", () => {
  for (const [bits, text] of vectors.numbers)
    expect([bits, canonicalJson(fromBits(bits!))]).toEqual([bits, text]);
});

test.each(vectors.refusedNumbers)("the double %s is no JSON number", (bits) => {
  expect(() => canonicalJson(fromBits(bits))).toThrow(new BytesError("not-json", 0));
});

const jsonValues = fc.jsonValue({ maxDepth: 5 }).filter((value) => JSON.stringify(value).isWellFormed());

test("reading the canonical text gives the value back, and writing it again the same text", () => {
  fc.assert(
    fc.property(jsonValues, (value) => {
      const plain = parseJson(JSON.stringify(value));
      const text = canonicalJson(plain);
      expect(parseJson(text)).toEqual(plain);
      expect(canonicalJson(parseJson(text))).toBe(text);
    }),
  );
});

test("the order in which members were written does not matter, at any depth", () => {
  const reversed = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== "object") return value;
    const members = Object.entries(value).map(([name, member]) => [name, reversed(member)] as const);
    return Object.fromEntries(members.reverse());
  };
  fc.assert(
    fc.property(jsonValues, (value) => {
      const plain = parseJson(JSON.stringify(value));
      expect(canonicalJson(reversed(plain))).toBe(canonicalJson(plain));
    }),
  );
});

test("members named like the object's own machinery are members", () => {
  const text = '{"__proto__":1,"constructor":2,"toString":3}';
  expect(canonicalJson(parseJson(text))).toBe(text);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each([
  ["undefined", undefined],
  ["a member without value", { a: undefined }],
  ["a hole in an array", new Array(1)],
  ["a bigint", 1n],
  ["a function", () => 0],
  ["a symbol", Symbol("s")],
  ["a date", new Date(0)],
  ["bytes", new Uint8Array(2)],
  ["a map", new Map()],
  ["a boxed string", Object("s")],
  ["a lone surrogate", "\ud800"],
  ["a name with a lone surrogate", { "\udc00": 1 }],
  ["a cycle", cycle],
])("%s is refused", (_, value) => {
  expect(() => canonicalJson(value as JsonValue)).toThrow(BytesError);
});

test("512 levels are written, 513 refused", () => {
  const nested = (levels: number): JsonValue => parseJson("[".repeat(levels) + "]".repeat(levels));
  expect(canonicalJson(nested(512))).toBe("[".repeat(512) + "]".repeat(512));
  expect(() => canonicalJson(nested(513))).toThrow(new BytesError("not-json", 512));
});

test.each(digests.cases)(
  "the record $id of docs/formats/licence-digest.md",
  ({ record, canonical, digest }) => {
    expect(canonicalJson(record)).toBe(canonical);
    expect(createHash("sm3").update(canonical).digest("hex")).toBe(digest);
  },
);
