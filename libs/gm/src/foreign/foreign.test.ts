import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect, test } from "vitest";
import { foreignAlgorithms, type NistCurve, type RsaScheme, type Sha2 } from "./foreign.ts";

// node:crypto, which is OpenSSL, makes what is verified here.
const message = Buffer.from("照面");
const names: readonly Sha2[] = ["sha-256", "sha-384", "sha-512"];
const digests = (name: Sha2): Uint8Array =>
  new Uint8Array(createHash(name.replace("-", "")).update(message).digest());
const base64 = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? "", "base64url"));
const rsaKey = (key: KeyObject) => {
  const { n, e } = key.export({ format: "jwk" });
  return { modulus: base64(n), exponent: base64(e) };
};
const pointOf = (key: KeyObject): Uint8Array => {
  const { x, y } = key.export({ format: "jwk" });
  return Uint8Array.of(4, ...base64(x), ...base64(y));
};
const changed = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

test.each(names)("%s of several parts is that of the whole", (name) => {
  const parts = foreignAlgorithms.digest(name, message.subarray(0, 2), message.subarray(2));
  expect(parts).toEqual(digests(name));
});

test.each([2048, 2056, 3072, 2049])(
  "RSA of %i bits: what OpenSSL signs fits, and nothing else",
  (modulusLength) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength });
    const key = rsaKey(publicKey);
    for (const name of names) {
      const digest = digests(name);
      const padding = constants.RSA_PKCS1_PADDING;
      const plain = new Uint8Array(sign(name.replace("-", ""), message, { key: privateKey, padding }));
      const scheme: RsaScheme = { padding: "pkcs1", digest: name };
      expect(foreignAlgorithms.verifyRsa(key, scheme, digest, plain)).toBe(true);
      for (const at of [0, 1, 100, plain.length - 1])
        expect(foreignAlgorithms.verifyRsa(key, scheme, digest, changed(plain, at))).toBe(false);
      expect(foreignAlgorithms.verifyRsa(key, scheme, changed(digest, 3), plain)).toBe(false);
      expect(
        foreignAlgorithms.verifyRsa(key, { ...scheme, digest: "sha-512" }, digests("sha-256"), plain),
      ).toBe(false);
      for (const saltLength of [0, 20, digest.length]) {
        const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
        const salted = new Uint8Array(sign(name.replace("-", ""), message, pss));
        const by: RsaScheme = { padding: "pss", digest: name, saltLength };
        expect(foreignAlgorithms.verifyRsa(key, by, digest, salted)).toBe(true);
        expect(foreignAlgorithms.verifyRsa(key, { ...by, saltLength: saltLength + 1 }, digest, salted)).toBe(
          false,
        );
        expect(foreignAlgorithms.verifyRsa(key, by, digest, changed(salted, 7))).toBe(false);
        expect(foreignAlgorithms.verifyRsa(key, scheme, digest, salted)).toBe(false);
      }
    }
  },
);

test("RSA keys that are short, even, or have an exponent without limit are refused", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const scheme: RsaScheme = { padding: "pkcs1", digest: "sha-256" };
  const signature = new Uint8Array(sign("sha256", message, privateKey));
  expect(foreignAlgorithms.verifyRsa(rsaKey(publicKey), scheme, digests("sha-256"), signature)).toBe(false);
  const one = (exponent: number[]) =>
    foreignAlgorithms.verifyRsa(
      { modulus: new Uint8Array(256).fill(0xff), exponent: Uint8Array.from(exponent) },
      scheme,
      digests("sha-256"),
      new Uint8Array(256).fill(1),
    );
  expect([one([1]), one([2]), one([1, 0, 0, 0, 0, 1]), one(new Array(200).fill(255))]).toEqual(
    new Array(4).fill(false),
  );
});

test.each([
  ["p-256", "prime256v1", "sha-256"],
  ["p-384", "secp384r1", "sha-384"],
  ["p-256", "prime256v1", "sha-512"],
] as const)(
  "ECDSA on %s: what OpenSSL signs fits, and nothing else",
  (curve: NistCurve, namedCurve, name) => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
    const point = pointOf(publicKey);
    for (let i = 0; i < 4; i++) {
      const signature = new Uint8Array(sign(name.replace("-", ""), message, privateKey));
      const digest = digests(name);
      expect(foreignAlgorithms.verifyEcdsa(curve, point, digest, signature)).toBe(true);
      expect(foreignAlgorithms.verifyEcdsa(curve, point, changed(digest, 0), signature)).toBe(false);
      expect(foreignAlgorithms.verifyEcdsa(curve, point, digest, changed(signature, 12))).toBe(false);
      expect(foreignAlgorithms.verifyEcdsa(curve, changed(point, 9), digest, signature)).toBe(false);
      expect(foreignAlgorithms.verifyEcdsa(curve, point, digest, new Uint8Array(3))).toBe(false);
    }
  },
);
