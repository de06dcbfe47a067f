import { licenceStatuses, verdicts } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { sentenceOf, verdictText } from "./verdict-words.ts";

const ALL = verdicts.flatMap((outcome) => [0, 1, 2, 3, 4, 5].map((answer) => ({ outcome, answer })));

test("green is for one answer only: answered, and 0", () => {
  const green = ALL.filter((judged) => sentenceOf(judged, "valid").kind === "valid");
  expect(green).toEqual([{ outcome: "answered", answer: 0 }]);
});

test("a code that was no good has a verdict of its own, whatever the answer says", () => {
  expect(sentenceOf({ outcome: "replayed", answer: 0 })).toEqual({ kind: "used", word: "replayed" });
  expect(sentenceOf({ outcome: "expired", answer: 0 })).toEqual({ kind: "expired", word: "code-expired" });
  expect(sentenceOf({ outcome: "unknown", answer: 0 })).toEqual({ kind: "unknown", word: "foreign" });
});

test("a lapsed licence is named by its status, and without one simply lapsed", () => {
  const lapsed = { outcome: "answered", answer: 3 } as const;
  expect(sentenceOf(lapsed, "revoked")).toEqual({ kind: "invalid", word: "revoked" });
  expect(sentenceOf(lapsed, "expired")).toEqual({ kind: "expired", word: "expired" });
  expect(sentenceOf(lapsed)).toEqual({ kind: "invalid", word: "lapsed" });
});

test("an answer nobody knows cannot be confirmed", () => {
  expect(sentenceOf({ outcome: "answered", answer: 9 }).word).toBe("unconfirmed");
});

test("every verdict has its word, its sentence and its next step in both languages", () => {
  for (const text of [verdictText["zh-CN"], verdictText.en])
    for (const judged of ALL)
      for (const status of licenceStatuses) {
        const { word } = sentenceOf(judged, status);
        expect([text.words[word], text.details[word], text.next[word]].every(Boolean)).toBe(true);
      }
});
