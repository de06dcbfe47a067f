import { describe, expect, test } from "vitest";
import { type Exhibit, museum } from "../testing/museum.ts";
import { gm, now, trust } from "../testing/people.ts";
import {
  type Check,
  type CheckName,
  type FileReport,
  packageChecks,
  signatureChecks,
  verifyFile,
} from "./index.ts";

const judge = ({ build, trust: by = trust, content }: Exhibit): FileReport =>
  verifyFile(build(), { gm, trust: by, now, ...(content && { content }) });
const judged = museum.map((exhibit) => ({ exhibit, report: judge(exhibit) }));
const checksOf = ({ checks, signatures }: FileReport): readonly Check[] => [
  ...new Set([...checks, ...signatures.flatMap((signature) => signature.checks)]),
];
const namesOf = (report: FileReport, result: Check["result"]): readonly CheckName[] => [
  ...new Set(
    checksOf(report)
      .filter((check) => check.result === result)
      .map(({ name }) => name),
  ),
];

describe("every file made here comes to what it must", () => {
  test.each(judged)("$exhibit.name: $exhibit.verdict", ({ exhibit, report }) => {
    expect(report.verdict).toBe(exhibit.verdict);
  });
});

/** Notes never fail; nothing can be said against what is only told. */
const neverFail: readonly CheckName[] = [
  "stamp-places",
  "extensions",
  "property-info",
  "provider",
  "additions",
  "integrity-protection",
];

test.each([...signatureChecks, ...packageChecks].filter((name) => !neverFail.includes(name)))(
  "some file fails %s, and some file passes it",
  (name) => {
    expect(judged.some(({ report }) => namesOf(report, "fail").includes(name))).toBe(true);
    expect(judged.some(({ report }) => namesOf(report, "pass").includes(name))).toBe(true);
  },
);

test("the table of checks and files in the documentation is the one that these files give", async () => {
  // Rewritten by `npx vitest run --project unit libs/seal/src/museum.test.ts -u`.
  await expect(table()).toMatchFileSnapshot("../../../docs/formats/verification-museum.md");
});

function table(): string {
  const rows = judged.map(({ exhibit, report }, index) => [
    String(index + 1),
    exhibit.name,
    `${report.verdict}, ${report.summary}`,
    told(report, "fail"),
    told(report, "unknown"),
  ]);
  const files = (name: CheckName, result: Check["result"]) =>
    judged.flatMap(({ report }, index) => (namesOf(report, result).includes(name) ? [index + 1] : []));
  const checks = [...packageChecks, ...signatureChecks].map((name) => [
    `\`${name}\``,
    String(files(name, "pass").length),
    files(name, "fail").join(" ") || "–",
    files(name, "unknown").length > 12
      ? `${files(name, "unknown").length} files`
      : files(name, "unknown").join(" ") || "–",
  ]);
  return [
    "# The museum of sealed files",
    "",
    `${judged.length} files made for the tests of \`libs/seal\` (\`libs/seal/testing/museum.ts\`), the verdict on each, and which`,
    "checks failed (✗) or could not be asked (?). The checks are those of [verification-report.md](verification-report.md).",
    "This page is a result: `libs/seal/src/museum.test.ts` compares it with what the verifier answers.",
    "",
    ...markdown(["#", "file", "verdict, grade", "✗", "?"], rows),
    "",
    "## By check",
    "",
    "How many files pass it, and which fail it or leave it open.",
    "",
    ...markdown(["check", "pass", "✗", "?"], checks),
    "",
  ].join("\n");
}

/** Revocation is open wherever no list is given, which is nearly everywhere. */
const told = (report: FileReport, result: Check["result"]): string =>
  namesOf(report, result)
    .filter((name) => result !== "unknown" || !name.endsWith("-revocation"))
    .map((name) => `\`${name}\``)
    .join(" ") || "–";

const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
