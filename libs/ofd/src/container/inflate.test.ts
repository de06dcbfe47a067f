import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inflate } from "./inflate.ts";

const strategies = [
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
  constants.Z_FIXED,
  constants.Z_FILTERED,
];

test("whatever zlib deflates, in any strategy and level, comes back", () => {
  const repetitive = fc
    .array(fc.tuple(fc.string({ maxLength: 40 }), fc.nat(300)), { maxLength: 30 })
    .map((parts) => Buffer.from(parts.map(([text, times]) => text.repeat(times)).join("")));
  const any = fc.oneof(fc.uint8Array({ maxLength: 3000 }), repetitive);
  fc.assert(
    fc.property(
      any,
      fc.constantFrom(...strategies),
      fc.integer({ min: 0, max: 9 }),
      (bytes, strategy, level) => {
        const packed = deflateRawSync(bytes, { strategy, level });
        expect(Buffer.from(inflate(packed, bytes.length)).equals(Buffer.from(bytes))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("a megabyte of mixed text goes through long codes and long distances", () => {
  const bytes = Buffer.from(
    Array.from({ length: 60_000 }, (_, i) => `${(i * 2654435761) % 1_000_003}证照${i % 97};`).join(""),
  );
  expect(Buffer.from(inflate(deflateRawSync(bytes, { level: 9 }), bytes.length)).equals(bytes)).toBe(true);
});

test("a declared size that is one byte off in either direction is refused", () => {
  const bytes = Buffer.from("照".repeat(500));
  const packed = deflateRawSync(bytes);
  for (const off of [-1, 1]) {
    expect(() => inflate(packed, bytes.length + off)).toThrow(
      expect.objectContaining({ code: "size-mismatch" }),
    );
  }
});

test("every truncation of a stream is refused", () => {
  const bytes = Buffer.from(Array.from({ length: 400 }, (_, i) => `row ${i * 7919}`).join("\n"));
  const packed = deflateRawSync(bytes);
  for (let length = 0; length < packed.length; length++) {
    expect(() => inflate(packed.subarray(0, length), bytes.length)).toThrow(
      expect.objectContaining({ code: "bad-compression" }),
    );
  }
});

test("bytes behind the last block are refused", () => {
  const packed = Buffer.concat([deflateRawSync(Buffer.from("abc")), Buffer.from([0])]);
  expect(() => inflate(packed, 3)).toThrow(expect.objectContaining({ code: "bad-compression" }));
});

test("random bytes end in an OfdError or in the declared number of bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(2000), (bytes, size) => {
      try {
        expect(inflate(bytes, size)).toHaveLength(size);
      } catch (error) {
        expect(error).toMatchObject({ name: "OfdError" });
      }
    }),
    { numRuns: 2000 },
  );
});

test("a stream of empty blocks is stopped by their number, not by its length", () => {
  // 2,000 stored blocks of no bytes, then an end.
  const empty = Buffer.from([0, 0, 0, 0xff, 0xff]);
  const stream = Buffer.concat([
    ...Array.from({ length: 2000 }, () => empty),
    deflateRawSync(Buffer.from("x")),
  ]);
  expect(() => inflate(stream, 1)).toThrow(/too many blocks/);
});

test.each([
  ["reserved block type", [0b111]],
  ["stored length without its complement", [0b001, 5, 0, 0, 0]],
  ["distance before the start", [0x03 | 0x00, 0x02, 0x00]],
  ["over-subscribed code lengths", [0b101, 0xe0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])("%s is refused", (_, bytes) => {
  expect(() => inflate(Uint8Array.from(bytes), 10)).toThrow(expect.objectContaining({ name: "OfdError" }));
});
