import { join } from "node:path";
import { binary } from "./binary.ts";
import { repository } from "./repository.ts";
import type { Step } from "./run-steps.ts";

/** What was checked before and has not changed is not checked again. */
const compile = (name: string, project: string): Step => ({
  name: `types: ${name}`,
  command: [
    binary("typescript", "tsc"),
    ...["-p", project, "--incremental", "--tsBuildInfoFile"],
    join(repository, "node_modules/.cache/types", project, "tsbuildinfo.json"),
  ],
});

/** What `vitest run` is given for one project; with `report`, the counts go to that file as JSON. */
export function vitestStep(project: "unit" | "thorough" | "db" | "journeys", report?: string): Step {
  const counted = report === undefined ? [] : ["--reporter=json", `--outputFile.json=${report}`];
  return {
    name: `tests: ${project}`,
    command: [binary("vitest"), "run", "--project", project, "--reporter=default", ...counted],
  };
}

/** The gate, longest first: no step needs a service, and each has a planted fault or is a compiler. */
export const checkSteps = (unitReport?: string): readonly Step[] => [
  vitestStep("unit", unitReport),
  { name: "lint", command: [binary("@biomejs/biome", "biome"), "ci", "--max-diagnostics=200"] },
  compile("server, cli, tests", "."),
  compile("web", "web"),
  compile("web: the browser's own check", "web/public/worker"),
  compile("journeys", "e2e"),
  compile("libs", "libs"),
  compile("contract", "contract"),
  { name: "boundaries", command: ["scripts/boundaries.ts"] },
  { name: "forbidden words", command: ["scripts/forbidden-words.ts"] },
  { name: "dead code", command: [binary("knip"), "--no-progress", "--no-config-hints"] },
  { name: "drift: generated files", command: ["scripts/drift.ts"] },
  { name: "drift: database types", command: ["scripts/generate-schema.ts", "--check"] },
  { name: "file budget", command: ["scripts/file-budget.ts"] },
];
