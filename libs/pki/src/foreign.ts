import {
  element,
  explicitContent,
  isContext,
  parse,
  readInteger,
  readSmallInteger,
  sequenceOf,
} from "@liangzheng/asn1";
import { fromBigInt } from "@liangzheng/bytes";
import { type Algorithm, isNull, readAlgorithm } from "./algorithm.ts";
import { CertificateError, translating } from "./error.ts";
import { oids } from "./oids.ts";
import type { PublicKeyInfo } from "./public-key.ts";

export type Sha2 = "sha-256" | "sha-384" | "sha-512";
export type RsaScheme =
  | { readonly padding: "pkcs1"; readonly digest: Sha2 }
  | { readonly padding: "pss"; readonly digest: Sha2; readonly saltLength: number };

/** RSA and ECDSA with SHA-2, as `foreignAlgorithms` of `@liangzheng/gm` has them. None of it throws. */
export interface ForeignAlgorithms {
  digest(name: Sha2, ...parts: readonly Uint8Array[]): Uint8Array;
  verifyEcdsa(
    curve: "p-256" | "p-384",
    point: Uint8Array,
    digest: Uint8Array,
    signature: Uint8Array,
  ): boolean;
  verifyRsa(
    key: { readonly modulus: Uint8Array; readonly exponent: Uint8Array },
    scheme: RsaScheme,
    digest: Uint8Array,
    signature: Uint8Array,
  ): boolean;
}

const digestNames: ReadonlyMap<string, Sha2> = new Map([
  [oids.sha256, "sha-256"],
  [oids.sha384, "sha-384"],
  [oids.sha512, "sha-512"],
]);

/** The digest of SHA-2 that an identifier names (RFC 5754 §2: parameters absent, or NULL). */
export const findSha2 = ({ oid, parameters }: Algorithm): Sha2 | undefined =>
  isNull(parameters) ? digestNames.get(oid) : undefined;

type Scheme = RsaScheme | { readonly padding: "ecdsa"; readonly digest: Sha2 };

const fixedSchemes: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  [oids.sha256WithRsa, { padding: "pkcs1", digest: "sha-256" }],
  [oids.sha384WithRsa, { padding: "pkcs1", digest: "sha-384" }],
  [oids.sha512WithRsa, { padding: "pkcs1", digest: "sha-512" }],
  [oids.ecdsaWithSha256, { padding: "ecdsa", digest: "sha-256" }],
  [oids.ecdsaWithSha384, { padding: "ecdsa", digest: "sha-384" }],
  [oids.ecdsaWithSha512, { padding: "ecdsa", digest: "sha-512" }],
]);

/**
 * How a signature so marked is computed; `undefined` for what is not computed here, SHA-1 and MD5 above all.
 * @param stated the digest named beside, in a message: bare `rsaEncryption` leaves it to that (RFC 5754 §3.2).
 */
function findScheme(algorithm: Algorithm, stated?: Sha2): Scheme | undefined {
  const { oid, parameters } = algorithm;
  if (oid === oids.rsaPss) return parameters === undefined ? undefined : readPss(parameters);
  if (!isNull(parameters)) return undefined;
  if (oid === oids.rsa) return stated && { padding: "pkcs1", digest: stated };
  return fixedSchemes.get(oid);
}

/** RSASSA-PSS-params (RFC 4055 §3.1), with one digest of SHA-2 for all: the default is SHA-1. */
function readPss(parameters: Uint8Array): Scheme | undefined {
  try {
    return translating(() => {
      const fields = sequenceOf(parse(parameters));
      const field = (tag: number) => {
        const found = fields.find((node) => isContext(node, tag));
        return found === undefined ? undefined : explicitContent(found, tag);
      };
      const [hash, mask, salt, trailer] = [field(0), field(1), field(2), field(3)];
      if (hash === undefined || mask === undefined) return undefined;
      const digest = findSha2(readAlgorithm(hash));
      const generator = readAlgorithm(mask);
      const inner = generator.parameters && findSha2(readAlgorithm(parse(generator.parameters)));
      const saltLength = salt === undefined ? 20 : readSmallInteger(salt);
      if (digest === undefined || generator.oid !== oids.mgf1 || inner !== digest) return undefined;
      if (trailer !== undefined && readSmallInteger(trailer) !== 1) return undefined;
      return { padding: "pss", digest, saltLength };
    });
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

export type ForeignOutcome =
  | "good"
  | "bad"
  | "unsupported-algorithm"
  | "unsupported-key"
  | "algorithms-differ";

/** What `foreign` is asked of one signature: whose key, marked how, over what. */
export interface ForeignQuestion {
  readonly algorithm: Algorithm;
  /** The digest that a message names beside its signature; absent for certificates. */
  readonly stated?: Sha2;
  readonly key: PublicKeyInfo;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Whether an RSA or ECDSA signature was made by a key. Never throws for what the bytes hold. */
export function checkForeign(question: ForeignQuestion, foreign: ForeignAlgorithms): ForeignOutcome {
  const { algorithm, stated, key, message, signature } = question;
  const scheme = findScheme(algorithm, stated);
  if (scheme === undefined) return "unsupported-algorithm";
  if (stated !== undefined && stated !== scheme.digest) return "algorithms-differ";
  const digest = (): Uint8Array => foreign.digest(scheme.digest, message);
  if (scheme.padding === "ecdsa") {
    const curve = key.curve === oids.p256 ? "p-256" : key.curve === oids.p384 ? "p-384" : undefined;
    if (curve === undefined) return "unsupported-key";
    return foreign.verifyEcdsa(curve, key.bytes, digest(), signature) ? "good" : "bad";
  }
  // A key marked for RSASSA-PSS signs by nothing else (RFC 4055 §1.2, §3.3).
  if (key.algorithm.oid === oids.rsaPss && scheme.padding !== "pss") return "unsupported-key";
  const rsa = findRsaKey(key);
  if (rsa === undefined) return "unsupported-key";
  return foreign.verifyRsa(rsa, scheme, digest(), signature) ? "good" : "bad";
}

/** The longest modulus read, in octets: that of 8,192 bits. */
const longestModulus = 1024;

/** RSAPublicKey (RFC 8017 appendix A.1.1); nothing for one of fewer than 2,048 bits, which proves nothing any more. */
function findRsaKey({ algorithm, bytes }: PublicKeyInfo) {
  const { oid } = algorithm;
  if ((oid !== oids.rsa && oid !== oids.rsaPss) || bytes.length > 2 * longestModulus) return undefined;
  try {
    return translating(() => {
      const parts = sequenceOf(parse(bytes));
      const [n, e] = [readInteger(element(parts, 0)), readInteger(element(parts, 1))];
      if (parts.length !== 2 || n >> 2047n <= 0n || e <= 0n || n >> 8192n !== 0n || e >> 64n !== 0n)
        return undefined;
      return { modulus: fromBigInt(n, longestModulus), exponent: fromBigInt(e, 8) };
    });
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}
