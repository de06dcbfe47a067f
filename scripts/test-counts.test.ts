import { expect, test } from "vitest";
import { believe, countSteps, countVitest, failuresOf, noCounts, plainLine, sum } from "./test-counts.ts";

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };

const broken = {
  name: "/r/b.test.ts",
  status: "failed",
  message: "no such module\nat 1",
  assertionResults: [],
};

test("a file that cannot be collected is a failure", () => {
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  expect(countVitest({ ...report, testResults: [broken] }).failed).toBe(2);
});

test("what failed is named: tests, and files with no test to blame", () => {
  const assertionResults = [
    { status: "passed", fullName: "stands" },
    { status: "failed", fullName: "falls" },
  ];
  const file = { name: "/r/a.test.ts", status: "failed", message: "", assertionResults };
  expect(failuresOf({ ...report, testResults: [file, broken] }, "/r")).toEqual([
    "a.test.ts: falls",
    "b.test.ts: no such module",
  ]);
});

test("a run that failed, or counted nothing, is never green", () => {
  expect(believe({ passed: 4, failed: 0, skipped: 0 }, true).failed).toBe(0);
  expect(believe({ passed: 4, failed: 0, skipped: 0 }, false).failed).toBe(1);
  expect(believe(undefined, true).failed).toBe(1);
  expect(believe(noCounts, true).failed).toBe(1);
  expect(believe({ passed: 4, failed: 2, skipped: 0 }, false).failed).toBe(2);
});

test("steps and runs add up to one line", () => {
  const steps = countSteps([
    { name: "a", ok: true, seconds: 1 },
    { name: "b", ok: false, seconds: 1 },
  ]);
  expect(plainLine(sum([steps, { passed: 2, failed: 0, skipped: 1 }]))).toBe("3 passed, 1 failed, 1 skipped");
});
