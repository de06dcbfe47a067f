import { createCipheriv } from "node:crypto";
import { fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import vector from "../vectors/sm4.json" with { type: "json" };
import { decryptSm4Block, encryptSm4Block, expandSm4Key, sm4Ctr } from "./sm4.ts";

const key = expandSm4Key(fromHex(vector.key));

test("SM4 encrypts and decrypts the block of GB/T 32907 A.1", () => {
  expect(toHex(encryptSm4Block(key, fromHex(vector.plaintext)))).toBe(vector.once);
  expect(toHex(decryptSm4Block(key, fromHex(vector.once)))).toBe(vector.plaintext);
});

test("SM4 a million times over gives the block of GB/T 32907 A.2", () => {
  let block: Uint8Array = fromHex(vector.plaintext);
  for (let i = 0; i < 1_000_000; i++) block = encryptSm4Block(key, block);
  expect(toHex(block)).toBe(vector.millionTimes);
});

const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

test("SM4-CTR agrees with OpenSSL and is its own inverse", () => {
  fc.assert(
    fc.property(sixteen, sixteen, fc.uint8Array({ maxLength: 100 }), (k, counter, data) => {
      const ciphertext = sm4Ctr(k, counter, data);
      expect(toHex(ciphertext)).toBe(createCipheriv("sm4-ctr", k, counter).update(data).toString("hex"));
      expect(toHex(sm4Ctr(k, counter, ciphertext))).toBe(toHex(data));
    }),
  );
});

test.each([
  "000000000000000000000000ffffffff",
  "0000000000000000ffffffffffffffff",
  "ffffffffffffffffffffffffffffffff",
])("the counter carries past %s as OpenSSL's does", (counter) => {
  const data = new Uint8Array(50);
  const native = createCipheriv("sm4-ctr", fromHex(vector.key), fromHex(counter)).update(data);
  expect(toHex(sm4Ctr(fromHex(vector.key), fromHex(counter), data))).toBe(native.toString("hex"));
});

test("keys, counters and blocks of another length are refused", () => {
  const short = new Uint8Array(15);
  const right = new Uint8Array(16);
  expect(() => expandSm4Key(short)).toThrow("bad-length");
  expect(() => sm4Ctr(right, short, right)).toThrow("bad-length");
  expect(() => encryptSm4Block(key, short)).toThrow("bad-length");
});
