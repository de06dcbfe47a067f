import { join } from "node:path";
import { expect, test } from "vitest";
import { findWords, wordRules } from "./forbidden-words.ts";
import { repository } from "./repository.ts";

const { findings } = await findWords(join(repository, "scripts/faults/words"));

test("every forbidden word is found where it was planted, and nothing else", () => {
  expect(findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual([
    "clock-is-given libs/pki/src/serial.ts:1",
    "chance-is-given libs/pki/src/serial.ts:2",
    "one-door-out server/src/modules/issuance/issue.ts:2",
    "clock-is-given server/src/modules/use/open-licences.ts:4",
  ]);
  expect(new Set(findings.map(({ rule }) => rule)).size).toBe(wordRules.length);
});
