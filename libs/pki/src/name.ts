import {
  Asn1Error,
  element,
  ia5,
  type Node,
  oid,
  printable,
  readOid,
  readText,
  sequence,
  sequenceOf,
  set,
  setOf,
  utf8,
} from "@liangzheng/asn1";
import { equalBytes, toHex } from "@liangzheng/bytes";
import { CertificateError, reading } from "./error.ts";
import { type OidName, oids } from "./oids.ts";

/** AttributeTypeAndValue. A value that is no readable text is given as RFC 4514 does: `#` and its DER in hexadecimal. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** A distinguished name (RFC 5280 §4.1.2.4): relative names in stored order, from country down to common name. */
export interface Name {
  readonly raw: Uint8Array;
  readonly rdns: readonly (readonly NameAttribute[])[];
}

/** @throws Asn1Error */
export function readName(node: Node): Name {
  const rdns = sequenceOf(node).map((rdn) => {
    const attributes = setOf(rdn).map(readAttribute);
    if (attributes.length === 0) throw new Asn1Error("missing-element", rdn.at);
    return attributes;
  });
  return { raw: node.raw, rdns };
}

function readAttribute(node: Node): NameAttribute {
  const parts = sequenceOf(node);
  const type = readOid(element(parts, 0, node.at));
  const value = element(parts, 1, node.at);
  if (parts.length > 2) throw new Asn1Error("trailing-data", node.at);
  try {
    return { type, value: readText(value) };
  } catch (error) {
    // A foreign name in an encoding we do not read must not make its certificate unreadable.
    if (error instanceof Asn1Error) return { type, value: `#${toHex(value.raw)}` };
    throw error;
  }
}

/** @throws CertificateError `bad-der`. */
export const parseName = (der: Uint8Array): Name => reading(der, readName);

/** Bounds of RFC 5280 appendix A, in characters. */
const upperBounds: Partial<Record<OidName, number>> = {
  countryName: 2,
  commonName: 64,
  organizationName: 64,
  organizationalUnitName: 64,
  serialNumber: 64,
  localityName: 128,
  stateOrProvinceName: 128,
  emailAddress: 255,
};
/** Attributes that are PrintableString or IA5String by definition (GM/T 0015 and RFC 5280 appendix A); all others UTF8String. */
const repertoire = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * A name of one attribute per relative name, in the order given: country first.
 * @throws CertificateError `bad-name` when empty, or a value is empty, too long, or outside its type's repertoire.
 */
export function makeName(attributes: readonly (readonly [type: OidName, value: string])[]): Name {
  if (attributes.length === 0) throw new CertificateError("bad-name");
  return parseName(
    sequence(...attributes.map(([type, value]) => set(sequence(oid(oids[type]), encodeValue(type, value))))),
  );
}

function encodeValue(type: OidName, value: string): Uint8Array {
  const length = [...value].length;
  if (length === 0 || length > (upperBounds[type] ?? 1024)) throw new CertificateError("bad-name");
  if (type === "countryName" || type === "serialNumber") {
    if (!repertoire.test(value)) throw new CertificateError("bad-name");
    return printable(value);
  }
  if (type !== "emailAddress" && type !== "domainComponent") return utf8(value);
  if (!/^[\x20-\x7e]*$/.test(value)) throw new CertificateError("bad-name");
  return ia5(value);
}

/** The last value of an attribute, the most specific one. */
export const findAttribute = (name: Name, type: OidName): string | undefined =>
  name.rdns
    .flat()
    .filter((attribute) => attribute.type === oids[type])
    .at(-1)?.value;

/** RFC 5280 §7.1, reduced: same bytes, or the same attributes in the same order but for letter case and runs of spaces. */
export function sameName(a: Name, b: Name): boolean {
  return equalBytes(a.raw, b.raw) || (a.rdns.length > 0 && folded(a) === folded(b));
}

function folded(name: Name): string {
  const fold = ({ type, value }: NameAttribute): string =>
    JSON.stringify([type, value.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()]);
  return JSON.stringify(name.rdns.map((rdn) => rdn.map(fold).sort()));
}
