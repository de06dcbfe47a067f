import {
  element,
  explicitContent,
  is,
  isContext,
  type Node,
  readBitBytes,
  readBoolean,
  readOctets,
  readOid,
  readSmallInteger,
  readText,
  sequenceOf,
} from "@liangzheng/asn1";
import { SealError } from "./error.ts";

/** SES_Header: the same in every version. */
export interface SealHeader {
  readonly id: string;
  readonly version: number;
  /** Who made the sealing software. */
  readonly vid: string;
}

/** SES_ESPictrueInfo (the standard's spelling): `width` and `height` in millimetres; `type` as written, any case. */
export interface SealPicture {
  readonly type: string;
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** ExtData: kept, never interpreted; a critical one that nobody knows is for the verifier to report. */
export interface ExtData {
  readonly id: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

export function readHeader(node: Node): SealHeader {
  const fields = sequenceOf(node);
  const header = {
    id: readText(element(fields, 0, node.at)),
    version: readSmallInteger(element(fields, 1, node.at)),
    vid: readText(element(fields, 2, node.at)),
  };
  if (header.id !== "ES" || fields.length !== 3) throw new SealError("bad-header", node.at);
  return header;
}

export function readPicture(node: Node): SealPicture {
  const fields = sequenceOf(node);
  if (fields.length !== 4) throw new SealError("bad-field-count", node.at);
  return {
    type: readText(element(fields, 0)),
    data: readOctets(element(fields, 1)),
    width: readSmallInteger(element(fields, 2)),
    height: readSmallInteger(element(fields, 3)),
  };
}

/**
 * ExtensionDatas, bare or under `[0]`: producers do both in both places (the standards write `[0] EXPLICIT`, gomain and
 * dms360 leave the tag out). `critical` written although FALSE is accepted: gomain does so in every seal.
 */
export function readExtDatas(node: Node | undefined): readonly ExtData[] {
  if (node === undefined) return [];
  const list = isContext(node, 0) ? element(node.children, 0, node.at) : node;
  return sequenceOf(list).map((item) => {
    const fields = sequenceOf(item);
    const flag = is(fields[1], "boolean") ? fields[1] : undefined;
    if (fields.length !== (flag === undefined ? 2 : 3)) throw new SealError("bad-field-count", item.at);
    return {
      id: readOid(element(fields, 0)),
      critical: flag !== undefined && readBoolean(flag),
      value: readOctets(element(fields, flag === undefined ? 1 : 2)),
    };
  });
}

/** A time-stamp token under `[0]`: in a BIT STRING by the standards, in an OCTET STRING or bare by some producers. */
export function readTimeStamp(node: Node | undefined): Uint8Array | undefined {
  if (node === undefined) return undefined;
  const inner = explicitContent(node, 0);
  if (is(inner, "octetString")) return readOctets(inner);
  return is(inner, "sequence") ? inner.raw : readBitBytes(inner);
}

/** A DER certificate in an OCTET STRING, as every version carries it. Its inside is libs/pki's matter. */
export function readCertificateBytes(node: Node): Uint8Array {
  const bytes = readOctets(node);
  if (bytes.length === 0) throw new SealError("empty-field", node.at);
  return bytes;
}
