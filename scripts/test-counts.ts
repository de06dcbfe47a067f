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
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** A file whose tests could not be collected, or whose hooks failed beside them, is one failure. */
const isBroken = (file: VitestReport["testResults"][number]): boolean =>
  file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed");

export function countVitest(report: VitestReport): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report;
  return {
    passed: numPassedTests,
    failed: numFailedTests + testResults.filter(isBroken).length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** What failed, a line each, to be read at the end of a long run: file (below `root`) and test. */
export const failuresOf = (report: VitestReport, root: string): readonly string[] =>
  report.testResults.flatMap((file) => {
    const name = file.name.replace(`${root}/`, "");
    const tests = file.assertionResults.filter(({ status }) => status === "failed");
    const broken = isBroken(file) ? [`${name}: ${file.message.split("\n", 1)[0] ?? ""}`] : [];
    return [...broken, ...tests.map(({ fullName }) => `${name}: ${fullName}`)];
  });

/**
 * What a run counted and how it ended, brought together: a run that failed has a failure to show for it, and a
 * run that counted nothing has passed nothing.
 */
export function believe(counted: Counts | undefined, ok: boolean): Counts {
  const counts = counted ?? noCounts;
  const hollow = counts.passed + counts.failed + counts.skipped === 0;
  return (!ok || hollow) && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export const readVitestReport = async (file: string): Promise<VitestReport | undefined> => {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as VitestReport);
};

export const plainLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
