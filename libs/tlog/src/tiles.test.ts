import { fromHex, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { leavesTo, plainRoot, Shelf, sha256 } from "../testing/plain-tree.ts";
import vectors from "../vectors/rfc6962-sha256.json" with { type: "json" };
import { edgeOf, growTiles, proveConsistency, proveInclusion, rootOf, tilesOf } from "./tiles.ts";
import { inclusionRanges, leafHash } from "./tree.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

/** Grown by steps of these sizes, over and over. */
function grownBy(steps: readonly number[], leaves: readonly Uint8Array[]): Shelf {
  const shelf = new Shelf();
  for (let [size, turn] = [0, 0]; size < leaves.length; turn++) {
    const next = leaves.slice(size, size + (steps[turn % steps.length] ?? 1));
    // Nothing but the edge is at hand.
    const edge = new Map(edgeOf(size).map((at) => [`${at.level}/${at.index}`, shelf.read(at)]));
    shelf.put(growTiles(size, next, (at) => edge.get(`${at.level}/${at.index}`), sha256));
    size += next.length;
  }
  return shelf;
}

test("roots are those of the reference tree of Certificate Transparency", () => {
  const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf), sha256));
  const shelf = grownBy([1], leaves);
  for (const [index, root] of vectors.roots.entries())
    expect(toHex(rootOf(index + 1, shelf.read, sha256))).toBe(root);
  expect(toHex(rootOf(0, shelf.read, sha256))).toBe(toHex(sha256(new Uint8Array(0))));
});

test("however a tree has grown, its tiles and roots are the same", () => {
  const leaves = leavesTo(1100);
  const one = grownBy([1], leaves);
  const other = grownBy([255, 3, 700, 256, 1], leaves);
  for (const size of [1, 2, 255, 256, 257, 511, 512, 513, 1024, 1100]) {
    const root = toHex(plainRoot(leaves.slice(0, size)));
    expect(toHex(rootOf(size, one.read, sha256))).toBe(root);
    expect(toHex(rootOf(size, other.read, sha256))).toBe(root);
  }
  expect(other.size).toBe(one.size);
  expect(one.size).toBe(5 + 1);
});

test("a tree of more than a tile of tiles grows a third level", () => {
  const leaves = leavesTo(256 * 256 + 1);
  const shelf = grownBy([40_000], leaves);
  expect(shelf.read({ level: 2, index: 0 })?.length).toBe(32);
  expect(toHex(rootOf(leaves.length, shelf.read, sha256))).toBe(toHex(plainRoot(leaves)));
});

test("every leaf of every size proves itself and no other, with the tiles that are named and no more", () => {
  const leaves = leavesTo(300);
  const shelf = grownBy([7], leaves);
  const sizes = [...Array(40).keys()].map((size) => size + 1).concat(255, 256, 257, 300);
  for (const size of sizes) {
    const root = rootOf(size, shelf.read, sha256);
    for (let index = 0; index < size; index += size > 40 ? 13 : 1) {
      const needed = new Set(tilesOf(inclusionRanges(index, size)).map((at) => `${at.level}/${at.index}`));
      const proof = proveInclusion(
        index,
        size,
        (at) => (needed.has(`${at.level}/${at.index}`) ? shelf.read(at) : undefined),
        sha256,
      );
      const leaf = leaves[index] as Uint8Array;
      const claim = { leaf, index, size, root, proof };
      expect(verifyInclusion(claim, sha256)).toBe(true);
      expect(verifyInclusion({ ...claim, index: (index + 1) % (size + 1) }, sha256)).toBe(false);
      expect(verifyInclusion({ ...claim, leaf: sha256(leaf) }, sha256)).toBe(false);
      expect(verifyInclusion({ ...claim, proof: [...proof, root] }, sha256)).toBe(false);
      if (size > 1) expect(verifyInclusion({ ...claim, proof: proof.slice(1) }, sha256)).toBe(false);
    }
  }
});

test("each tree proves to begin with every earlier one, and with nothing else", () => {
  const leaves = leavesTo(70);
  const shelf = grownBy([3], leaves);
  const rootAt = (size: number) => rootOf(size, shelf.read, sha256);
  for (let size = 1; size <= 70; size++) {
    const after = { size, root: rootAt(size) };
    for (let earlier = 1; earlier <= size; earlier++) {
      const before = { size: earlier, root: rootAt(earlier) };
      const proof = proveConsistency(earlier, size, shelf.read, sha256);
      expect(verifyConsistency({ before, after, proof }, sha256)).toBe(true);
      const other = { size: earlier, root: sha256(before.root) };
      expect(verifyConsistency({ before: other, after, proof }, sha256)).toBe(false);
      expect(verifyConsistency({ before, after: { size, root: other.root }, proof }, sha256)).toBe(false);
      expect(verifyConsistency({ before, after, proof: [...proof, other.root] }, sha256)).toBe(false);
    }
  }
});

test("a log that was rewritten proves nothing about its earlier root", () => {
  const leaves = leavesTo(50);
  const before = { size: 20, root: plainRoot(leaves.slice(0, 20)) };
  const forged = leaves.with(5, sha256(Buffer.from("another")));
  const shelf = grownBy([50], forged);
  const after = { size: 50, root: rootOf(50, shelf.read, sha256) };
  const proof = proveConsistency(20, 50, shelf.read, sha256);
  expect(verifyConsistency({ before, after, proof }, sha256)).toBe(false);
});

test("an empty log is the beginning of every log, without a proof", () => {
  const [before, after] = [0, 3].map((size) => ({ size, root: plainRoot(leavesTo(size)) }));
  if (before === undefined || after === undefined) throw new Error("two logs");
  expect(verifyConsistency({ before, after, proof: [] }, sha256)).toBe(true);
  expect(verifyConsistency({ before, after, proof: [after.root] }, sha256)).toBe(false);
  expect(verifyConsistency({ before: after, after: before, proof: [] }, sha256)).toBe(false);
});

test("what no tree can answer is refused, and a tile that is not there is named as missing", () => {
  const shelf = grownBy([5], leavesTo(5));
  const refused = (run: () => unknown) => expect(run);
  for (const [index, size] of [
    [5, 5],
    [-1, 5],
    [0.5, 5],
    [0, 2 ** 60],
  ] as const)
    refused(() => proveInclusion(index, size, shelf.read, sha256)).toThrow("bad-size");
  for (const before of [0, 6, -1, Number.NaN])
    refused(() => proveConsistency(before, 5, shelf.read, sha256)).toThrow("bad-size");
  refused(() => rootOf(6, shelf.read, sha256)).toThrow("missing-tile");
  refused(() => growTiles(5, leavesTo(1), () => undefined, sha256)).toThrow("missing-tile");
  refused(() => growTiles(-1, [], shelf.read, sha256)).toThrow("bad-size");
});

test("of a tree of ten million leaves a proof needs six tiles at most, and the root four", () => {
  const size = 10_000_019;
  for (const index of [0, 1, 5_000_000, size - 1])
    expect(tilesOf(inclusionRanges(index, size)).length).toBeLessThanOrEqual(6);
  expect(edgeOf(size).length).toBeLessThanOrEqual(4);
});
