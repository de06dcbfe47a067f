import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { bits, integer, octets, oid, sequence } from "@liangzheng/asn1";
import { GmError, parsePrivateKey, sm2Identity } from "@liangzheng/gm";

const algorithm = sequence(oid("1.2.840.10045.2.1"), oid("1.2.156.10197.1.301"));

/** A key as OpenSSL holds it, and the Z that every message is preceded by. */
export interface Sm2Key {
  readonly key: KeyObject;
  readonly identity: Uint8Array;
}

/**
 * The public key from its 65-byte point, through DER: only imported keys are SM2 keys to `node:crypto`.
 * @throws GmError `bad-length`; an ordinary error when OpenSSL refuses the point.
 */
export function importPublicKey(publicKey: Uint8Array): Sm2Key {
  const identity = sm2Identity(publicKey);
  // OpenSSL would also take the hybrid form, under which one key would have two names.
  if (publicKey[0] !== 4) throw new GmError("bad-point", "not uncompressed");
  const spki = Buffer.from(sequence(algorithm, bits(publicKey)));
  return { key: asSm2(createPublicKey({ key: spki, format: "der", type: "spki" })), identity };
}

/** The private key from its 32 bytes, through PKCS #8. @throws GmError `bad-private-key` or `bad-length`. */
export function importPrivateKey(privateKey: Uint8Array): Sm2Key {
  parsePrivateKey(privateKey);
  const sec1 = sequence(integer(1), octets(privateKey));
  const pkcs8 = Buffer.from(sequence(integer(0), algorithm, octets(sec1)));
  const key = asSm2(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
  pkcs8.fill(0);
  sec1.fill(0);
  return { key, identity: sm2Identity(publicKeyOf(privateKey)) };
}

/** @throws GmError `bad-private-key` or `bad-length`. */
export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  parsePrivateKey(privateKey);
  const pair = createECDH("SM2");
  pair.setPrivateKey(privateKey);
  return new Uint8Array(pair.getPublicKey());
}

/** A key that Node knows the type of ("ec") would sign plain ECDSA over the SM2 curve, and say nothing. */
function asSm2(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== undefined) throw new Error("not imported as an SM2 key");
  return key;
}
