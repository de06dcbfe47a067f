import { decodeBase45, encodeBase45 } from "./base45.ts";
import {
  type CoseSigner,
  parseFirstSign1,
  prepareSign1,
  type Sign1,
  signatureLength,
  type Unsigned,
} from "./cose-sign1.ts";
import { ShowCodeError } from "./error.ts";
import { decodeClaims, encodeClaims, type OfflineClaims } from "./offline-claims.ts";
import { scannedText } from "./scanned-text.ts";
import { type Cbor, encodeCbor } from "./strict-cbor.ts";

/** What the device adds at the moment of showing. */
export interface DevicePart {
  /** By the device's clock, seconds since 1970. */
  readonly time: number;
  /** ES256, r ‖ s, over `deviceToBeSigned`. */
  readonly signature: Uint8Array;
}

/** A code as it was read. That it reads says nothing of its being genuine: `verifyOfflineCode` does. */
export interface OfflineCode {
  readonly claims: OfflineClaims;
  readonly issuer: Sign1;
  /** The bytes that the issuer signed and gave to the device. */
  readonly issuerPart: Uint8Array;
  readonly device: DevicePart | undefined;
}

const family = "LZ";
const version = "2";
const head = `${family}${version}:`;
/** What a camera still reads in bad light (docs/adr/0029). */
const longestIssuerPart = 250;
const longestOfflineCode = 420;
/** With the white space that scanners put around it. */
const longestScan = 512;
const devicePartLength = 4 + signatureLength;

/**
 * The issuer's part of a code, once per code: its signature is made outside.
 * @throws ShowCodeError `bad-content` for claims that cannot stand in it; `too-long` when no symbol would hold them, a long
 * name or type; `bad-length` for a key identifier that has not eight bytes.
 */
export function prepareIssuerPart(claims: OfflineClaims, signer: CoseSigner): Unsigned {
  const unsigned = prepareSign1(encodeClaims(claims), signer);
  requireRoom(
    unsigned.signed(new Uint8Array(signatureLength)),
    claims.kind === "device" ? devicePartLength : 0,
  );
  return unsigned;
}

/**
 * What the device signs at each showing: a countersignature (RFC 9338 §3.3, version 2) over the whole issuer's part, whose
 * protected header holds the time and, where the verifier gave one, its nonce as claims (RFC 9597; nonce: RFC 9711 §4.1).
 * @throws ShowCodeError with the codes of a part that is no issuer's; `bad-content` for a time that is none, or a nonce that
 * has not eight to 64 bytes.
 */
export function deviceToBeSigned(issuerPart: Uint8Array, time: number, nonce?: Uint8Array): Uint8Array {
  const { protectedHeader, payload, signature } = parseIssuerPart(issuerPart).issuer;
  const claims = new Map<number, Cbor>([[6, requireTime(time)]]);
  if (nonce !== undefined) claims.set(10, requireNonce(nonce));
  const header = encodeCbor(
    new Map<number, Cbor>([
      [1, -7],
      [15, claims],
    ]),
  );
  return encodeCbor(["CounterSignatureV2", protectedHeader, header, new Uint8Array(), payload, [signature]]);
}

/**
 * The text of the symbol, all in the alphanumeric mode of QR (docs/formats/offline-code.md).
 * @throws ShowCodeError of a part that is no issuer's; `bad-content` unless a device's code has a device part and a paper code
 * has none; `too-long`.
 */
export function encodeOfflineCode(issuerPart: Uint8Array, device?: DevicePart): string {
  const { claims } = parseIssuerPart(issuerPart);
  if ((claims.kind === "device") !== (device !== undefined)) throw new ShowCodeError("bad-content");
  const tail = device === undefined ? new Uint8Array() : encodeDevicePart(device);
  requireRoom(issuerPart, tail.length);
  const whole = new Uint8Array(issuerPart.length + tail.length);
  whole.set(issuerPart);
  whole.set(tail, issuerPart.length);
  return head + encodeBase45(whole);
}

/**
 * Reads what a camera or a keyboard scanner gave. A device's code without its device part reads, so that its absence can
 * be reported: it may be the copy that lies on the device.
 * @throws ShowCodeError, and nothing else, for any other text.
 */
export function parseOfflineCode(text: string): OfflineCode {
  const scanned = scannedText(text, longestScan);
  const shape = scanned === undefined ? null : /^LZ([0-9]+):([\s\S]*)$/.exec(scanned);
  if (scanned === undefined || shape === null) throw new ShowCodeError("foreign-code");
  if (shape[1] !== version) throw new ShowCodeError("unsupported-version");
  if (scanned.length > longestOfflineCode) throw new ShowCodeError("too-long");
  const whole = decodeBase45(scanned.slice(head.length));
  const { sign1, length } = parseFirstSign1(whole);
  const code = codeOf(whole.slice(0, length), sign1);
  if (length === whole.length) return code;
  if (code.claims.kind === "paper" || whole.length - length !== devicePartLength)
    throw new ShowCodeError("bad-length");
  const time = new DataView(whole.buffer, whole.byteOffset + length).getUint32(0);
  return { ...code, device: { time, signature: whole.slice(length + 4) } };
}

function parseIssuerPart(bytes: Uint8Array): OfflineCode {
  const { sign1, length } = parseFirstSign1(bytes);
  if (length !== bytes.length) throw new ShowCodeError("bad-length");
  return codeOf(bytes, sign1);
}

function codeOf(issuerPart: Uint8Array, issuer: Sign1): OfflineCode {
  if (issuerPart.length > longestIssuerPart) throw new ShowCodeError("too-long");
  // A signed message of another type is no code, whatever it holds.
  if (issuer.type !== undefined) throw new ShowCodeError("bad-content");
  return { claims: decodeClaims(issuer.payload), issuer, issuerPart, device: undefined };
}

function encodeDevicePart({ time, signature }: DevicePart): Uint8Array {
  if (signature.length !== signatureLength) throw new ShowCodeError("bad-length");
  const part = new Uint8Array(devicePartLength);
  new DataView(part.buffer).setUint32(0, requireTime(time));
  part.set(signature, 4);
  return part;
}

function requireRoom(issuerPart: Uint8Array, more: number): void {
  const characters = head.length + Math.ceil(((issuerPart.length + more) * 3) / 2);
  if (issuerPart.length > longestIssuerPart || characters > longestOfflineCode)
    throw new ShowCodeError("too-long");
}

function requireNonce(nonce: Uint8Array): Uint8Array {
  if (nonce.length < 8 || nonce.length > 64) throw new ShowCodeError("bad-content");
  return nonce;
}

function requireTime(time: number): number {
  if (!Number.isInteger(time) || time < 0 || time >= 2 ** 32) throw new ShowCodeError("bad-content");
  return time;
}
