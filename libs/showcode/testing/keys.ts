import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  sign,
  verify,
} from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import type { CoseAlgorithm, Inflate, VerifyPorts } from "../src/index.ts";

/** SM2, SM3, ECDSA and zlib of Node: these tests lean on no other library of ours. */
const fromHex = (hex: string): Buffer => Buffer.from(hex, "hex");

interface Curve {
  readonly name: "SM2" | "prime256v1";
  readonly oid: string;
}
const curves: Readonly<Record<CoseAlgorithm, Curve>> = {
  "sm2-sm3": { name: "SM2", oid: "06082a811ccf5501822d" },
  es256: { name: "prime256v1", oid: "06082a8648ce3d030107" },
};
/** SubjectPublicKeyInfo and PKCS #8 around a point, uncompressed or not (RFC 5480, RFC 5915). */
const publicDer = ({ oid }: Curve, point: Uint8Array): Buffer => {
  const algorithm = `301306072a8648ce3d0201${oid}`;
  const bits = `03${(point.length + 1).toString(16).padStart(2, "0")}00`;
  const length = (21 + 3 + point.length).toString(16);
  return Buffer.concat([fromHex(`30${length}${algorithm}${bits}`), point]);
};
const privateDer = ({ oid }: Curve, secret: Uint8Array, point: Uint8Array): Buffer =>
  Buffer.concat([
    fromHex(`308187020100301306072a8648ce3d0201${oid}046d306b0201010420`),
    secret,
    fromHex("a144034200"),
    point,
  ]);

// source: GB/T 32918.5: a, b, xG, yG
const sm2Curve = fromHex(
  "FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFC" +
    "28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93" +
    "32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7" +
    "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0",
);
const sm3 = (bytes: Uint8Array): Buffer => createHash("sm3").update(bytes).digest();
const z = (point: Uint8Array): Buffer =>
  sm3(Buffer.concat([fromHex("0080"), Buffer.from("1234567812345678"), sm2Curve, point.subarray(1)]));

/** SEQUENCE { r, s } as r ‖ s and back: for SM2, Node knows the first form alone. */
function rawOf(der: Buffer): Buffer {
  const lengthOfR = der[3] ?? 0;
  const numbers = [der.subarray(4, 4 + lengthOfR), der.subarray(6 + lengthOfR)];
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(32), number]).subarray(-32)));
}
function derOf(raw: Uint8Array): Buffer {
  const numbers = [raw.subarray(0, 32), raw.subarray(32)].map((half) => {
    const digits = Buffer.from(half)
      .toString("hex")
      .replace(/^(00)+(?=..)/, "");
    const number = fromHex(/^[89a-f]/.test(digits) ? `00${digits}` : digits);
    return Buffer.concat([Buffer.of(2, number.length), number]);
  });
  const content = Buffer.concat(numbers);
  return Buffer.concat([Buffer.of(0x30, content.length), content]);
}

export interface TestKey {
  readonly algorithm: CoseAlgorithm;
  readonly keyId: Uint8Array;
  /** 65 bytes. */
  readonly publicKey: Uint8Array;
  /** 33 bytes. */
  readonly compressed: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** The same name gives the same key. */
export function keyOf(name: string, algorithm: CoseAlgorithm): TestKey {
  const curve = curves[algorithm];
  const secret = sm3(Buffer.from(name)).fill(0, 0, 1);
  const ecdh = createECDH(curve.name);
  ecdh.setPrivateKey(secret);
  const publicKey = new Uint8Array(ecdh.getPublicKey());
  const key = createPrivateKey({ key: privateDer(curve, secret, publicKey), format: "der", type: "pkcs8" });
  const p1363 = { key, dsaEncoding: "ieee-p1363" } as const;
  return {
    algorithm,
    keyId: new Uint8Array(sm3(publicKey).subarray(0, 8)),
    publicKey,
    compressed: new Uint8Array(ecdh.getPublicKey(null, "compressed")),
    sign: (message) =>
      new Uint8Array(
        algorithm === "es256"
          ? sign("sha256", message, p1363)
          : rawOf(createSign("sm3").update(z(publicKey)).update(message).sign(key)),
      ),
  };
}

export const verifySm2 = (point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const key = createPublicKey({ key: publicDer(curves["sm2-sm3"], point), format: "der", type: "spki" });
  return createVerify("sm3").update(z(point)).update(message).verify(key, derOf(signature));
};

export const verifyEs256 = (point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  try {
    const key = createPublicKey({ key: publicDer(curves.es256, point), format: "der", type: "spki" });
    return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    // Half of all 33 bytes are no point of the curve.
    return false;
  }
};

/** Whoever is listed is trusted, as `issuer` named. */
export const portsOf = (trusted: readonly (readonly [TestKey, string])[]): VerifyPorts => ({
  verifySm2,
  verifyEs256,
  findKey: (keyId) => {
    const [key, issuer] = trusted.find(([{ keyId: id }]) => Buffer.from(id).equals(keyId)) ?? [];
    return key && issuer !== undefined
      ? { algorithm: key.algorithm, publicKey: key.publicKey, issuer }
      : undefined;
  },
});

export const deflate = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateSync(bytes, { level: 9 }));

export const inflate: Inflate = (bytes, most) => {
  const { buffer, engine } = inflateSync(bytes, { maxOutputLength: most, info: true }) as unknown as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  if (engine.bytesWritten !== bytes.length) throw new Error("bytes after the stream");
  return new Uint8Array(buffer);
};
