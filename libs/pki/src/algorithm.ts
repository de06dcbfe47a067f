import { element, type Node, oid, readOid, sequence, sequenceOf } from "@liangzheng/asn1";
import { CertificateError, reading } from "./error.ts";
import { oids } from "./oids.ts";

/** AlgorithmIdentifier (RFC 5280 §4.1.1.2). `parameters` is the whole stored element, absent where none is stored. */
export interface Algorithm {
  readonly oid: string;
  readonly parameters?: Uint8Array;
}

/** @throws Asn1Error */
export function readAlgorithm(node: Node): Algorithm {
  const parts = sequenceOf(node);
  const [, parameters, extra] = parts;
  if (extra !== undefined) throw new CertificateError("bad-der", extra.at);
  const name = readOid(element(parts, 0, node.at));
  return parameters === undefined ? { oid: name } : { oid: name, parameters: parameters.raw };
}

/** @throws CertificateError `bad-der`. */
export const parseAlgorithm = (der: Uint8Array): Algorithm => reading(der, readAlgorithm);

export const encodeAlgorithm = (dotted: string, parameters?: Uint8Array): Uint8Array =>
  sequence(oid(dotted), parameters);

/** SM2 with SM3 is written without parameters, as OpenSSL does; a stored NULL means the same to a reader. */
export const sm2WithSm3 = (): Uint8Array => encodeAlgorithm(oids.sm2WithSm3);

/** Whether parameters are NULL or absent. */
export const isNull = (parameters: Uint8Array | undefined): boolean =>
  parameters === undefined || (parameters.length === 2 && parameters[0] === 5 && parameters[1] === 0);

/** Whether a signature so marked is SM2 over SM3: both identifiers occur, in certificates and in messages. */
export const isSm2Signature = ({ oid: name, parameters }: Algorithm): boolean =>
  (name === oids.sm2WithSm3 || name === oids.sm2Sign) && isNull(parameters);

/** Whether a digest so marked is plain SM3, with NULL parameters or none. */
export const isSm3 = ({ oid: name, parameters }: Algorithm): boolean =>
  name === oids.sm3 && isNull(parameters);

export const sameAlgorithm = (a: Algorithm, b: Algorithm): boolean =>
  a.oid === b.oid && isNull(a.parameters) === isNull(b.parameters);
