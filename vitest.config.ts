import { defineConfig } from "vitest/config";
import type { Reporter, TestModule } from "vitest/node";

/** The last line of a run, in words that any reader of logs understands. */
class PlainLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) for (const test of module.children.allTests()) count[test.result().state]++;
    // A module that could not even be collected has no tests to count: it is one failure.
    for (const module of modules) if (module.errors().length > 0) count.failed++;
    process.stdout.write(
      `${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`,
    );
  }
}

const folders = "{libs,contract,server,web,cli,scripts,fuzz}";
const exclude = ["**/node_modules/**", "**/dist/**", "scripts/faults/**"];
export default defineConfig({
  test: {
    reporters: ["default", new PlainLine()],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${folders}/**/*.test.ts`],
          exclude: [...exclude, "**/*.{db,thorough}.test.ts"],
          // One set of modules for each worker, which halves the work: nothing in these tests keeps state between files.
          isolate: false,
          // Vitest would leave one core free, which on two is half of the machine.
          maxWorkers: "100%",
          // A watchdog, not a measure: a busy machine must not fail a property test.
          testTimeout: 120_000,
        },
      },
      {
        // What needs no service either, but longer than the gate may take: campaigns, thousands of signatures, pictures.
        extends: true,
        test: {
          name: "thorough",
          include: [`${folders}/**/*.thorough.test.ts`],
          exclude,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["{server,cli}/**/*.db.test.ts"],
          exclude,
          globalSetup: "./server/testing/postgres-setup.ts",
          provide: { givenServerUrl: process.env["TEST_DATABASE_URL"] ?? "" },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["e2e/**/*.e2e.ts"],
          exclude,
          globalSetup: "./e2e/staging/server.ts",
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
