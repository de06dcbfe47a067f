import { CertificateError, signatureToDer } from "@liangzheng/pki";
import type { SealAlgorithms } from "./trust.ts";

/**
 * Whether a stored signature, DER or the raw 64 bytes of tongz, fits message and key. False, never an error, for whatever
 * is wrong with any of the three.
 */
export function signatureFits(
  gm: SealAlgorithms,
  publicKey: Uint8Array | undefined,
  message: Uint8Array,
  stored: Uint8Array,
): boolean {
  if (publicKey === undefined) return false;
  try {
    return gm.verify(publicKey, message, signatureToDer(stored));
  } catch (error) {
    if (error instanceof CertificateError) return false;
    throw error;
  }
}
