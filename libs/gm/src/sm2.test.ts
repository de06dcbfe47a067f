import { createPublicKey, createVerify, randomBytes } from "node:crypto";
import { concat, encodeUtf8, fromBigInt, fromHex, toBigInt, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { sm2 as oracle } from "sm-crypto-v2";
import { expect, test } from "vitest";
import vector from "../vectors/sm2.json" with { type: "json" };
import {
  compressPoint,
  fromRaw,
  generatePrivateKey,
  pureGm,
  sm2Identity,
  sm2Signer,
  sm2Verifier,
  toRaw,
  uncompressPoint,
} from "./index.ts";
import { order, secretCurve } from "./sm2-curve.ts";
import { signDigest } from "./sm2-sign.ts";
import { encodeSignature } from "./sm2-signature.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const gm = pureGm(random);
const privateKey = fromHex(vector.privateKey);
const publicKey = fromHex(vector.publicKey);
const message = encodeUtf8(vector.signature.message);
const { r, s } = vector.signature;
const der = fromRaw(fromHex(r + s));

test("public key, Z and digest are those of GB/T 32918.5 A.2", () => {
  expect(toHex(gm.publicKeyOf(privateKey))).toBe(vector.publicKey);
  expect(toHex(sm2Identity(publicKey))).toBe(vector.signature.identity);
  expect(toHex(gm.sm3(sm2Identity(publicKey), message))).toBe(vector.signature.digest);
});

test("with the nonce of GB/T 32918.5 A.2 the signature is that of the standard", () => {
  const curve = secretCurve(random);
  const inverse = curve.Fn.inv(toBigInt(privateKey) + 1n);
  const signature = signDigest(curve, inverse, fromHex(vector.signature.digest), BigInt(`0x${vector.nonce}`));
  expect(signature).toEqual({ r: BigInt(`0x${r}`), s: BigInt(`0x${s}`) });
});

test("the standard's signature is accepted, as a cold key and as one with a table", () => {
  for (let i = 0; i < 12; i++) expect(gm.verify(publicKey, message, der)).toBe(true);
  for (let i = 0; i < 3; i++) expect(gm.verify(publicKey, encodeUtf8("message digesT"), der)).toBe(false);
});

test("signatures are accepted by sm-crypto-v2 and by OpenSSL, and theirs by us", () => {
  const spki = concat(fromHex("3059301306072a8648ce3d020106082a811ccf5501822d034200"), publicKey);
  const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
  const sign = gm.signer(privateKey);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (text) => {
      const ours = sign(text);
      expect(oracle.doVerifySignature(text, toHex(ours), vector.publicKey, { der: true, hash: true })).toBe(
        true,
      );
      expect(createVerify("sm3").update(sm2Identity(publicKey)).update(text).verify(key, ours)).toBe(true);
      const theirs = oracle.doSignature(text, vector.privateKey, { der: true, hash: true });
      expect(gm.verify(publicKey, text, fromHex(theirs))).toBe(true);
    }),
    { numRuns: 15 },
  );
});

test("another id gives another signature, which sm-crypto-v2 accepts under that id only", () => {
  const id = "ALICE123@YAHOO.COM";
  const signature = sm2Signer(random, privateKey, id)(message);
  const options = { der: true, hash: true };
  expect(sm2Verifier(id)(publicKey, message, signature)).toBe(true);
  expect(sm2Verifier("")(publicKey, message, signature)).toBe(false);
  expect(gm.verify(publicKey, message, signature)).toBe(false);
  expect(
    oracle.doVerifySignature(message, toHex(signature), vector.publicKey, { ...options, userId: id }),
  ).toBe(true);
  expect(oracle.doVerifySignature(message, toHex(signature), vector.publicKey, options)).toBe(false);
});

test("an id whose length in bits needs more than two bytes is refused", () => {
  expect(() => sm2Identity(publicKey, "x".repeat(0x2000))).toThrow("bad-length");
});

test("many keys are verified in turn, more than the memory of known keys holds", () => {
  const signed = Array.from({ length: 70 }, () => {
    const key = generatePrivateKey(random);
    return { publicKey: gm.publicKeyOf(key), signature: gm.signer(key)(message) };
  });
  for (const one of signed) expect(gm.verify(one.publicKey, message, one.signature)).toBe(true);
  const [first, second] = signed;
  expect(gm.verify(first!.publicKey, message, second!.signature)).toBe(false);
  expect(gm.verify(first!.publicKey, message, first!.signature)).toBe(true);
});

test("two signatures of one message differ, and a stuck source of randomness leaks no nonce across messages", () => {
  const sign = gm.signer(privateKey);
  expect(toHex(sign(message))).not.toBe(toHex(sign(message)));
  const stuck = sm2Signer((n) => new Uint8Array(n).fill(1), privateKey);
  const [one, two] = [toRaw(stuck(encodeUtf8("one"))), toRaw(stuck(encodeUtf8("two")))];
  // s (1 + d) = k - r d, so k = s + (r + s) d: equal nonces would show here.
  const d = toBigInt(privateKey);
  const nonces = [one, two].map((raw) => {
    const [rr, ss] = [toBigInt(raw.subarray(0, 32)), toBigInt(raw.subarray(32))];
    return (ss + (rr + ss) * d) % order;
  });
  expect(nonces[0]).not.toBe(nonces[1]);
});

test("DER and raw signatures convert both ways", () => {
  expect(toHex(toRaw(der))).toBe(r + s);
  const scalar = fc.bigInt({ min: 1n, max: order - 1n });
  fc.assert(
    fc.property(scalar, scalar, (one, two) => {
      fc.pre(one + two !== order);
      const raw = concat(fromBigInt(one, 32), fromBigInt(two, 32));
      expect(fromRaw(raw)).toEqual(encodeSignature({ r: one, s: two }));
      expect(toRaw(fromRaw(raw))).toEqual(raw);
    }),
  );
});

test("points convert between compressed and uncompressed form for both parities", () => {
  expect(toHex(compressPoint(publicKey))).toBe(`03${vector.publicKey.slice(2, 66)}`);
  const parities = new Set<number>();
  for (let i = 0; i < 20; i++) {
    const point = gm.publicKeyOf(generatePrivateKey(random));
    const compressed = compressPoint(point);
    parities.add(compressed[0] ?? 0);
    expect(toHex(compressed)).toBe(oracle.compressPublicKeyHex(toHex(point)));
    expect(uncompressPoint(compressed)).toEqual(point);
    expect(uncompressPoint(point)).toEqual(point);
  }
  expect(parities).toEqual(new Set([2, 3]));
});

test("private keys are drawn by rejection from [1, n-2]", () => {
  const draws = [0n, order, order - 1n, 5n].map((value) => fromBigInt(value, 32));
  expect(generatePrivateKey(() => draws.shift() ?? new Uint8Array(32))).toEqual(fromBigInt(5n, 32));
  expect(() => generatePrivateKey((n) => new Uint8Array(n))).toThrow("bad-randomness");
  expect(() => generatePrivateKey(() => new Uint8Array(31).fill(1))).toThrow("bad-length");
});
