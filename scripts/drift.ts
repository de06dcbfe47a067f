// Are the generated files those that the sources make? `node scripts/drift.ts`; `npm run generate` writes them.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { configurationText } from "./generate-configuration.ts";
import { operationsText, problemsText, roomsText } from "./generate-docs.ts";
import { openApiText } from "./generate-openapi.ts";
import { isMain, repository } from "./repository.ts";

/** Path in the repository → its text. The database types are apart (generate-schema.ts): they need a server. */
const generated = (): Readonly<Record<string, string>> => ({
  "contract/openapi.json": openApiText(),
  "docs/operations/configuration.md": configurationText(),
  "docs/operations.md": operationsText(),
  "docs/problems.md": problemsText(),
  "docs/rooms.md": roomsText(),
});

/** The generated files below `folder` that are missing or differ by as much as a byte. */
export async function findDrift(folder: string): Promise<readonly string[]> {
  const drifted: string[] = [];
  for (const [path, text] of Object.entries(generated())) {
    const present = await readFile(join(folder, path)).catch(() => undefined);
    if (present === undefined || !present.equals(Buffer.from(text))) drifted.push(path);
  }
  return drifted;
}

export async function writeGenerated(folder: string): Promise<readonly string[]> {
  const drifted = await findDrift(folder);
  for (const path of drifted) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), generated()[path] ?? "");
  }
  return drifted;
}

if (isMain(import.meta.url)) {
  const drifted = await findDrift(repository);
  for (const path of drifted) console.error(`${path} differs from its sources: run \`npm run generate\``);
  console.log(`${Object.keys(generated()).length} generated files, ${drifted.length} differ`);
  process.exitCode = drifted.length > 0 ? 1 : 0;
}
