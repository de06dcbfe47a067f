import { OfdError } from "@liangzheng/ofd";
import type { SealAlgorithms } from "./trust.ts";

/** What one file may make a verifier compute, counted and not timed, so that the answer is the same on every machine. */
const verifications = 256;
const hashedBytes = 192 * 1024 * 1024;

/** The algorithms given, refusing work beyond the budget. The functions throw OfdError `too-much-work`. */
export function withBudget(gm: SealAlgorithms): SealAlgorithms {
  let verificationsLeft = verifications;
  let bytesLeft = hashedBytes;
  const spend = (bytes: number): void => {
    bytesLeft -= bytes + 64;
    if (bytesLeft < 0) throw new OfdError("too-much-work", "more to digest than will be");
  };
  const verifying = (): void => {
    if (--verificationsLeft < 0) throw new OfdError("too-much-work", "more signatures than will be verified");
  };
  const { foreign } = gm;
  return {
    foreign: foreign && {
      digest(name, ...parts) {
        for (const part of parts) spend(part.length);
        return foreign.digest(name, ...parts);
      },
      verifyEcdsa(...question) {
        verifying();
        return foreign.verifyEcdsa(...question);
      },
      verifyRsa(...question) {
        verifying();
        return foreign.verifyRsa(...question);
      },
    },
    sm3(...parts) {
      for (const part of parts) spend(part.length);
      return gm.sm3(...parts);
    },
    verify(publicKey, message, signature) {
      spend(message.length);
      verifying();
      return gm.verify(publicKey, message, signature);
    },
  };
}
