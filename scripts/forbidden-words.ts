// Words that may stand in few places: `node scripts/forbidden-words.ts`. Walls between imports cannot see these.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isMain, listFiles, repository } from "./repository.ts";

interface WordRule {
  readonly name: string;
  readonly why: string;
  /** Where the rule looks, and what in there is free to say the word. */
  readonly within: RegExp;
  readonly except?: RegExp;
  readonly words: RegExp;
}

/** Each has a planted fault of its name under scripts/faults/words. */
export const wordRules: readonly WordRule[] = [
  {
    name: "one-door-out",
    why: "only the composition root makes the opener of licence data, and only `use` holds it",
    within: /^server\/src\//,
    except: /^server\/src\/(main|modules\/use)\/|^server\/src\/platform\/vault\.ts$/,
    words: /Opener|\bopener/,
  },
  {
    name: "clock-is-given",
    why: "the time is an argument, so that a test can say what it is",
    within: /^(server\/src\/modules|libs\/[^/]+\/src)\//,
    words: /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/,
  },
  {
    name: "chance-is-given",
    why: "randomness is an argument: from the platform's generator, or a test's seed",
    within: /^(server\/src\/modules|libs\/[^/]+\/src)\//,
    words: /\bMath\.random\(|\brandomUUID\(|\bgetRandomValues\(|\bcrypto\.randomBytes\(/,
  },
];

export interface Finding {
  readonly rule: string;
  readonly where: string;
  readonly text: string;
}

const isSource = (path: string): boolean => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\//.test(path);
const isComment = (line: string): boolean => /^\s*(\/\/|\/?\*)/.test(line);

/** @param folder a repository or a picture of one */
export async function findWords(
  folder: string,
): Promise<{ readonly watched: number; readonly findings: readonly Finding[] }> {
  const files = (await listFiles(folder)).filter(isSource);
  const findings: Finding[] = [];
  let watched = 0;
  for (const file of files) {
    const rules = wordRules.filter(({ within, except }) => within.test(file) && !except?.test(file));
    if (rules.length === 0) continue;
    watched++;
    const lines = (await readFile(join(folder, file), "utf8")).split("\n");
    for (const [at, line] of lines.entries())
      for (const { name, words } of rules)
        if (words.test(line) && !isComment(line))
          findings.push({ rule: name, where: `${file}:${at + 1}`, text: line.trim() });
  }
  return { watched, findings };
}

if (isMain(import.meta.url)) {
  const { watched, findings } = await findWords(repository);
  for (const { rule, where, text } of findings) console.log(`${rule}: ${where}: ${text}`);
  console.log(`${watched} files, ${findings.length} findings`);
  process.exitCode = findings.length > 0 || watched < 200 ? 1 : 0;
}
