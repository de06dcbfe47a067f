// Everything that must pass: `npm test`. The gate, the tests on a database, the built apps, the browser journeys.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareBrowser } from "./browser.ts";
import { checkSteps, vitestStep } from "./check-steps.ts";
import { repository } from "./repository.ts";
import { runSteps, type Step, type StepResult, tableOf } from "./run-steps.ts";
import {
  believe,
  type Counts,
  countSteps,
  countVitest,
  failuresOf,
  plainLine,
  readVitestReport,
  sum,
} from "./test-counts.ts";

const results: StepResult[] = [];
const counts: Counts[] = [];
const failures: string[] = [];
const skip: Counts = { passed: 0, failed: 0, skipped: 1 };

function countTools(steps: readonly StepResult[]): void {
  results.push(...steps);
  counts.push(countSteps(steps));
  failures.push(...steps.filter(({ ok }) => !ok).map(({ name }) => name));
}

async function countTests(result: StepResult, file: string): Promise<void> {
  results.push(result);
  const report = await readVitestReport(file);
  counts.push(believe(report && countVitest(report), result.ok));
  if (report) failures.push(...failuresOf(report, repository));
  else failures.push(`${result.name}: ended without a report`);
}

async function runOne(step: Step): Promise<StepResult> {
  const [result] = await runSteps([{ ...step, live: true }], 1);
  if (result === undefined) throw new Error(`${step.name} went missing`);
  return result;
}

const folder = await mkdtemp(join(tmpdir(), "liangzheng-test-run-"));
const report = (name: string): string => join(folder, `${name}.json`);
try {
  const [unit, ...gate] = await runSteps(checkSteps(report("unit")), 2);
  if (unit === undefined) throw new Error("the gate has no steps");
  await countTests(unit, report("unit"));
  countTools(gate);

  const runTests = async (project: "thorough" | "db" | "journeys"): Promise<void> =>
    countTests(await runOne(vitestStep(project, report(project))), report(project));
  await runTests("thorough");
  await runTests("db");

  const build = await runOne({
    name: "web build",
    command: ["web/build.ts", "wallet", "console", "officer", "public"],
  });
  countTools([build]);

  const missing = prepareBrowser();
  if (missing.length > 0)
    console.log(`browser journeys skipped: install ${missing.join(" and ")} (Debian names), then run again`);
  if (!build.ok || missing.length > 0) counts.push(skip);
  else await runTests("journeys");
} finally {
  await rm(folder, { recursive: true, force: true });
}

const total = sum(counts);
process.stdout.write(`\n${tableOf(results)}`);
for (const failure of failures) process.stdout.write(`failed: ${failure}\n`);
process.stdout.write(`${plainLine(total)}\n`);
process.exitCode = total.failed === 0 && results.every(({ ok }) => ok) ? 0 : 1;
