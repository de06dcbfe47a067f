import { type Node, readInteger, tlv, universal } from "@liangzheng/asn1";
import { toHex } from "@liangzheng/bytes";
import { CertificateError } from "./error.ts";

/** Content octets of a serial's INTEGER, as stored: two serials are one when these bytes are. */
export function readSerial(node: Node): Uint8Array {
  readInteger(node);
  const { content, at } = node;
  // Twenty octets are the limit (RFC 5280 §4.1.2.2); old makers passed it by one sign octet.
  if (content.length > 21) throw new CertificateError("bad-serial", at);
  return content;
}

/** Hexadecimal digits as people read them on screens: without the sign octet. */
export const formatSerial = (content: Uint8Array): string =>
  toHex(content.length > 1 && content[0] === 0 ? content.subarray(1) : content);

/**
 * A serial of exactly 16 bytes, unsigned, from the caller's random source or register.
 * @throws CertificateError `bad-serial` for another length, or sixteen zeros.
 */
export function encodeSerial(serial: Uint8Array): Uint8Array {
  if (serial.length !== 16 || serial.every((byte) => byte === 0)) throw new CertificateError("bad-serial");
  const first = serial.findIndex((byte) => byte !== 0);
  const minimal = serial.subarray(first);
  return encodeStoredSerial((minimal[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...minimal) : minimal);
}

/** INTEGER of content octets already in two's complement, as `readSerial` gives them. */
export const encodeStoredSerial = (content: Uint8Array): Uint8Array => tlv(universal.integer, content);
