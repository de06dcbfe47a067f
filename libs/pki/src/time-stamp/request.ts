import {
  Asn1Error,
  boolean,
  element,
  integer,
  is,
  isContext,
  type Node,
  readBoolean,
  readInteger,
  readOid,
  readSmallInteger,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { CertificateError, reading } from "../error.ts";
import { encodeImprint, type MessageImprint, readImprint } from "./info.ts";

/** TimeStampReq (RFC 3161 §2.4.1). */
export interface TimeStampRequest {
  readonly imprint: MessageImprint;
  readonly policy?: string;
  readonly nonce?: bigint;
  /** Whether the authority's certificate is to travel in the token. */
  readonly wantsCertificate: boolean;
  /** Whether the request has extensions: an authority must refuse those it does not know. */
  readonly hasExtensions: boolean;
}

/** A request to stamp the SM3 digest given; the nonce is the caller's, unguessable, so that an old token is no answer. */
export const makeTimeStampRequest = (digest: Uint8Array, nonce?: bigint): Uint8Array =>
  sequence(
    integer(1),
    encodeImprint(digest),
    nonce === undefined ? undefined : integer(nonce),
    boolean(true),
  );

/** @throws CertificateError `bad-der`, or `bad-version` for one that is not 1. */
export const parseTimeStampRequest = (der: Uint8Array): TimeStampRequest => reading(der, readRequest);

function readRequest(node: Node): TimeStampRequest {
  const fields = sequenceOf(node);
  if (readSmallInteger(element(fields, 0, node.at)) !== 1) throw new CertificateError("bad-version", node.at);
  const rest = fields.slice(2);
  const take = (when: boolean): Node | undefined => (when ? rest.shift() : undefined);
  const policy = take(is(rest[0], "oid"));
  const nonce = take(is(rest[0], "integer"));
  const certificate = take(is(rest[0], "boolean"));
  const extensions = take(isContext(rest[0], 0));
  if (rest[0] !== undefined) throw new Asn1Error("trailing-data", rest[0].at);
  return {
    imprint: readImprint(element(fields, 1, node.at)),
    ...(policy && { policy: readOid(policy) }),
    ...(nonce && { nonce: readInteger(nonce) }),
    wantsCertificate: certificate !== undefined && readBoolean(certificate),
    hasExtensions: extensions !== undefined,
  };
}
