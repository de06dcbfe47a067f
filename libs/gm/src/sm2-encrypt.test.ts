import { randomBytes } from "node:crypto";
import { integer, octets, sequence } from "@liangzheng/asn1";
import { encodeUtf8, fromHex, toBigInt, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { sm2 as oracle } from "sm-crypto-v2";
import { expect, test } from "vitest";
import vector from "../vectors/sm2.json" with { type: "json" };
import { compressPoint, sm2Decrypt, sm2Encrypt } from "./index.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const privateKey = fromHex(vector.privateKey);
const publicKey = fromHex(vector.publicKey);
const { plaintext, c1, c2, c3 } = vector.encryption;

const ciphertext = (x: string, y: string, hash: string, text: string) =>
  sequence(
    integer(toBigInt(fromHex(x))),
    integer(toBigInt(fromHex(y))),
    octets(fromHex(hash)),
    octets(fromHex(text)),
  );
const [x, y] = [c1.slice(2, 66), c1.slice(66)];
const standard = ciphertext(x, y, c3, c2);

test("the ciphertext of GB/T 32918.5 C.2 decrypts", () => {
  expect(sm2Decrypt(random, privateKey, standard)).toEqual(encodeUtf8(plaintext));
});

test("with the nonce of GB/T 32918.5 C.2 the ciphertext is that of the standard", () => {
  // Blinding draws 16 bytes at a time; the 32 bytes asked for are the nonce.
  const nonce = (n: number) => (n === 32 ? fromHex(vector.nonce) : random(n));
  expect(toHex(sm2Encrypt(nonce, publicKey, encodeUtf8(plaintext)))).toBe(toHex(standard));
});

test("what is encrypted to a key, compressed or not, is decrypted with its private key", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 150 }), fc.boolean(), (text, compressed) => {
      const sealed = sm2Encrypt(random, compressed ? compressPoint(publicKey) : publicKey, text);
      expect(sm2Decrypt(random, privateKey, sealed)).toEqual(text);
    }),
    { numRuns: 20 },
  );
});

test("one byte is encrypted though every 256th key stream is zero", () => {
  for (let i = 0; i < 40; i++) {
    const text = Uint8Array.of(i);
    expect(sm2Decrypt(random, privateKey, sm2Encrypt(random, publicKey, text))).toEqual(text);
  }
});

test("sm-crypto-v2 reads our ciphertexts and we read its", () => {
  for (const length of [1, 31, 32, 33, 200]) {
    const text = random(length);
    const ours = toHex(sm2Encrypt(random, publicKey, text));
    const opened = oracle.doDecrypt(ours, vector.privateKey, 1, { asn1: true, output: "array" });
    expect(toHex(opened)).toBe(toHex(text));
    const theirs = oracle.doEncrypt(text, vector.publicKey, 1, { asn1: true });
    expect(toHex(sm2Decrypt(random, privateKey, fromHex(theirs)) ?? new Uint8Array())).toBe(toHex(text));
  }
});

test.each([
  ["not DER", fromHex("00")],
  ["bytes after the ciphertext", Uint8Array.from([...standard, 0])],
  ["a point off the curve", ciphertext(x, x, c3, c2)],
  ["the point at infinity as zeros", ciphertext("00", "00", c3, c2)],
  ["a coordinate wider than the field", ciphertext(`01${x}`, y, c3, c2)],
  ["a coordinate below zero", sequence(integer(-1), integer(1), octets(fromHex(c3)), octets(fromHex(c2)))],
  ["another hash", ciphertext(x, y, c3.replace("5", "6"), c2)],
  ["a short hash", ciphertext(x, y, c3.slice(2), c2)],
  ["another text", ciphertext(x, y, c3, c2.replace("2", "3"))],
  ["an empty text", ciphertext(x, y, c3, "")],
  ["three fields", sequence(integer(1), integer(1), octets(fromHex(c3)))],
])("a ciphertext with %s opens to nothing", (_, bytes) => {
  expect(sm2Decrypt(random, privateKey, bytes)).toBeUndefined();
});

test("nothing cannot be encrypted, nor anything to a point off the curve", () => {
  expect(() => sm2Encrypt(random, publicKey, new Uint8Array())).toThrow("bad-length");
  const off = publicKey.slice();
  off[64] = (off[64] ?? 0) ^ 1;
  expect(() => sm2Encrypt(random, off, new Uint8Array(1))).toThrow("bad-point");
});
