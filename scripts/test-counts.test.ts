import { expect, test } from "vitest";
import { believe, countLine, countSteps, countVitest, noCounts, plainLine, sum } from "./test-counts.ts";

const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [] };

test("a file that cannot be collected is a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 3 });
  expect(countVitest({ ...report, testResults: [broken] }).failed).toBe(2);
});

test("the last plain line of a run is its result", () => {
  expect(countLine("1 passed, 0 failed, 0 skipped\nmore\n5 passed, 1 failed, 2 skipped\n")).toEqual({
    passed: 5,
    failed: 1,
    skipped: 2,
  });
  expect(countLine("said: 5 passed, 1 failed, 2 skipped")).toBeUndefined();
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
