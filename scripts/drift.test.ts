import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDrift, writeGenerated } from "./drift.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-drift-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("what is missing is drift, and what was just written is not", async () => {
  const all = await findDrift(folder);
  expect(all).toContain("contract/openapi.json");
  expect(await writeGenerated(folder)).toEqual(all);
  expect(await findDrift(folder)).toEqual([]);
});

test("one changed byte is drift, in each file", async () => {
  const all = [
    "contract/openapi.json",
    "docs/operations/configuration.md",
    "docs/operations.md",
    "docs/problems.md",
    "docs/rooms.md",
  ];
  for (const path of all) {
    const bytes = await readFile(join(folder, path));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await writeFile(join(folder, path), bytes);
  }
  expect(await findDrift(folder)).toEqual(all);
});
