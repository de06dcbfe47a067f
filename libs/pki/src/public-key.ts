import {
  bits,
  element,
  is,
  type Node,
  oid,
  readBitBytes,
  readOid,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { type Algorithm, encodeAlgorithm, readAlgorithm } from "./algorithm.ts";
import { CertificateError, reading } from "./error.ts";
import { oids } from "./oids.ts";
import type { Digest } from "./signature.ts";

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export interface PublicKeyInfo {
  readonly raw: Uint8Array;
  readonly algorithm: Algorithm;
  /** The named curve of an elliptic-curve key. */
  readonly curve?: string;
  /** The stored key: a point for elliptic curves, an RSAPublicKey for RSA. */
  readonly bytes: Uint8Array;
  /** The 65-byte uncompressed point, of an SM2 key only (GM/T 0015: id-ecPublicKey and the SM2 curve). */
  readonly sm2Point?: Uint8Array;
}

/** @throws Asn1Error */
export function readPublicKeyInfo(node: Node): PublicKeyInfo {
  const parts = sequenceOf(node);
  const head = element(parts, 0, node.at);
  const algorithm = readAlgorithm(head);
  const bytes = readBitBytes(element(parts, 1, node.at));
  const [, parameters] = head.children;
  if (algorithm.oid !== oids.ecPublicKey || parameters === undefined || !is(parameters, "oid")) {
    return { raw: node.raw, algorithm, bytes };
  }
  const curve = readOid(parameters);
  return curve === oids.sm2Curve && bytes.length === 65 && bytes[0] === 4
    ? { raw: node.raw, algorithm, curve, bytes, sm2Point: bytes }
    : { raw: node.raw, algorithm, curve, bytes };
}

/** @throws CertificateError `bad-der`. */
export const parsePublicKeyInfo = (der: Uint8Array): PublicKeyInfo => reading(der, readPublicKeyInfo);

/**
 * Of SM2, or of another curve of 256 bits where one is named.
 * @throws CertificateError `bad-key` unless `point` has 65 bytes and begins with 04.
 */
export function encodePublicKeyInfo(point: Uint8Array, curve: string = oids.sm2Curve): Uint8Array {
  if (point.length !== 65 || point[0] !== 4) throw new CertificateError("bad-key");
  return sequence(encodeAlgorithm(oids.ecPublicKey, oid(curve)), bits(point));
}

/** Key identifier: the leftmost 160 bits of the digest of the key's bits (RFC 7093 §2, method 1, with SM3). */
export const keyIdentifierOf = (point: Uint8Array, digest: Digest): Uint8Array => digest(point).slice(0, 20);
