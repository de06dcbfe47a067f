import {
  bits,
  element,
  explicit,
  explicitContent,
  integer,
  is,
  isContext,
  type Node,
  octets,
  oid,
  parse,
  readBitBytes,
  readOctets,
  readOid,
  readSmallInteger,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { encodeAlgorithm } from "./algorithm.ts";
import { CertificateError, reading } from "./error.ts";
import { oids } from "./oids.ts";

/** An SM2 key pair as stored. Plain: who stores it encrypts it. */
export interface PrivateKey {
  /** 32 bytes, big-endian. Whether it lies in 1 … n−2 is for the signer to check. */
  readonly privateKey: Uint8Array;
  /** 65-byte uncompressed point, where stored. Nothing here checks that it belongs to the private key. */
  readonly publicKey?: Uint8Array;
}

const curve = (): Uint8Array => oid(oids.sm2Curve);

/** PKCS #8 PrivateKeyInfo (RFC 5208 §5), the SEC 1 key inside without parameters. @throws CertificateError `bad-key`. */
export const encodePkcs8 = (key: PrivateKey): Uint8Array =>
  sequence(integer(0), encodeAlgorithm(oids.ecPublicKey, curve()), octets(encodeInner(key, false)));

/** SEC 1 ECPrivateKey (RFC 5915 §3) with the curve named. @throws CertificateError `bad-key`. */
export const encodeSec1 = (key: PrivateKey): Uint8Array => encodeInner(key, true);

function encodeInner({ privateKey, publicKey }: PrivateKey, named: boolean): Uint8Array {
  if (privateKey.length !== 32 || (publicKey !== undefined && publicKey.length !== 65)) {
    throw new CertificateError("bad-key");
  }
  return sequence(
    integer(1),
    octets(privateKey),
    named ? explicit(0, curve()) : undefined,
    publicKey === undefined ? undefined : explicit(1, bits(publicKey)),
  );
}

/**
 * Reads PKCS #8 or SEC 1, told apart by the second element.
 * @throws CertificateError `not-sm2` for a key of another algorithm or curve, `bad-key` for one of the wrong size or
 *   version, `bad-der`.
 */
export const parsePrivateKey = (der: Uint8Array): PrivateKey =>
  reading(der, (root) => {
    const parts = sequenceOf(root);
    const version = readSmallInteger(element(parts, 0, root.at));
    const second = element(parts, 1, root.at);
    if (is(second, "octetString")) return readInner(root, true);
    const algorithm = sequenceOf(second);
    const parameters = algorithm[1];
    if (readOid(element(algorithm, 0, second.at)) !== oids.ecPublicKey || !isSm2Curve(parameters)) {
      throw new CertificateError("not-sm2", second.at);
    }
    // Version 1 (RFC 5958) may carry attributes and the public key again behind the key.
    if (version > 1) throw new CertificateError("bad-key", root.at);
    return readInner(parse(readOctets(element(parts, 2, root.at))), false);
  });

const isSm2Curve = (node: Node | undefined): boolean =>
  node !== undefined && is(node, "oid") && readOid(node) === oids.sm2Curve;

function readInner(node: Node, mustName: boolean): PrivateKey {
  const parts = sequenceOf(node);
  if (readSmallInteger(element(parts, 0, node.at)) !== 1) throw new CertificateError("bad-key", node.at);
  const privateKey = readOctets(element(parts, 1, node.at));
  const named = parts.find((part) => isContext(part, 0));
  const stored = parts.find((part) => isContext(part, 1));
  if (named === undefined ? mustName : !isSm2Curve(explicitContent(named, 0))) {
    throw new CertificateError("not-sm2", node.at);
  }
  if (privateKey.length !== 32) throw new CertificateError("bad-key", node.at);
  if (stored === undefined) return { privateKey };
  const publicKey = readBitBytes(explicitContent(stored, 1));
  if (publicKey.length !== 65 || publicKey[0] !== 4) throw new CertificateError("bad-key", stored.at);
  return { privateKey, publicKey };
}
