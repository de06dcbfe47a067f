import { readFile } from "node:fs/promises";
import type { StepResult } from "./run-steps.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    noCounts,
  );

/** Each step of the gate counts as one. */
export const countSteps = (results: readonly StepResult[]): Counts => ({
  passed: results.filter(({ ok }) => ok).length,
  failed: results.filter(({ ok }) => !ok).length,
  skipped: 0,
});

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** A file that could not be collected has no tests to count: it is one failure. */
export function countVitest(report: VitestReport): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** The last plain line `N passed, N failed, N skipped` of what a run said. */
export function countLine(said: string): Counts | undefined {
  const lines = [...said.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)];
  const [, passed, failed, skipped] = lines.at(-1) ?? [];
  return passed === undefined
    ? undefined
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/**
 * What a run counted and how it ended, brought together: a run that failed has a failure to show for it, and a
 * run that counted nothing has passed nothing.
 */
export function believe(counted: Counts | undefined, ok: boolean): Counts {
  const counts = counted ?? noCounts;
  const hollow = counts.passed + counts.failed + counts.skipped === 0;
  return (!ok || hollow) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export const readVitestCounts = async (file: string): Promise<Counts | undefined> => {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : countVitest(JSON.parse(text) as VitestReport);
};

export const plainLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
