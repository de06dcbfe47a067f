import fc from "fast-check";
import { expect, test } from "vitest";
import { BytesError, decodeUtf8, encodeUtf8 } from "./index.ts";
import { decodeByHand, encodeByHand } from "./utf8.ts";

const platform = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

test("any text agrees with the platform's encoder, lone surrogates included", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      expect(encodeByHand(text)).toEqual(Uint8Array.from(new TextEncoder().encode(text)));
      expect(decodeByHand(encodeByHand(text))).toBe(text);
      expect(decodeUtf8(encodeUtf8(text))).toBe(text);
    }),
  );
  for (const encode of [encodeUtf8, encodeByHand]) {
    expect(encode("a\ud800b")).toEqual(encode("a\ufffdb"));
    expect(encode("\udc00")).toEqual(encode("\ufffd"));
  }
});

test("any bytes are accepted or refused as the platform's fatal decoder does, and read alike", () => {
  const nearly = fc.array(
    fc.constantFrom(0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xa0, 0x9f, 0xf0, 0xf4, 0x90),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        nearly.map((list) => Uint8Array.from(list)),
      ),
      (bytes) => {
        let expected: string | undefined;
        try {
          expected = platform.decode(bytes);
        } catch {
          expected = undefined;
        }
        for (const decode of [decodeUtf8, decodeByHand]) {
          if (expected === undefined) expect(() => decode(bytes)).toThrow(BytesError);
          else expect(decode(bytes)).toBe(expected);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test("a text longer than one piece comes back whole", () => {
  const text = "证照𠮷a".repeat(5000);
  expect(decodeUtf8(encodeUtf8(text))).toBe(text);
  expect(decodeByHand(encodeByHand(text))).toBe(text);
});

test("a byte order mark is kept", () => {
  expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe("\ufeffA");
});

test.each([
  ["overlong solidus", [0xc0, 0xaf]],
  ["overlong in three", [0xe0, 0x80, 0xaf]],
  ["a surrogate", [0xed, 0xa0, 0x80]],
  ["past U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
  ["cut short", [0xe4, 0xb8]],
  ["a continuation alone", [0x80]],
])("%s is refused", (_, bytes) => {
  expect(() => decodeUtf8(Uint8Array.from(bytes))).toThrow(
    expect.objectContaining({ code: "bad-utf8", at: 0 }),
  );
});
