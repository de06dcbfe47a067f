import { equalBytes } from "@liangzheng/bytes";
import { type Digest, hashLength, isCount, nodeHash, splitOf } from "./tree.ts";

export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the leaf is in the tree of that root, at that place (RFC 9162 §2.1.3.2). Total: bad proofs are false. */
export function verifyInclusion({ leaf, index, size, root, proof }: Inclusion, digest: Digest): boolean {
  if (!isCount(size) || !isCount(index) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [from, to, used] = [0, size, proof.length];
  const turns: { readonly isLeft: boolean; readonly other: Uint8Array }[] = [];
  while (to - from > 1) {
    const other = proof[--used];
    if (other === undefined) return false;
    const middle = from + splitOf(to - from);
    const isLeft = index < middle;
    turns.push({ isLeft, other });
    if (isLeft) to = middle;
    else from = middle;
  }
  const found = turns.reduceRight(
    (hash, { isLeft, other }) => (isLeft ? nodeHash(hash, other, digest) : nodeHash(other, hash, digest)),
    leaf,
  );
  return used === 0 && equalBytes(found, root);
}

export interface Consistency {
  readonly before: { readonly size: number; readonly root: Uint8Array };
  readonly after: { readonly size: number; readonly root: Uint8Array };
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the later tree begins with the earlier one, so that nothing of it was changed or taken out (RFC 9162 §2.1.4.2).
 * Total: bad proofs are false. An empty log is the beginning of every other.
 */
export function verifyConsistency({ before, after, proof }: Consistency, digest: Digest): boolean {
  if (!isCount(before.size) || !isCount(after.size) || before.size > after.size) return false;
  if (!areHashes([before.root, after.root, ...proof])) return false;
  if (before.size === 0) return proof.length === 0;
  let [from, to, used] = [0, after.size, proof.length];
  const turns: { readonly isLeft: boolean; readonly other: Uint8Array }[] = [];
  while (to !== before.size) {
    const other = proof[--used];
    if (other === undefined) return false;
    const middle = from + splitOf(to - from);
    const isLeft = before.size <= middle;
    turns.push({ isLeft, other });
    if (isLeft) to = middle;
    else from = middle;
  }
  // Where the former tree is no subtree by itself, the proof begins with the hash of its last one.
  const first = from === 0 ? before.root : proof[--used];
  if (first === undefined || used !== 0) return false;
  let [old, whole] = [first, first];
  for (const { isLeft, other } of turns.reverse()) {
    if (!isLeft) old = nodeHash(other, old, digest);
    whole = isLeft ? nodeHash(whole, other, digest) : nodeHash(other, whole, digest);
  }
  return equalBytes(old, before.root) && equalBytes(whole, after.root);
}

const areHashes = (values: readonly Uint8Array[]): boolean =>
  values.every(({ length }) => length === hashLength);
