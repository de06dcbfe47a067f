import {
  createCipheriv,
  createHash,
  createHmac,
  createSecretKey,
  createSign,
  createVerify,
  hash,
} from "node:crypto";
import { type Gm, GmError } from "@liangzheng/gm";
import { hmacSm3Under, sm4CtrUnder } from "./keyed.ts";
import { type Recent, recent } from "./recent.ts";
import { importPrivateKey, importPublicKey, publicKeyOf, type Sm2Key } from "./sm2-keys.ts";

/** Keys of each kind kept imported. An entry is some kilobytes of OpenSSL's memory. */
const capacity = 1_000;

/**
 * The national algorithms on OpenSSL. SM2 goes the only right way there is through `node:crypto`: keys imported from
 * DER, and Z fed in front of the message. A key is imported once, however often it is used.
 */
export function nativeGm(): Gm {
  const publicKeys = recent<Sm2Key>(capacity);
  const signers = recent<(message: Uint8Array) => Uint8Array>(capacity);
  return {
    name: "native",
    sm3,
    hmacSm3,
    sm4Ctr,
    hmacSm3Under,
    sm4CtrUnder,
    publicKeyOf,
    verify: (publicKey, message, signature) => verify(publicKeys, publicKey, message, signature),
    // Named by digest, so that no private key stands in a string that cannot be wiped.
    signer: (privateKey) => signers.get(textOf(sm3(privateKey)), () => signerOf(privateKey)),
  };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");

function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  // In one shot it costs half as much for the short.
  if (only !== undefined && parts.length === 1) return viewOf(hash("sm3", only, "buffer"));
  const digest = createHash("sm3");
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
}

// Given bytes, Node 24 finds out by an exception that they are no KeyObject: twice the cost of making one.
function hmacSm3(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac("sm3", createSecretKey(key));
  for (const part of parts) hmac.update(part);
  return new Uint8Array(hmac.digest());
}

/** The same bytes without a copy: a licence file is a hundred kilobytes. */
const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array {
  if (key.length !== 16 || counter.length !== 16) throw new GmError("bad-length", "SM4 key or counter block");
  return viewOf(createCipheriv("sm4-ctr", createSecretKey(key), counter).update(data));
}

function verify(
  keys: Recent<Sm2Key>,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const { key, identity } = keys.get(textOf(publicKey), () => importPublicKey(publicKey));
    return createVerify("sm3").update(identity).update(message).verify(key, signature);
  } catch {
    // OpenSSL throws for a point off the curve and for some encodings, with no type to tell them by.
    return false;
  }
}

function signerOf(privateKey: Uint8Array): (message: Uint8Array) => Uint8Array {
  const { key, identity } = importPrivateKey(privateKey);
  return (message) => new Uint8Array(createSign("sm3").update(identity).update(message).sign(key));
}
