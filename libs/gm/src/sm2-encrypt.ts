import {
  Asn1Error,
  element,
  integer,
  octets,
  parse,
  readInteger,
  readOctets,
  sequence,
  sequenceOf,
} from "@liangzheng/asn1";
import { BytesError, concat, equalBytes, fromBigInt, toBigInt } from "@liangzheng/bytes";
import { GmError } from "./error.ts";
import type { Random } from "./gm.ts";
import { order, type Point, parsePoint, parsePrivateKey, secretCurve } from "./sm2-curve.ts";
import { drawScalar } from "./sm2-key.ts";
import { sm3 } from "./sm3.ts";

/** More than a few all-zero key streams, or one longer than a byte or two, mean a broken source. */
const attempts = 64;

/**
 * SM2 public key encryption (GB/T 32918.4 §6.1) as a GM/T 0009 §7.2 ciphertext: DER SEQUENCE {x, y, hash (C3),
 * ciphertext (C2)}.
 * @param publicKey compressed or uncompressed point.
 * @throws GmError `bad-point`; `bad-length` for an empty plaintext, which the scheme cannot encrypt; `bad-randomness`.
 */
export function sm2Encrypt(random: Random, publicKey: Uint8Array, plaintext: Uint8Array): Uint8Array {
  if (plaintext.length === 0) throw new GmError("bad-length", "nothing to encrypt");
  const curve = secretCurve(random);
  const recipient = parsePoint(curve, publicKey);
  for (let i = 0; i < attempts; i++) {
    const k = toBigInt(drawScalar(random, order - 1n));
    const stream = keyStream(recipient.multiply(k), plaintext.length);
    if (stream.bytes.every((byte) => byte === 0)) continue;
    const c1 = curve.BASE.multiply(k).toAffine();
    return sequence(
      integer(c1.x),
      integer(c1.y),
      octets(sm3(stream.x, plaintext, stream.y)),
      octets(xor(plaintext, stream.bytes)),
    );
  }
  throw new GmError("bad-randomness", "no key stream found");
}

/**
 * The plaintext of a GM/T 0009 ciphertext (GB/T 32918.4 §7.1), or `undefined`: not DER, no point of the curve, or a hash
 * that does not fit are one answer.
 * @param random blinds the multiplication by the private key.
 * @throws GmError `bad-private-key` or `bad-length`.
 */
export function sm2Decrypt(
  random: Random,
  privateKey: Uint8Array,
  ciphertext: Uint8Array,
): Uint8Array | undefined {
  const d = parsePrivateKey(privateKey);
  const parts = readCiphertext(random, ciphertext);
  if (parts === undefined) return undefined;
  const stream = keyStream(parts.c1.multiply(d), parts.c2.length);
  if (stream.bytes.every((byte) => byte === 0)) return undefined;
  const plaintext = xor(parts.c2, stream.bytes);
  return equalBytes(sm3(stream.x, plaintext, stream.y), parts.c3) ? plaintext : undefined;
}

function readCiphertext(random: Random, ciphertext: Uint8Array) {
  try {
    const fields = sequenceOf(parse(ciphertext));
    const [x, y] = [readInteger(element(fields, 0)), readInteger(element(fields, 1))];
    const [c3, c2] = [readOctets(element(fields, 2)), readOctets(element(fields, 3))];
    if (fields.length !== 4 || c2.length === 0) return undefined;
    const bytes = concat(Uint8Array.of(4), fromBigInt(x, 32), fromBigInt(y, 32));
    return { c1: parsePoint(secretCurve(random), bytes), c2, c3 };
  } catch (error) {
    if (error instanceof Asn1Error || error instanceof BytesError || error instanceof GmError)
      return undefined;
    throw error;
  }
}

/** The key derivation function of GB/T 32918.4 §5.4.3 over x2 ‖ y2. */
function keyStream(shared: Point, length: number) {
  const { x, y } = shared.toAffine();
  const secret = { x: fromBigInt(x, 32), y: fromBigInt(y, 32) };
  const bytes = new Uint8Array(length);
  for (let at = 0, count = 1; at < length; at += 32, count++) {
    const digest = sm3(secret.x, secret.y, fromBigInt(BigInt(count), 4));
    bytes.set(digest.subarray(0, length - at), at);
  }
  return { ...secret, bytes };
}

const xor = (data: Uint8Array, stream: Uint8Array): Uint8Array =>
  data.map((byte, i) => byte ^ (stream[i] ?? 0));
