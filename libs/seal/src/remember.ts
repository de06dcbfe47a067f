import { equalBytes, textOfUnits } from "@liangzheng/bytes";
import type { PartMemory } from "@liangzheng/ofd";
import type { SealAlgorithms } from "./trust.ts";

/**
 * The algorithms given, with the answers to the last `capacity` verifications remembered: one after the other files bear the
 * same seals and certificates, whose signatures need not be computed again. An answer is kept under key,
 * signature and the SM3 of the message, so that it is only ever given to the question it was found for; from the second time that a
 * key and a signature come together, for most come once and are not worth another digest.
 * @param parts whose contents are kept: their digests are kept with them.
 */
export function rememberVerifications(
  gm: SealAlgorithms,
  parts?: Pick<PartMemory, "keeps">,
  capacity = 4096,
): SealAlgorithms {
  const answers = new Map<string, Answer | undefined>();
  const digests = new WeakMap<Uint8Array, Uint8Array>();
  const digestOf = (bytes: Uint8Array): Uint8Array => {
    const known = digests.get(bytes) ?? gm.sm3(bytes);
    digests.set(bytes, known);
    return known;
  };
  return {
    foreign: gm.foreign,
    sm3(...pieces) {
      const [only] = pieces;
      if (only === undefined || pieces.length > 1 || !parts?.keeps(only)) return gm.sm3(...pieces);
      return digestOf(only).slice();
    },
    verify(publicKey, message, signature) {
      // The length first, or two questions could be one row of bytes.
      const name = `${publicKey.length} ${textOfUnits(publicKey)}${textOfUnits(signature)}`;
      const known = answers.get(name);
      const comesAgain = answers.has(name);
      const digest = comesAgain ? digestOf(message) : undefined;
      if (digest !== undefined && known !== undefined && equalBytes(known.digest, digest)) return known.holds;
      const holds = gm.verify(publicKey, message, signature);
      const oldest = answers.size < capacity || comesAgain ? undefined : answers.keys().next().value;
      if (oldest !== undefined) answers.delete(oldest);
      answers.set(name, digest && { digest, holds });
      return holds;
    },
  };
}

interface Answer {
  readonly digest: Uint8Array;
  readonly holds: boolean;
}
