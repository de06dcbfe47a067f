import type { UseRecord } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { groupUses } from "./group-uses.ts";

const aUse = (receiptId: string, changes: Partial<UseRecord> = {}): UseRecord => ({
  receiptId,
  at: "2026-11-22T04:12:30.000Z",
  licenceKey: null,
  typeName: "机动车驾驶证",
  basis: "own-view",
  byUnit: "",
  byPerson: "",
  purpose: "own-view",
  matter: null,
  place: null,
  fields: ["summary"],
  outcome: "valid",
  ...changes,
});
const idsOf = (uses: readonly UseRecord[]) =>
  groupUses(uses).map((group) => group.map((use) => use.receiptId));

test("one's own looks of the same minute are one line", () => {
  expect(idsOf([aUse("a"), aUse("b", { at: "2026-11-22T04:12:59.000Z" })])).toEqual([["a", "b"]]);
});

test("looks of another minute, and downloads, stand apart", () => {
  const later = aUse("b", { at: "2026-11-22T04:13:00.000Z" });
  expect(idsOf([aUse("a"), later, aUse("c", { at: later.at, basis: "own-download" })])).toEqual([
    ["a"],
    ["b"],
    ["c"],
  ]);
});

test("what others did is never folded together", () => {
  const shown = { basis: "shown-by-holder" } as const;
  expect(idsOf([aUse("a", shown), aUse("b", shown), aUse("c")])).toEqual([["a"], ["b"], ["c"]]);
});

test("copies made in one minute are told apart: each is for somebody else", () => {
  const copy = { basis: "own-copy" } as const;
  expect(idsOf([aUse("a", copy), aUse("b", copy)])).toEqual([["a"], ["b"]]);
});
