import { randomBytes } from "node:crypto";
import { encodeUtf8, fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { sm4 as oracle } from "sm-crypto-v2";
import { expect, test } from "vitest";
import vector from "../vectors/sm4-gcm.json" with { type: "json" };
import { openSm4Gcm, pureGm, sealingKey, sealSm4Gcm } from "./index.ts";

const gm = pureGm((n) => new Uint8Array(randomBytes(n)));
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const some = fc.uint8Array({ maxLength: 80 });

test("SM4-GCM gives ciphertext and tag of RFC 8998 A.1", () => {
  const [key, nonce, data] = [vector.key, vector.nonce, vector.associatedData].map(fromHex) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const sealed = sealSm4Gcm(gm, key, nonce, fromHex(vector.plaintext), data);
  expect(toHex(sealed)).toBe(vector.ciphertext + vector.tag);
  expect(toHex(openSm4Gcm(gm, key, nonce, sealed, data) ?? new Uint8Array())).toBe(vector.plaintext);
});

test("SM4-GCM agrees with sm-crypto-v2 at every length of text and associated data", () => {
  fc.assert(
    fc.property(
      bytes(16),
      bytes(12),
      fc.uint8Array({ minLength: 1, maxLength: 80 }),
      some,
      (key, iv, text, data) => {
        const theirs = oracle.encrypt(text, key, {
          mode: "gcm",
          iv,
          associatedData: data,
          outputTag: true,
          output: "array",
        });
        expect(toHex(sealSm4Gcm(gm, key, iv, text, data))).toBe(
          toHex(theirs.output) + toHex(theirs.tag ?? new Uint8Array()),
        );
      },
    ),
    { numRuns: 50 },
  );
});

test("what was sealed opens again, under SM4-CTR with HMAC-SM3 and under SM4-GCM", () => {
  fc.assert(
    fc.property(bytes(32), bytes(16), some, some, (key, nonce, text, data) => {
      const sealed = sealingKey(gm, key).seal(nonce, text, data);
      expect(sealed.length).toBe(16 + text.length + 32);
      expect(sealingKey(gm, key).open(sealed, data)).toEqual(text);
      const [half, iv] = [key.subarray(0, 16), nonce.subarray(0, 12)];
      expect(openSm4Gcm(gm, half, iv, sealSm4Gcm(gm, half, iv, text, data), data)).toEqual(text);
    }),
  );
});

test("a change of any single bit, and any truncation, is refused by both", () => {
  const key = new Uint8Array(32).map((_, i) => i);
  const nonce = new Uint8Array(16).fill(7);
  const data = encodeUtf8("licence 1");
  const text = encodeUtf8("a short text");
  const sealed = sealingKey(gm, key).seal(nonce, text, data);
  const gcm = sealSm4Gcm(gm, key.subarray(0, 16), nonce.subarray(0, 12), text, data);
  const openGcm = (it: Uint8Array) => openSm4Gcm(gm, key.subarray(0, 16), nonce.subarray(0, 12), it, data);
  for (const [whole, open] of [
    [sealed, (it: Uint8Array) => sealingKey(gm, key).open(it, data)],
    [gcm, openGcm],
  ] as const) {
    expect(open(whole)).toEqual(text);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const changed = whole.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(open(changed), `bit ${bit}`).toBeUndefined();
    }
    for (let length = 0; length < whole.length; length++)
      expect(open(whole.slice(0, length))).toBeUndefined();
  }
});

test("another key or other associated data does not open", () => {
  const key = new Uint8Array(32);
  const sealed = sealingKey(gm, key).seal(new Uint8Array(16), encodeUtf8("text"), encodeUtf8("row 1"));
  expect(sealingKey(gm, key).open(sealed, encodeUtf8("row 2"))).toBeUndefined();
  for (const at of [0, 16, 31]) {
    const other = key.slice();
    other[at] = 1;
    const opened = sealingKey(gm, other).open(sealed, encodeUtf8("row 1"));
    // The first half only encrypts: with it wrong the tag still fits and the text is another.
    if (at < 16) expect(opened).not.toEqual(encodeUtf8("text"));
    else expect(opened).toBeUndefined();
  }
});

test("associated data and nonce cannot run into each other", () => {
  const key = new Uint8Array(32);
  const nonce = fromHex("61".repeat(16));
  const sealed = sealingKey(gm, key).seal(nonce, encodeUtf8("text"), encodeUtf8("ab"));
  // Without the length the authenticated bytes of both would be the same.
  const shifted = Buffer.concat([encodeUtf8("b"), nonce.subarray(1), encodeUtf8("a"), sealed.subarray(16)]);
  expect(sealingKey(gm, key).open(shifted, encodeUtf8("a"))).toBeUndefined();
});

test("keys and nonces of another length are refused", () => {
  const empty = new Uint8Array();
  expect(() => sealingKey(gm, new Uint8Array(16)).seal(new Uint8Array(16), empty, empty)).toThrow(
    "bad-length",
  );
  expect(() => sealingKey(gm, new Uint8Array(32)).seal(new Uint8Array(12), empty, empty)).toThrow(
    "bad-length",
  );
  expect(() => sealingKey(gm, new Uint8Array(16)).open(empty, empty)).toThrow("bad-length");
  expect(() => sealSm4Gcm(gm, new Uint8Array(16), new Uint8Array(16), empty, empty)).toThrow("bad-length");
});
