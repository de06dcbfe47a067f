import {
  bits,
  boolean,
  explicit,
  implicit,
  integer,
  is,
  type Node,
  octets,
  oid,
  readBits,
  readBoolean,
  readOctets,
  readOid,
  readSmallInteger,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { CertificateError } from "./error.ts";
import { type Extension, encodeExtension, readAuthorityKeyIdentifier, readExtension } from "./extension.ts";
import { oids } from "./oids.ts";

/** RFC 5280 §4.2.1.3, in bit order. */
export const keyUsages = [
  "digital-signature",
  "non-repudiation",
  "key-encipherment",
  "data-encipherment",
  "key-agreement",
  "key-cert-sign",
  "crl-sign",
  "encipher-only",
  "decipher-only",
] as const;
export type KeyUsage = (typeof keyUsages)[number];

export interface BasicConstraints {
  readonly ca: boolean;
  readonly pathLength?: number;
}

/** The extensions a validator acts on; absent where the certificate has none. */
export interface KnownExtensions {
  readonly basicConstraints?: BasicConstraints;
  readonly keyUsage?: readonly KeyUsage[];
  readonly extKeyUsage?: readonly string[];
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: Uint8Array;
}

/** @throws CertificateError `bad-extension` with the cause, for a known extension whose value cannot be read. */
export function readKnownExtensions(extensions: readonly Extension[]): KnownExtensions {
  const read = <T>(name: string, reader: (node: Node) => T): T | undefined =>
    readExtension(extensions, name, reader);
  const basicConstraints = read(oids.basicConstraints, readBasicConstraints);
  const keyUsage = read(oids.keyUsage, readKeyUsage);
  const extKeyUsage = read(oids.extKeyUsage, (node) => sequenceOf(node).map(readOid));
  const subjectKeyIdentifier = read(oids.subjectKeyIdentifier, readOctets);
  const authorityKeyIdentifier = read(oids.authorityKeyIdentifier, readAuthorityKeyIdentifier);
  return {
    ...(basicConstraints && { basicConstraints }),
    ...(keyUsage && { keyUsage }),
    ...(extKeyUsage && { extKeyUsage }),
    ...(subjectKeyIdentifier && { subjectKeyIdentifier }),
    ...(authorityKeyIdentifier && { authorityKeyIdentifier }),
  };
}

function readBasicConstraints(node: Node): BasicConstraints {
  const parts = sequenceOf(node);
  const flag = is(parts[0], "boolean") ? parts[0] : undefined;
  const ca = flag !== undefined && readBoolean(flag);
  const length = parts[flag === undefined ? 0 : 1];
  if (parts.length > (flag === undefined ? 1 : 2)) throw new CertificateError("bad-extension", node.at);
  return length === undefined ? { ca } : { ca, pathLength: readSmallInteger(length) };
}

function readKeyUsage(node: Node): readonly KeyUsage[] {
  const { bytes } = readBits(node);
  return keyUsages.filter((_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

export function encodeBasicConstraints({ ca, pathLength }: BasicConstraints): Uint8Array {
  const length = pathLength === undefined ? undefined : integer(pathLength);
  return encodeExtension(oids.basicConstraints, true, sequence(ca ? boolean(true) : undefined, length));
}

export function encodeKeyUsage(usages: readonly KeyUsage[]): Uint8Array {
  const set = keyUsages.flatMap((usage, bit) => (usages.includes(usage) ? [bit] : []));
  const last = set.at(-1) ?? 0;
  const bytes = new Uint8Array((last >> 3) + 1);
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  // DER drops trailing zero bits of a named bit list (X.690 §11.2.2).
  return encodeExtension(oids.keyUsage, true, bits(bytes, 7 - (last & 7)));
}

/** Critical for a certificate that stamps time and nothing else, as RFC 3161 §2.3 asks. */
export const encodeExtKeyUsage = (purposes: readonly string[]): Uint8Array => {
  const stampsTime = purposes.length === 1 && purposes[0] === oids.timeStamping;
  return encodeExtension(oids.extKeyUsage, stampsTime, sequence(...purposes.map(oid)));
};

/** One place where the issuer's list lies, as a URI (RFC 5280 §4.2.1.13). */
export function encodeCrlDistributionPoint(uri: string): Uint8Array {
  const fullName = implicit(0, implicit(6, encodeUtf8(uri), false), true);
  return encodeExtension(oids.crlDistributionPoints, false, sequence(sequence(explicit(0, fullName))));
}

export const encodeSubjectKeyIdentifier = (identifier: Uint8Array): Uint8Array =>
  encodeExtension(oids.subjectKeyIdentifier, false, octets(identifier));

export const encodeAuthorityKeyIdentifier = (identifier: Uint8Array): Uint8Array =>
  encodeExtension(oids.authorityKeyIdentifier, false, sequence(implicit(0, identifier, false)));
