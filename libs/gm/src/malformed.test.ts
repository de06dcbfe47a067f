import { randomBytes } from "node:crypto";
import { integer, sequence } from "@liangzheng/asn1";
import { concat, encodeUtf8, fromBigInt, fromHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import vector from "../vectors/sm2.json" with { type: "json" };
import { compressPoint, fastSm2, fromRaw, pureGm, toRaw, uncompressPoint } from "./index.ts";
import { order } from "./sm2-curve.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const pure = pureGm(random);
const backends = [
  ["pure", pure],
  ["wasm", { ...pure, ...fastSm2(random, pure) }],
] as const;
const publicKey = fromHex(vector.publicKey);
const message = encodeUtf8(vector.signature.message);
const r = BigInt(`0x${vector.signature.r}`);
const s = BigInt(`0x${vector.signature.s}`);
const good = sequence(integer(r), integer(s));

const malformed: readonly (readonly [string, Uint8Array])[] = [
  ["nothing at all", new Uint8Array()],
  ["r zero", sequence(integer(0), integer(s))],
  ["s zero", sequence(integer(r), integer(0))],
  ["r not below n", sequence(integer(r + order), integer(s))],
  ["s not below n", sequence(integer(r), integer(s + order))],
  ["r equal to n", sequence(integer(order), integer(s))],
  ["r + s = n", sequence(integer(r), integer(order - r))],
  ["r negative", sequence(integer(r - order), integer(s))],
  ["s negative", sequence(integer(r), integer(s - order))],
  ["bytes after the signature", concat(good, Uint8Array.of(0))],
  ["bytes inside after s", sequence(integer(r), integer(s), integer(1))],
  ["one number", sequence(integer(r))],
  ["a long-form length", concat(fromHex("3081"), good.subarray(1))],
  ["a padded number", concat(fromHex("3047022200"), integer(r).subarray(2), integer(s))],
  ["an indefinite length", concat(fromHex("3080"), good.subarray(2), fromHex("0000"))],
  ["the last byte missing", good.subarray(0, -1)],
  ["a SET in place of the SEQUENCE", concat(fromHex("31"), good.subarray(1))],
  ["an OCTET STRING in place of r", concat(fromHex("304604"), good.subarray(3))],
  ["64 raw bytes", concat(fromBigInt(r, 32), fromBigInt(s, 32))],
];

describe.each(backends)("%s", (_name, gm) => {
  test("the museum is built around a signature that is right", () => {
    expect(gm.verify(publicKey, message, good)).toBe(true);
  });

  test.each(malformed)("a signature with %s is false, and no raw form is made of it", (_, signature) => {
    expect(gm.verify(publicKey, message, signature)).toBe(false);
    expect(() => toRaw(signature)).toThrow("bad-signature-encoding");
  });

  test.each([
    ["r zero", concat(new Uint8Array(32), fromBigInt(s, 32))],
    ["s equal to n", concat(fromBigInt(r, 32), fromBigInt(order, 32))],
    ["65 bytes", new Uint8Array(65).fill(1)],
  ])("a raw signature with %s is refused", (_, raw) => {
    expect(() => fromRaw(raw)).toThrow("bad-signature-encoding");
  });

  test("a signature with any bit changed is false", () => {
    for (let bit = 0; bit < good.length * 8; bit += 5) {
      const changed = good.slice();
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(gm.verify(publicKey, message, changed), `bit ${bit}`).toBe(false);
    }
  });

  test("arbitrary bytes as signature or key never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.uint8Array({ maxLength: 70 }), (signature, key) => {
        expect(gm.verify(publicKey, message, signature)).toBe(false);
        expect(gm.verify(key, message, good)).toBe(false);
      }),
    );
  });

  const hybrid = publicKey.slice();
  hybrid[0] = 7;
  const off = publicKey.slice();
  off[64] = (off[64] ?? 0) ^ 1;
  const beyond = concat(Uint8Array.of(4), new Uint8Array(32).fill(0xff), publicKey.subarray(33));

  test.each([
    ["off the curve", off],
    ["in the hybrid form", hybrid],
    ["with a coordinate beyond the field", beyond],
    ["at infinity, one byte", Uint8Array.of(0)],
    ["at infinity, as zeros", concat(Uint8Array.of(4), new Uint8Array(64))],
    ["without its prefix", publicKey.subarray(1)],
    ["with a byte too many", concat(publicKey, Uint8Array.of(0))],
    ["compressed, whose x has no y", concat(Uint8Array.of(2), fromBigInt(5n, 32))],
  ])("a point %s is refused", (_, point) => {
    expect(gm.verify(point, message, good)).toBe(false);
    expect(() => uncompressPoint(point)).toThrow("bad-point");
    expect(() => compressPoint(point)).toThrow("bad-point");
  });

  test("verify takes the uncompressed form only, so that a key has one name", () => {
    expect(gm.verify(compressPoint(publicKey), message, good)).toBe(false);
  });

  test.each([
    ["zero", 0n, "bad-private-key"],
    ["n - 1", order - 1n, "bad-private-key"],
    ["n", order, "bad-private-key"],
  ])("the private key %s is refused", (_, value, code) => {
    expect(() => gm.signer(fromBigInt(value, 32))).toThrow(code);
    expect(() => gm.publicKeyOf(fromBigInt(value, 32))).toThrow(code);
  });

  test("a private key of another length is refused", () => {
    expect(() => gm.signer(new Uint8Array(31).fill(1))).toThrow("bad-length");
    expect(() => gm.publicKeyOf(new Uint8Array(33).fill(1))).toThrow("bad-length");
  });
});
