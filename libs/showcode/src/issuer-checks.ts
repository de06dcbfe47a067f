import { type Check, check } from "./check.ts";
import { type CoseAlgorithm, type Sign1, sigStructure } from "./cose-sign1.ts";

/** A key of the verifier's trust list. */
export interface IssuerKey {
  readonly algorithm: CoseAlgorithm;
  /** As the verifying port takes it. */
  readonly publicKey: Uint8Array;
  /** Whose it is: a code and the list of its status must have the same. */
  readonly issuer: string;
}

/** Answers for anything wrong with key or signature is `false`; the signature is r ‖ s of 64 bytes. */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** What lies outside. Verdicts are worth what `findKey` is: it answers only with keys trusted for this purpose, now. */
export interface VerifyPorts {
  readonly findKey: (keyId: Uint8Array) => IssuerKey | undefined;
  readonly verifySm2: VerifySignature;
  /** Takes uncompressed and compressed points of P-256: a device's key is compressed. */
  readonly verifyEs256: VerifySignature;
}

export type IssuerCheckName = "issuer-key" | "issuer-signature";

/** Whose key it is and whether it signed. A key is never tried with the algorithm that the message asks for, but with its own. */
export function issuerChecks(
  message: Sign1,
  ports: VerifyPorts,
): { readonly checks: readonly Check<IssuerCheckName>[]; readonly issuer: string | undefined } {
  const key = ports.findKey(message.keyId);
  const keyClause = "RFC 9052 §3.1 kid, §8.1";
  const signatureClause = "RFC 9052 §4.4";
  if (key === undefined) {
    const checks = [
      check("issuer-key", keyClause, "issuer-unknown", "unknown"),
      check("issuer-signature", signatureClause, "issuer-unknown", "unknown"),
    ] as const;
    return { checks, issuer: undefined };
  }
  if (key.algorithm !== message.algorithm) {
    const checks = [
      check("issuer-key", keyClause, "algorithm-differs"),
      check("issuer-signature", signatureClause, "algorithm-differs", "unknown"),
    ] as const;
    return { checks, issuer: key.issuer };
  }
  const verify = key.algorithm === "es256" ? ports.verifyEs256 : ports.verifySm2;
  const holds = verify(key.publicKey, sigStructure(message), message.signature);
  const checks = [
    check("issuer-key", keyClause),
    check("issuer-signature", signatureClause, !holds && "signature-wrong"),
  ] as const;
  return { checks, issuer: key.issuer };
}
