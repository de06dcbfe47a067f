import type { Check } from "@liangzheng/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packCheck, unpackCheck } from "./packed-check.ts";

const check: fc.Arbitrary<Check> = fc.record(
  {
    name: fc.string(),
    result: fc.constantFrom("pass", "fail", "unknown"),
    reason: fc.string(),
    detail: fc.string(),
    clause: fc.string(),
  },
  { requiredKeys: ["name", "result"] },
);

test("every check comes back from its short form, through JSON too", () => {
  fc.assert(
    fc.property(check, (one) => {
      expect(unpackCheck(JSON.parse(JSON.stringify(packCheck(one))))).toEqual(one);
    }),
  );
});

test("what most checks say is one word", () => {
  expect(packCheck({ name: "code-fresh", result: "pass" })).toBe("+code-fresh");
  expect(packCheck({ name: "code-known", result: "unknown" })).toBe("?code-known");
  expect(() => unpackCheck("status")).toThrow("not a check");
});

test("a check kept before there was a short form is read as it stands", () => {
  const spelledOut: Check = { name: "status", result: "fail", reason: "revoked", detail: "演示" };
  expect(unpackCheck(spelledOut)).toEqual(spelledOut);
});
