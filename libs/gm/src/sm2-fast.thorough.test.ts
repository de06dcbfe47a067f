import { createPrivateKey, createPublicKey, createSign, createVerify, randomBytes } from "node:crypto";
import { bits, integer, octets, oid, sequence } from "@liangzheng/asn1";
import { encodeUtf8, fromBigInt, fromHex, toBigInt, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import vector from "../vectors/sm2.json" with { type: "json" };
import { fastSm2, fromRaw, generatePrivateKey, pureGm, sm2Identity } from "./index.ts";
import { modulo, order, publicCurve, secretCurve } from "./sm2-curve.ts";
import { signFast } from "./sm2-fast.ts";
import { signDigest } from "./sm2-sign.ts";
import { startMultiples } from "./sm2-wasm/multiples.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const pure = pureGm(random);
const fast = fastSm2(random, pure);
const multiples = startMultiples();
const privateKey = fromHex(vector.privateKey);
const publicKey = fromHex(vector.publicKey);
const message = encodeUtf8(vector.signature.message);

test("key and signature of GB/T 32918.5 A.2 come out as printed, and are accepted cold and with a table", () => {
  expect(toHex(fast.publicKeyOf(privateKey))).toBe(vector.publicKey);
  const inverse = multiples.inverseOfNext(privateKey);
  const nonce = fromBigInt(BigInt(`0x${vector.nonce}`), 32);
  const { r, s } = vector.signature;
  expect(signFast(multiples, inverse, fromHex(vector.signature.digest), nonce)).toEqual({
    r: BigInt(`0x${r}`),
    s: BigInt(`0x${s}`),
  });
  const der = fromRaw(fromHex(r + s));
  for (let i = 0; i < 20; i++) {
    expect(fast.verify(publicKey, message, der)).toBe(true);
    expect(fast.verify(publicKey, encodeUtf8("message digesT"), der)).toBe(false);
  }
});

test("with the same randomness fast and pure sign the same, byte by byte", () => {
  const constant = (n: number) => new Uint8Array(n).fill(7);
  const other = fastSm2(constant, pure);
  for (let i = 0; i < 200; i++) {
    const key = generatePrivateKey(random);
    expect(other.publicKeyOf(key)).toEqual(pure.publicKeyOf(key));
    const text = random(i);
    expect(other.signer(key)(text)).toEqual(pureGm(constant).signer(key)(text));
  }
});

test("OpenSSL accepts signatures of a thousand messages under ten keys, and its own are accepted", () => {
  const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301"));
  for (let i = 0; i < 10; i++) {
    const key = generatePrivateKey(random);
    const point = fast.publicKeyOf(key);
    const sign = fast.signer(key);
    const sec1 = sequence(integer(1), octets(key));
    const pkcs8 = Buffer.from(sequence(integer(0), algorithm, octets(sec1)));
    const theirKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
    const spki = Buffer.from(sequence(algorithm, bits(point)));
    const theirPublicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
    const identity = sm2Identity(point);
    for (let j = 0; j < 100; j++) {
      const text = random(j);
      const ours = sign(text);
      expect(createVerify("sm3").update(identity).update(text).verify(theirPublicKey, ours)).toBe(true);
      const theirs = new Uint8Array(createSign("sm3").update(identity).update(text).sign(theirKey));
      expect(fast.verify(point, text, theirs)).toBe(true);
      expect(fast.verify(point, text, j % 2 === 0 ? ours : theirs)).toBe(true);
      expect(fast.verify(point, random(j + 1), theirs)).toBe(false);
    }
  }
});

const scalars = [1n, 2n, 3n, 63n, 64n, order >> 1n, order - 64n, order - 3n, order - 2n, order - 1n];

test("nonces and digests at every bound give what the reference gives", () => {
  const curve = secretCurve(random);
  const digests = [0n, 1n, order - 1n, order, order + 1n, (1n << 256n) - 1n].map((value) =>
    fromBigInt(value, 32),
  );
  for (const d of [1n, 2n, order - 2n, toBigInt(privateKey)]) {
    const inverse = multiples.inverseOfNext(fromBigInt(d, 32));
    for (const k of scalars)
      for (const digest of digests)
        expect(signFast(multiples, inverse, digest, fromBigInt(k, 32))).toEqual(
          signDigest(curve, curve.Fn.inv(d + 1n), digest, k),
        );
  }
});

test.each<[string, (k: bigint, x: bigint, d: bigint) => bigint]>([
  ["r is nought", (_k, x) => modulo(-x)],
  ["r + k is the order", (k, x) => modulo(-k - x)],
  // s = (1 + d)^-1 (k - r d) vanishes for r = k / d.
  ["s is nought", (k, x, d) => modulo(k * publicCurve.Fn.inv(d) - x)],
])("a nonce for which %s is refused, as by the reference", (_, digestFor) => {
  const curve = secretCurve(random);
  for (let i = 0; i < 20; i++) {
    const [d, k] = [toBigInt(generatePrivateKey(random)), toBigInt(generatePrivateKey(random))];
    const x = publicCurve.BASE.multiplyUnsafe(k).toAffine().x;
    const digest = fromBigInt(digestFor(k, x, d), 32);
    const inverse = multiples.inverseOfNext(fromBigInt(d, 32));
    expect(signFast(multiples, inverse, digest, fromBigInt(k, 32))).toBeUndefined();
    expect(signDigest(curve, curve.Fn.inv(d + 1n), digest, k)).toBeUndefined();
  }
});

// The private keys 1 and n - 2 have the public keys G and -2 G; signatures by small nonces meet them on the way.
test("keys that are small multiples of the base point verify as by the reference", () => {
  const curve = secretCurve(random);
  for (const d of [1n, 2n, 3n, 63n, 64n, order - 3n, order - 2n]) {
    const key = fromBigInt(d, 32);
    const point = fast.publicKeyOf(key);
    const digest = pure.sm3(sm2Identity(point), message);
    for (const k of scalars) {
      const signature = signDigest(curve, curve.Fn.inv(d + 1n), digest, k);
      if (signature === undefined) continue;
      const der = sequence(integer(signature.r), integer(signature.s));
      expect(fast.verify(point, message, der), `${d} ${k}`).toBe(true);
    }
    // Any two numbers as a signature, some of which add up to infinity.
    for (const r of scalars)
      for (const s of scalars) {
        const der = sequence(integer(r), integer(s));
        expect(fast.verify(point, message, der)).toBe(pure.verify(point, message, der));
      }
  }
});

test("many keys are verified in turn, more than there are slots, and come back after they were forgotten", () => {
  const signed = Array.from({ length: 70 }, () => {
    const key = generatePrivateKey(random);
    return { publicKey: fast.publicKeyOf(key), signature: fast.signer(key)(message) };
  });
  for (let round = 0; round < 3; round++)
    for (const [i, one] of signed.entries()) {
      // Some are used often enough to have a full table when their slot is taken over.
      for (let use = 0; use < (i % 10 === 0 ? 20 : 1); use++)
        expect(fast.verify(one.publicKey, message, one.signature)).toBe(true);
      expect(fast.verify(one.publicKey, message, signed[(i + 1) % 70]!.signature)).toBe(false);
    }
});

test("without WebAssembly it says so, and one that forbids it is not hidden", () => {
  const host = Reflect.get(globalThis, "WebAssembly");
  try {
    Reflect.set(globalThis, "WebAssembly", undefined);
    expect(() => fastSm2(random, pure)).toThrow("no WebAssembly");
  } finally {
    Reflect.set(globalThis, "WebAssembly", host);
  }
});
