import { createHash, createSign, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { concat, encodeUtf8, fromHex } from "@liangzheng/bytes";
import { type Gm, generatePrivateKey, pureGm, sm2Identity, sm2Signer } from "@liangzheng/gm";
import fc from "fast-check";
import { sm2 as oracle } from "sm-crypto-v2";
import { expect, test } from "vitest";
import { differences } from "./differences.ts";
import { nativeGm } from "./native.ts";
import { importPrivateKey } from "./sm2-keys.ts";

const random = (n: number) => new Uint8Array(randomBytes(n));
const pure = pureGm(random);
const native = nativeGm();

test("the native backend keeps every claim", () => {
  expect(differences(native, pure)).toEqual([]);
});

test("the reference keeps every claim against itself", () => {
  expect(differences(pure, pure)).toEqual([]);
});

const broken: readonly (readonly [string, Partial<Gm>, string])[] = [
  [
    "signs under an empty id",
    { signer: (key) => sm2Signer(random, key, "") },
    "signatures of the backend are accepted by the reference",
  ],
  [
    "accepts anything that is long enough",
    { verify: (_key, message, signature) => message.length > 0 && signature.length > 69 },
    "a changed message, signature or key is refused",
  ],
  [
    "answers with raw signatures",
    { signer: () => () => new Uint8Array(64).fill(1) },
    "signatures of the backend are accepted by the reference",
  ],
  ["refuses everything", { verify: () => false }, "the standard's signature is accepted (GB/T 32918.5 A.2)"],
  [
    "takes signatures with bytes after them",
    { verify: (key, message, der) => native.verify(key, message, der.subarray(0, 2 + (der[1] ?? 0))) },
    "a signature that is not strict DER is refused",
  ],
  [
    "hashes with SHA-256",
    {
      sm3: (...parts) =>
        new Uint8Array(
          createHash("sha256")
            .update(concat(...parts))
            .digest(),
        ),
    },
    "SM3 of the standard's message (GB/T 32905 A.1)",
  ],
  [
    "counts 32 bits only",
    {
      sm4Ctr: (key, counter, data) =>
        counter[15] === 0xff
          ? native.sm4Ctr(key, new Uint8Array(16), data)
          : native.sm4Ctr(key, counter, data),
    },
    "SM4-CTR at every block boundary, with a counter that wraps",
  ],
  [
    "counts 32 bits only under a key used often",
    {
      sm4CtrUnder: (key) => (counter, data) =>
        native.sm4CtrUnder(key)(counter[15] === 0xff ? new Uint8Array(16) : counter, data),
    },
    "HMAC-SM3 and SM4-CTR under one key used many times",
  ],
  [
    "keys the MAC wrongly",
    { hmacSm3: (_key, ...parts) => native.sm3(...parts) },
    "HMAC-SM3 with keys on both sides of a block",
  ],
  [
    "takes any private key",
    { publicKeyOf: () => new Uint8Array(65) },
    "a private key out of range is refused",
  ],
];

test.each(broken)("a backend that %s is found out", (_, fault, claim) => {
  expect(differences({ ...native, ...fault }, pure)).toContain(claim);
});

test("a backend that throws is found out with its message", () => {
  const failing: Gm = {
    ...native,
    sm3: () => {
      throw new Error("no such digest");
    },
  };
  expect(differences(failing, pure)).toContain(
    "SM3 of the standard's message (GB/T 32905 A.1) (no such digest)",
  );
});

// The two traps that make this backend go the long way round: should either vanish, the comments can too.
test("node:crypto in one shot, and with keys as generated, signs what no peer accepts", () => {
  const privateKey = generatePrivateKey(random);
  const publicKey = native.publicKeyOf(privateKey);
  const message = encodeUtf8("message digest");
  const { key } = importPrivateKey(privateKey);
  expect(pure.verify(publicKey, message, new Uint8Array(sign("sm3", message, key)))).toBe(false);
  const pair = generateKeyPairSync("ec", { namedCurve: "SM2" });
  const point = new Uint8Array(pair.publicKey.export({ format: "der", type: "spki" }).subarray(-65));
  const signature = createSign("sm3").update(sm2Identity(point)).update(message).sign(pair.privateKey);
  expect(pure.verify(point, message, new Uint8Array(signature))).toBe(false);
});

test("native, pure and sm-crypto-v2 accept each other's signatures under random keys", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (message) => {
      const privateKey = generatePrivateKey(random);
      const publicKey = native.publicKeyOf(privateKey);
      expect(publicKey).toEqual(pure.publicKeyOf(privateKey));
      const hex = Buffer.from(publicKey).toString("hex");
      const options = { der: true, hash: true };
      const ours = native.signer(privateKey)(message);
      expect(pure.verify(publicKey, message, ours)).toBe(true);
      expect(oracle.doVerifySignature(message, Buffer.from(ours).toString("hex"), hex, options)).toBe(true);
      expect(native.verify(publicKey, message, pure.signer(privateKey)(message))).toBe(true);
      const theirs = oracle.doSignature(message, Buffer.from(privateKey).toString("hex"), options);
      expect(native.verify(publicKey, message, fromHex(theirs))).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test("a private key with leading zeros has a 65-byte point in both backends", () => {
  const privateKey = new Uint8Array(32);
  privateKey[31] = 2;
  expect(native.publicKeyOf(privateKey)).toEqual(pure.publicKeyOf(privateKey));
  const message = encodeUtf8("short key");
  expect(pure.verify(pure.publicKeyOf(privateKey), message, native.signer(privateKey)(message))).toBe(true);
});

test("native and pure give one verdict on arbitrary signatures with the outer form of DER", () => {
  const privateKey = generatePrivateKey(random);
  const publicKey = native.publicKeyOf(privateKey);
  const message = encodeUtf8("m");
  const good = native.signer(privateKey)(message);
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const changed = good.slice();
      changed[at] = byte;
      expect(native.verify(publicKey, message, changed)).toBe(pure.verify(publicKey, message, changed));
    }),
    { numRuns: 150 },
  );
});

test("what is opened out of a Buffer is left as it was", () => {
  const encrypt = native.sm4CtrUnder(new Uint8Array(16));
  const row = Buffer.alloc(80, 7);
  encrypt(row.subarray(0, 16), row.subarray(16, 48));
  expect(row).toEqual(Buffer.alloc(80, 7));
});
