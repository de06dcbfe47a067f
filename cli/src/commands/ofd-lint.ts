import { type Finding, lintPackage, lintRules, type OfdPackage } from "@liangzheng/ofd";
import { type Run, UsageError } from "../run-command.ts";
import { exitCodes, type Outcome, worst } from "../verification/file-verdict.ts";
import { type Language, plain } from "../verification/verdict-text.ts";
import { openFile, parseOptions, reasonOf } from "./ofd-file.ts";
import { readLanguage } from "./verify.ts";

interface LintedFile {
  readonly file: string;
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly unreadable?: string;
}

const marks = { error: "✗", note: "·" } as const;
const words = {
  zh: { errors: "处错误", notes: "处说明", unreadable: "无法读取", count: "处" },
  en: { errors: "errors", notes: "notes", unreadable: "unreadable", count: "times" },
} as const;

/** `liangzheng ofd lint`: each file's structure against GB/T 33190; exit codes are those of `verify`. */
export const lint: Run = async (args, { out }) => {
  const { values, positionals } = parseOptions(args, {
    json: { type: "boolean", default: false },
    errors: { type: "boolean", default: false },
    lang: { type: "string" },
  });
  if (positionals.length === 0) throw new UsageError("no file given");
  const language = readLanguage(values.lang);
  const files: LintedFile[] = [];
  for (const path of positionals) {
    const linted = await lintFile(path, values.errors);
    files.push(linted);
    if (!values.json) out(formatFile(linted, language));
  }
  const exit = exitCodes[worst(files.map(({ outcome }) => outcome))];
  if (values.json) out(`${JSON.stringify({ exit, files: files.map(asJson) }, undefined, 2)}\n`);
  return exit;
};

async function lintFile(file: string, errorsOnly: boolean): Promise<LintedFile> {
  const opened = await openFile(file);
  const all = typeof opened === "string" ? opened : findingsOf(opened.package);
  if (typeof all === "string") return { file, outcome: "unreadable", findings: [], unreadable: all };
  const wrong = all.filter(({ severity }) => severity === "error");
  return { file, outcome: wrong.length > 0 ? "invalid" : "valid", findings: errorsOnly ? wrong : all };
}

function findingsOf(pkg: OfdPackage): readonly Finding[] | string {
  try {
    return lintPackage(pkg);
  } catch (error) {
    return reasonOf(error);
  }
}

function formatFile({ file, findings, unreadable }: LintedFile, language: Language): string {
  const say = words[language];
  if (unreadable !== undefined) return `${plain(file)}: ${say.unreadable} (${plain(unreadable)})\n`;
  const errors = findings.filter(({ severity }) => severity === "error");
  const notes = findings.length - errors.length;
  const lines = [`${plain(file)}: ${errors.length} ${say.errors}, ${notes} ${say.notes}`];
  for (const finding of [...errors, ...findings.filter((one) => one.severity === "note")])
    lines.push(formatFinding(finding, language));
  return `${lines.join("\n")}\n`;
}

function formatFinding(finding: Finding, language: Language): string {
  const { rule, severity, clause, file, element, count, detail, because } = finding;
  const often = count === 1 ? "" : ` (${count} ${words[language].count})`;
  const about = detail === undefined ? "" : `: ${detail}`;
  const why = because === undefined ? "" : ` – ${because}`;
  const where = plain(`${file}${element === "" ? "" : ` ${element}`}`);
  return `  ${marks[severity]} ${rule} §${clause} ${where}${often}\n      ${lintRules[rule].words[language]}${plain(about + why)}`;
}

const asJson = ({ file, outcome, findings, unreadable }: LintedFile) => ({
  file,
  outcome,
  exit: exitCodes[outcome],
  ...(unreadable !== undefined && { unreadable }),
  findings: findings.map((finding) => ({ ...finding, words: lintRules[finding.rule].words })),
});
