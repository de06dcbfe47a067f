import { licenceStatuses, operations, purposes } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { codeText, fieldValueOf, outcomeOf } from "./code-words.ts";

const both = [codeText["zh-CN"], codeText.en] as const;

test("every status, purpose and problem of the contract has words in both languages", () => {
  const codes = new Set(
    Object.values(operations).flatMap(({ problems }) => problems.map(({ code }) => code)),
  );
  for (const words of both) {
    for (const status of licenceStatuses) expect(words.statuses).toHaveProperty(status);
    for (const purpose of purposes) expect(words.purposes).toHaveProperty(purpose);
    for (const code of codes) expect(words.problems).toHaveProperty(code);
  }
});

test("a code that came too late is told apart from a licence that has expired", () => {
  expect(outcomeOf("expired", [])).toBe("code-expired");
  expect(outcomeOf("expired", ["name"])).toBe("expired");
  expect(outcomeOf("something-new", [])).toBeUndefined();
});

test("days are written as people write them, also from the compact form", () => {
  const formats = { date: (day: unknown) => `day ${day}`, dateTime: String, time: String, number: String };
  expect(fieldValueOf({ kind: "date", value: "20280608" }, formats)).toBe("day 2028-06-08");
  expect(fieldValueOf({ kind: "date", value: "2028-06-08" }, formats)).toBe("day 2028-06-08");
  expect(fieldValueOf({ kind: "text", value: "20280608" }, formats)).toBe("20280608");
  expect(fieldValueOf({ kind: "date", value: null }, formats)).toBeUndefined();
});
