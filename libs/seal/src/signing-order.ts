import type { SignatureReport } from "./report.ts";

/**
 * The order in which signatures were set, as far as the file proves it: for each, in the order of the report, the indices
 * of those that were there when it was made, for it covers their Signature.xml. The time of signing is only what signers
 * say; this is what a later signer sealed. Between two of which neither covers the other nothing is known.
 */
export const setOver = (
  signatures: readonly Pick<SignatureReport, "path" | "covers">[],
): readonly (readonly number[])[] =>
  signatures.map(({ covers }) =>
    signatures.flatMap(({ path }, index) => (covers.includes(path) ? [index] : [])),
  );
