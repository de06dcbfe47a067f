import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { repository } from "./repository.ts";
import { runTool } from "./run-tool.ts";

test("dead code is found where it was planted, and live code is not", () => {
  const words = ["--no-progress", "--directory", join(repository, "scripts/faults/knip")];
  const { status, said } = runTool("knip", "knip", words, repository);
  expect(status).toBe(1);
  expect(said).toContain("forgotten");
  expect(said).toContain("orphan.ts");
  expect(said).not.toMatch(/^used/m);
});

test("what needs a runtime does not compile as a library", () => {
  const { status, said } = runTool("typescript", "tsc", ["-p", "scripts/faults/types"], repository);
  expect(status).not.toBe(0);
  expect(said).toContain("impure.ts(2,");
  expect(said.match(/error TS/g)).toHaveLength(1);
});

const planted: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "planted", "dependencies": {} }\n',
  "libs/pki/package.json": '{ "name": "pki", "dependencies": {} }\n',
  "libs/pki/src/other.ts": 'import { one } from "./planted.ts";\n\nexport const two = (): number => one();\n',
  "libs/pki/src/planted.ts": `import { sha256 } from "undeclared";
import { two } from "./other.ts";

const later = async (): Promise<number> => sha256(1);
export const one = (kind: "a" | "b" = "a"): number => {
  later();
  console.log(process.env["HOME"]);
  switch (kind) {
    case "a":
      return two();
  }
  return [1][0]!;
};
const loose: any = 1;
export default loose;
`,
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liangzheng-lint-"));
  const config = JSON.parse(await readFile(join(repository, "biome.json"), "utf8"));
  // Outside a working copy there is no list of ignored files.
  await writeFile(join(folder, "biome.json"), JSON.stringify({ ...config, vcs: { enabled: false } }));
  for (const [path, text] of Object.entries(planted)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
});
afterAll(() => rm(folder, { recursive: true }));

test("the linter finds what was planted, rule by rule", () => {
  const { status, said } = runTool(
    "@biomejs/biome",
    "biome",
    ["ci", "--colors=off", "--reporter=github"],
    folder,
  );
  expect(status).not.toBe(0);
  const found = new Set([...said.matchAll(/title=lint\/\w+\/(\w+)/g)].map(([, rule]) => rule));
  for (const rule of [
    "noConsole",
    "noDefaultExport",
    "noExplicitAny",
    "noFloatingPromises",
    "noImportCycles",
    "noNonNullAssertion",
    "noProcessEnv",
    "noUndeclaredDependencies",
    "useExhaustiveSwitchCases",
  ])
    expect(found).toContain(rule);
});
