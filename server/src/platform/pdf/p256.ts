import { createECDH, createHash, createPrivateKey, sign } from "node:crypto";
import type { P256Ports } from "@liangzheng/pki";

/** A key of P-256 from node:crypto, for the signatures that programs outside China read (FIPS 186-5). */
export interface P256Key extends P256Ports {
  /** 65-byte uncompressed point. */
  readonly publicKey: Uint8Array;
}

/** @throws Error for a private key that is not 32 bytes or out of range. */
export function openP256(privateKey: Uint8Array): P256Key {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateKey);
  const point = curve.getPublicKey();
  const part = (from: number): string => point.subarray(from, from + 32).toString("base64url");
  const d = Buffer.from(privateKey).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", x: part(1), y: part(33), d };
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return {
    publicKey: new Uint8Array(point),
    sign: (message) => new Uint8Array(sign("sha256", message, key)),
    digest: (message) => new Uint8Array(createHash("sha256").update(message).digest()),
  };
}

/** A new private key: 32 bytes. All but one in 2^32 are in range, and those are drawn again. */
export function newP256Key(random: (length: number) => Uint8Array): Uint8Array {
  for (;;) {
    const key = random(32);
    try {
      openP256(key);
      return key;
    } catch {
      // Out of range: drawn again.
    }
  }
}
