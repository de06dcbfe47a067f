// Everything that must pass: `npm test`. The gate, the tests on a database, the built apps, the browser journeys.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareBrowser } from "./browser.ts";
import { checkSteps, vitestStep } from "./check-steps.ts";
import { repository } from "./repository.ts";
import { runSteps, type StepResult, tableOf } from "./run-steps.ts";
import {
  believe,
  type Counts,
  countLine,
  countSteps,
  plainLine,
  readVitestCounts,
  sum,
} from "./test-counts.ts";

const results: StepResult[] = [];
const counts: Counts[] = [];

/** The journeys are run as a person would run them: what they say is shown, and its last plain line counted. */
async function runJourneys(): Promise<void> {
  const script = "e2e/run.ts";
  if (!existsSync(join(repository, script))) {
    console.log(`browser journeys skipped: there is no ${script}`);
    counts.push({ passed: 0, failed: 0, skipped: 1 });
    return;
  }
  const missing = prepareBrowser();
  if (missing.length > 0) {
    console.log(`browser journeys skipped: install ${missing.join(" and ")} (Debian names), then run again`);
    counts.push({ passed: 0, failed: 0, skipped: 1 });
    return;
  }
  console.log("— browser journeys");
  const started = performance.now();
  const child = spawn(process.execPath, [script], { cwd: repository, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    process.stdout.write(text);
  });
  const ok = await new Promise<boolean>((resolve) => {
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
  results.push({ name: "browser journeys", ok, seconds: (performance.now() - started) / 1000 });
  counts.push(believe(countLine(said), ok));
}

const folder = await mkdtemp(join(tmpdir(), "liangzheng-test-run-"));
try {
  const unitReport = join(folder, "unit.json");
  const [unit, ...gate] = await runSteps(checkSteps(unitReport), 2);
  if (unit === undefined) throw new Error("the gate has no steps");
  results.push(unit, ...gate);
  counts.push(countSteps(gate), believe(await readVitestCounts(unitReport), unit.ok));

  const dbReport = join(folder, "db.json");
  const [db, build] = await runSteps(
    [
      { ...vitestStep("db", dbReport), live: true },
      { name: "web build", command: ["web/build.ts", "wallet", "console", "officer", "public"], live: true },
    ],
    1,
  );
  if (db === undefined || build === undefined) throw new Error("a step went missing");
  results.push(db, build);
  counts.push(believe(await readVitestCounts(dbReport), db.ok), countSteps([build]));

  if (build.ok) await runJourneys();
  else counts.push({ passed: 0, failed: 0, skipped: 1 });
} finally {
  await rm(folder, { recursive: true, force: true });
}

const total = sum(counts);
process.stdout.write(`\n${tableOf(results)}${plainLine(total)}\n`);
process.exitCode = total.failed === 0 && results.every(({ ok }) => ok) ? 0 : 1;
