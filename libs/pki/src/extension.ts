import {
  boolean,
  element,
  is,
  isContext,
  type Node,
  octets,
  oid,
  parse,
  readBoolean,
  readOctets,
  readOid,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { CertificateError } from "./error.ts";

/** One extension (RFC 5280 §4.2). `value` is the DER inside the OCTET STRING. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/**
 * Extensions in stored order. An explicit `critical FALSE`, which DER forbids but some makers write, is taken.
 * @throws Asn1Error; CertificateError `duplicate-extension`.
 */
export function readExtensions(node: Node): readonly Extension[] {
  const seen = new Set<string>();
  return sequenceOf(node).map((item) => {
    const parts = sequenceOf(item);
    const name = readOid(element(parts, 0, item.at));
    const flag = is(parts[1], "boolean") ? parts[1] : undefined;
    const value = element(parts, flag === undefined ? 1 : 2, item.at);
    if (parts.length !== (flag === undefined ? 2 : 3)) throw new CertificateError("bad-extension", item.at);
    if (seen.has(name)) throw new CertificateError("duplicate-extension", item.at);
    seen.add(name);
    return { oid: name, critical: flag !== undefined && readBoolean(flag), value: readOctets(value) };
  });
}

export const encodeExtension = (dotted: string, critical: boolean, value: Uint8Array): Uint8Array =>
  sequence(oid(dotted), critical ? boolean(true) : undefined, octets(value));

/**
 * The value of one extension, read with `read`; absent where the list has none.
 * @throws CertificateError `bad-extension`, its cause the fault found.
 */
export function readExtension<T>(
  extensions: readonly Extension[],
  dotted: string,
  read: (node: Node) => T,
): T | undefined {
  const found = extensions.find((extension) => extension.oid === dotted);
  if (found === undefined) return undefined;
  try {
    return read(parse(found.value));
  } catch (cause) {
    throw new CertificateError("bad-extension", 0, { cause });
  }
}

/** Only the key identifier: issuer and serial, the other way to name a key (RFC 5280 §4.2.1.1), are not used here. */
export const readAuthorityKeyIdentifier = (node: Node): Uint8Array | undefined =>
  sequenceOf(node).find((part) => isContext(part, 0))?.content;
