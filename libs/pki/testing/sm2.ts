import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
} from "node:crypto";
import { concat, encodeUtf8, fromHex } from "@liangzheng/bytes";
import {
  type Digest,
  encodePkcs8,
  encodePublicKeyInfo,
  type Sign,
  type VerifySignature,
} from "../src/index.ts";

/**
 * SM2 and SM3 of Node's OpenSSL, so that these tests lean on no code of ours. Node is right in one way only: keys
 * imported from DER, and Z ‖ M under `createSign("sm3")`.
 */
const digest: Digest = (message) => new Uint8Array(createHash("sm3").update(message).digest());

const identifier = encodeUtf8("1234567812345678");
// source: GB/T 32918.5: a, b, xG, yG
const curve = fromHex(
  "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC" +
    "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93" +
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7" +
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0",
);
const z = (point: Uint8Array): Uint8Array =>
  digest(concat(Uint8Array.of(0, 128), identifier, curve, point.subarray(1)));

export const verify: VerifySignature = (publicKey, message, signature) => {
  try {
    const key = createPublicKey({
      key: Buffer.from(encodePublicKeyInfo(publicKey)),
      format: "der",
      type: "spki",
    });
    return createVerify("sm3").update(z(publicKey)).update(message).verify(key, signature);
  } catch {
    return false;
  }
};

export interface TestKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly sign: Sign;
  readonly ports: { readonly sign: Sign; readonly digest: Digest };
}

/** The same name gives the same key. */
export function keyOf(name: string): TestKey {
  const privateKey = digest(encodeUtf8(name)).fill(0, 0, 1);
  const ecdh = createECDH("SM2");
  ecdh.setPrivateKey(privateKey);
  const publicKey = new Uint8Array(ecdh.getPublicKey());
  const key = createPrivateKey({
    key: Buffer.from(encodePkcs8({ privateKey, publicKey })),
    format: "der",
    type: "pkcs8",
  });
  const sign: Sign = (message) =>
    new Uint8Array(createSign("sm3").update(z(publicKey)).update(message).sign(key));
  return { privateKey, publicKey, sign, ports: { sign, digest } };
}

export { digest as sm3 };
