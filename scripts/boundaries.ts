// Walls between folders: `node scripts/boundaries.ts`. The rules are in .dependency-cruiser.mjs, their data in walls.ts.
import { join } from "node:path";
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import extractConfig from "dependency-cruiser/config-utl/extract-depcruise-config";
import { isMain, listFiles, repository } from "./repository.ts";

const isWatched = (path: string): boolean =>
  /^(libs\/[^/]+|contract|server|cli)\/src\/.*\.ts$|^web\/.*\.tsx?$/.test(path) &&
  !/\.test\.tsx?$|\.d\.ts$|\/(testing|dist|node_modules)\//.test(path);

/** Fewer than this, and the tool was blind: it once reported "no violations" over no files at all. */
const leastFiles = 300;

export interface Crossing {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface BoundaryReport {
  readonly watched: number;
  readonly crossings: readonly Crossing[];
  /** Files on disk that were not looked at: with any, the report says nothing. */
  readonly missed: readonly string[];
}

/** The names of all rules, so that a test can show that each of them fires. */
export const ruleNames = async (): Promise<readonly string[]> =>
  ((await rules()).forbidden ?? []).flatMap(({ name }) => name ?? []);

const configFile = join(repository, ".dependency-cruiser.mjs");
const rules = async (): Promise<IFlattenedRuleSet> => (await extractConfig(configFile)) as IFlattenedRuleSet;

/** Looks at every import below `folder`, a repository or a picture of one. */
export async function findCrossings(folder: string): Promise<BoundaryReport> {
  const { options, ...ruleSet } = await extractConfig(configFile);
  const files = (await listFiles(folder)).filter(isWatched);
  const { output } = await cruise(files, {
    ...(options ?? {}),
    ruleSet: ruleSet as IFlattenedRuleSet,
    validate: true,
    baseDir: folder,
  });
  const { modules, summary } = output as ICruiseResult;
  const seen = new Set(modules.map(({ source }) => source));
  return {
    watched: files.filter((file) => seen.has(file)).length,
    crossings: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    missed: files.filter((file) => !seen.has(file)),
  };
}

if (isMain(import.meta.url)) {
  const { watched, crossings, missed } = await findCrossings(repository);
  for (const { rule, from, to } of crossings) console.log(`${rule}: ${from} → ${to}`);
  for (const file of missed) console.log(`not looked at: ${file}`);
  console.log(`${watched} files, ${crossings.length} crossings, ${missed.length} not looked at`);
  process.exitCode = crossings.length + missed.length > 0 || watched < leastFiles ? 1 : 0;
}
