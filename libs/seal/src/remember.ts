import type { PartMemory } from "@liangzheng/ofd";
import type { SealAlgorithms } from "./trust.ts";

/**
 * The algorithms given, with the answers to the last `capacity` verifications remembered: one after the other files bear the
 * same seals and certificates, whose signatures need not be computed again. What is remembered is named by the SM3 of key,
 * signature and message together, so that an answer is only ever given to the question it was found for.
 * @param parts whose contents are kept: their digests are kept with them.
 */
export function rememberVerifications(
  gm: SealAlgorithms,
  parts?: Pick<PartMemory, "keeps">,
  capacity = 4096,
): SealAlgorithms {
  const answers = new Map<string, boolean>();
  const digests = new WeakMap<Uint8Array, Uint8Array>();
  return {
    foreign: gm.foreign,
    sm3(...pieces) {
      const [only] = pieces;
      if (only === undefined || pieces.length > 1 || !parts?.keeps(only)) return gm.sm3(...pieces);
      const known = digests.get(only) ?? gm.sm3(only);
      digests.set(only, known);
      return known.slice();
    },
    verify(publicKey, message, signature) {
      // Lengths first, or two questions could be one row of bytes.
      const head = `${publicKey.length} ${signature.length} `;
      const name = head + String.fromCharCode(...gm.sm3(publicKey, signature, message));
      const known = answers.get(name);
      if (known !== undefined) return known;
      const answer = gm.verify(publicKey, message, signature);
      const oldest = answers.size < capacity ? undefined : answers.keys().next().value;
      if (oldest !== undefined) answers.delete(oldest);
      answers.set(name, answer);
      return answer;
    },
  };
}
