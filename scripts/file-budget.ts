// How long files are, and how often the compiler or the linter was told to be quiet: `node scripts/file-budget.ts`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMain, listFiles, repository } from "./repository.ts";

export const lines = { warn: 300, fail: 400 } as const;

/** Counted in hand-written code. `any` is looked for as a type, not as a word. */
const quietings = {
  any: /(:|\bas|<|,|\||=>|\breadonly)\s*any\b(?!\s*[:(])/g,
  "ts-ignore": /@ts-(ignore|nocheck|expect-error)/g,
  "biome-ignore": /biome-ignore/g,
} as const;
type Quieting = keyof typeof quietings;

export interface Budget {
  readonly files: number;
  readonly warnings: readonly string[];
  readonly faults: readonly string[];
  readonly quietings: Readonly<Record<Quieting, number>>;
}

const isHandWritten = (path: string): boolean =>
  /\.(ts|tsx|css)$/.test(path) && !/\.gen\.ts$|\.d\.ts$|\/vectors\//.test(path);
/** The counter and its test speak of what they count. */
const isSpeech = (path: string): boolean => path.startsWith("scripts/file-budget");

/** @param folder a repository or a picture of one */
export async function weighFiles(folder: string): Promise<Budget> {
  const files = (await listFiles(folder)).filter(isHandWritten);
  const warnings: string[] = [];
  const faults: string[] = [];
  const counts: Record<Quieting, number> = { any: 0, "ts-ignore": 0, "biome-ignore": 0 };
  for (const file of files) {
    const text = await readFile(join(folder, file), "utf8");
    const length = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    if (length >= lines.fail) faults.push(`${file}: ${length} lines`);
    else if (length >= lines.warn) warnings.push(`${file}: ${length} lines`);
    if (isSpeech(file) || file.endsWith(".css")) continue;
    for (const [name, pattern] of Object.entries(quietings) as [Quieting, RegExp][]) {
      const searched = name === "any" ? withoutSpeech(text) : text;
      const found = [...searched.matchAll(pattern)].length;
      counts[name] += found;
      if (found > 0 && file.startsWith("libs/"))
        faults.push(`${file}: ${found} × ${name}, and none is allowed in libs`);
    }
  }
  return { files: files.length, warnings, faults, quietings: counts };
}

const withoutSpeech = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"/g, '""');

if (isMain(import.meta.url)) {
  const budget = await weighFiles(repository);
  for (const warning of budget.warnings) console.log(`long: ${warning}`);
  for (const fault of budget.faults) console.log(`over: ${fault}`);
  const counted = Object.entries(budget.quietings).map(([name, count]) => `${name} ${count}`);
  console.log(`${budget.files} files; ${counted.join(", ")}`);
  process.exitCode = budget.faults.length > 0 || budget.files < 300 ? 1 : 0;
}
