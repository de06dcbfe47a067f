import {
  Asn1Error,
  element,
  generalizedTime,
  integer,
  is,
  isContext,
  type Node,
  octets,
  oid,
  readBoolean,
  readInteger,
  readOctets,
  readOid,
  readSmallInteger,
  readTime,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { toBigInt } from "@liangzheng/bytes";
import { type Algorithm, encodeAlgorithm, readAlgorithm } from "../algorithm.ts";
import { CertificateError, reading } from "../error.ts";
import { oids } from "../oids.ts";

/** MessageImprint (RFC 3161 §2.4.1): the digest of what is stamped, and by which algorithm. */
export interface MessageImprint {
  readonly algorithm: Algorithm;
  readonly digest: Uint8Array;
}

/** TSTInfo (RFC 3161 §2.4.2, GB/T 20520): what a time-stamp authority signs. */
export interface TimeStampInfo {
  readonly policy: string;
  readonly imprint: MessageImprint;
  readonly serial: bigint;
  readonly time: Date;
  /** How far the time may be off, in milliseconds; absent where the authority does not say. */
  readonly accuracy?: number;
  readonly nonce?: bigint;
}

export function readImprint(node: Node): MessageImprint {
  const [algorithm, digest, extra] = sequenceOf(node);
  if (algorithm === undefined || digest === undefined || extra !== undefined) {
    throw new CertificateError("bad-der", node.at);
  }
  return { algorithm: readAlgorithm(algorithm), digest: readOctets(digest) };
}

export const encodeImprint = (digest: Uint8Array): Uint8Array =>
  sequence(encodeAlgorithm(oids.sm3), octets(digest));

/** @throws CertificateError `bad-der`, or `bad-version` for one that is not 1. */
export const parseTimeStampInfo = (der: Uint8Array): TimeStampInfo => reading(der, readInfo);

function readInfo(node: Node): TimeStampInfo {
  const fields = sequenceOf(node);
  if (readSmallInteger(element(fields, 0, node.at)) !== 1) throw new CertificateError("bad-version", node.at);
  const rest = fields.slice(5);
  const take = (when: boolean): Node | undefined => (when ? rest.shift() : undefined);
  const accuracy = take(is(rest[0], "sequence"));
  const ordering = take(is(rest[0], "boolean"));
  if (ordering !== undefined) readBoolean(ordering);
  const nonce = take(is(rest[0], "integer"));
  // tsa [0] is a name that the certificate says better; extensions [1] are for the authority's own customers.
  take(isContext(rest[0], 0));
  take(isContext(rest[0], 1));
  if (rest[0] !== undefined) throw new Asn1Error("trailing-data", rest[0].at);
  return {
    policy: readOid(element(fields, 1, node.at)),
    imprint: readImprint(element(fields, 2, node.at)),
    serial: readInteger(element(fields, 3, node.at)),
    time: readTime(element(fields, 4, node.at)),
    ...(accuracy && { accuracy: readAccuracy(accuracy) }),
    ...(nonce && { nonce: readInteger(nonce) }),
  };
}

/** Accuracy ::= SEQUENCE { seconds, millis [0], micros [1] }, all optional. */
function readAccuracy(node: Node): number {
  let milliseconds = 0;
  for (const part of sequenceOf(node)) {
    if (is(part, "integer")) milliseconds += readSmallInteger(part) * 1000;
    else if (isContext(part, 0)) milliseconds += smallContent(part);
    else if (isContext(part, 1)) milliseconds += smallContent(part) / 1000;
    else throw new Asn1Error("unexpected-type", part.at);
  }
  return milliseconds;
}

function smallContent(node: Node): number {
  if (node.content.length === 0 || node.content.length > 2) throw new Asn1Error("bad-value", node.at);
  return Number(toBigInt(node.content));
}

/** @returns DER. `serial` 16 unsigned bytes or fewer; a fraction of a second of `time` is dropped. */
export function encodeTimeStampInfo(info: {
  readonly policy: string;
  readonly digest: Uint8Array;
  readonly serial: Uint8Array;
  readonly time: Date;
  readonly accuracySeconds?: number;
  readonly nonce?: bigint;
}): Uint8Array {
  const { policy, digest, serial, time, accuracySeconds, nonce } = info;
  return sequence(
    integer(1),
    oid(policy),
    encodeImprint(digest),
    integer(toBigInt(serial)),
    generalizedTime(time),
    accuracySeconds === undefined ? undefined : sequence(integer(accuracySeconds)),
    nonce === undefined ? undefined : integer(nonce),
  );
}
