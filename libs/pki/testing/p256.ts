import { createECDH, createHash } from "node:crypto";
import { bits, oid, parse, sequence, sequenceOf } from "@liangzheng/asn1";
import { concat, equalBytes } from "@liangzheng/bytes";
import {
  type Certificate,
  encodePublicKeyInfo,
  type ForeignAlgorithms,
  oids,
  parseCertificate,
  type Sha2,
} from "../src/index.ts";

/*
 * ECDSA on P-256 for tests of whose key signed what. Points and digests are real; a signature is the SHA-256 of point and
 * digest, which anybody could make: that ECDSA itself is computed rightly is tested where it is computed.
 */
const sha2 = (name: Sha2, ...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash(name.replace("-", ""));
  return new Uint8Array(hash.update(concat(...parts)).digest());
};

export interface P256Key {
  readonly publicKey: Uint8Array;
  readonly ports: {
    readonly sign: (message: Uint8Array) => Uint8Array;
    readonly digest: (message: Uint8Array) => Uint8Array;
  };
}

/** The same name gives the same key. */
export function p256KeyOf(name: string): P256Key {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(createHash("sha256").update(name).digest());
  const publicKey = new Uint8Array(ecdh.getPublicKey());
  const digest = (message: Uint8Array) => sha2("sha-256", message);
  return { publicKey, ports: { digest, sign: (message) => sha2("sha-256", publicKey, digest(message)) } };
}

export const foreign: ForeignAlgorithms = {
  digest: sha2,
  verifyEcdsa: (_curve, point, digest, signature) => equalBytes(signature, sha2("sha-256", point, digest)),
  verifyRsa: () => true,
};

const ecdsa = sequence(oid(oids.ecdsaWithSha256));
function signedAnew(tbs: readonly Uint8Array[], by: P256Key): Uint8Array {
  const toBeSigned = sequence(...tbs);
  return sequence(toBeSigned, ecdsa, bits(by.ports.sign(toBeSigned)));
}
const fieldsOf = (der: Uint8Array): readonly Uint8Array[] => {
  const [tbs] = sequenceOf(parse(der));
  return tbs === undefined ? [] : sequenceOf(tbs).map(({ raw }) => raw);
};

/** A certificate of SM2 made over: for another key, and signed by another. */
export const overP256 = ({ raw }: Certificate, key: P256Key, by: P256Key): Certificate =>
  parseCertificate(
    signedAnew(
      // RFC 5280 §4.1: version, serial, signature, issuer, validity, subject, key, extensions.
      fieldsOf(raw).map((field, at) =>
        at === 2 ? ecdsa : at === 6 ? encodePublicKeyInfo(key.publicKey, oids.p256) : field,
      ),
      by,
    ),
  );

/** A list of SM2 (RFC 5280 §5.1: version, signature, …) signed anew. */
export const listOverP256 = (crl: Uint8Array, by: P256Key): Uint8Array =>
  signedAnew(
    fieldsOf(crl).map((field, at) => (at === 1 ? ecdsa : field)),
    by,
  );
