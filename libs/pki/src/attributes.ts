import {
  Asn1Error,
  element,
  type Node,
  oid,
  readOid,
  sequence,
  sequenceOf,
  set,
  setOf,
} from "@liangzheng/asn1";

/** Attribute (RFC 5652 §5.3). Each value is a whole stored element. */
export interface Attribute {
  readonly oid: string;
  readonly values: readonly Uint8Array[];
}

/** @throws Asn1Error */
export function readAttribute(node: Node): Attribute {
  const parts = sequenceOf(node);
  if (parts.length !== 2) throw new Asn1Error("missing-element", node.at);
  return {
    oid: readOid(element(parts, 0)),
    values: setOf(element(parts, 1)).map(({ raw }) => raw),
  };
}

export const encodeAttribute = (dotted: string, value: Uint8Array): Uint8Array =>
  sequence(oid(dotted), set(value));

/** The value of an attribute that must stand exactly once with one value; otherwise absent. */
export function findSingleValue(attributes: readonly Attribute[], dotted: string): Uint8Array | undefined {
  const found = attributes.filter((attribute) => attribute.oid === dotted);
  const [only] = found;
  return found.length === 1 && only?.values.length === 1 ? only.values[0] : undefined;
}
