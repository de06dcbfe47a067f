// Writes docs/operations/configuration.md from the settings of the server; with --check, only says whether it is up to date.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError, readConfig, settings } from "../server/src/main/config.ts";
import { isMain, repository } from "./repository.ts";

const path = "docs/operations/configuration.md";

/** What production finds wrong when nothing else is set: the refusals in the program's own words. */
function refusals(): readonly string[] {
  try {
    readConfig({ LIANGZHENG_MODE: "production" }, repository);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  throw new Error("production was content with nothing: this page would be wrong");
}

const cell = (text: string): string => text.replaceAll("<", "&lt;").replaceAll("|", "\\|");

/** docs/operations/configuration.md */
export function configurationText(): string {
  const rows = Object.entries(settings).map(
    ([name, [meaning, otherwise]]) => `| \`${name}\` | ${cell(meaning)} | ${cell(otherwise)} |\n`,
  );
  const refused = refusals().map((fault) => `- ${cell(fault)}\n`);
  return `# Configuration

<!-- Written by \`npm run generate\` from server/src/main/config.ts; the gate compares. Do not edit. -->

Everything is set in the environment and read once, at the start. All faults are told at once, and a name that begins
with \`LIANGZHENG_\` and is none of these is a fault too. \`npx liangzheng doctor\` reads the same settings and starts
nothing. Relative paths begin at the folder in which the command is run.

| name | meaning | when it is not set |
| --- | --- | --- |
${rows.join("")}
## What production refuses

With \`LIANGZHENG_MODE=production\` and nothing else set, the start ends with these faults:

${refused.join("")}
Beside the settings it refuses a client secret or database password that everybody knows, a key file that only a link
keeps outside the data, the database or a backup, and a database with bodies of a division 99xxxx or licence types whose
code is made up.
`;
}

if (isMain(import.meta.url)) {
  const target = join(repository, path);
  const wanted = configurationText();
  const present = await readFile(target, "utf8").catch(() => "");
  if (wanted === present) {
    console.log(`${path} is up to date`);
  } else if (process.argv.includes("--check")) {
    console.error(`${path} differs from the settings: run \`node scripts/generate-configuration.ts\``);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, wanted);
    console.log(`${path} written`);
  }
}
