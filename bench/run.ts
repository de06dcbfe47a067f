import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { benchDocuments } from "./documents.ts";
import { benchDocumentsLong } from "./documents-long.ts";
import { benchIssue } from "./issue.ts";
import { benchLog } from "./log.ts";
import { benchScan } from "./scan.ts";
import { benchSm2 } from "./sm2.ts";
import { type BenchTable, printTable } from "./table.ts";

const benches: Readonly<Record<string, () => Promise<BenchTable | BenchTable[]>>> = {
  sm2: benchSm2,
  documents: benchDocuments,
  "documents-long": benchDocumentsLong,
  issue: benchIssue,
  log: benchLog,
  scan: benchScan,
};

const asked = process.argv.slice(2);
const write = asked.includes("--write");
const names = asked.filter((word) => word !== "--write");
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

const head = [
  "# Benchmark results",
  "",
  "The machine is shared and noisy: only ratios within one table count, never a number against one of another day.",
  "",
  `- Date: ${new Date().toISOString()}`,
  `- Commit: ${commit()}`,
  `- Machine: ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  `- Node ${process.versions.node} (OpenSSL ${process.versions.openssl}); PostgreSQL as each table says`,
  `- Load average at start: ${loadavg()
    .map((load) => load.toFixed(2))
    .join(" ")}`,
  `- Command: \`npm run bench${["", ...(names.length > 0 || write ? ["--"] : []), ...asked].join(" ")}\``,
  "",
].join("\n");
console.log(head);

const printed: string[] = [];
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  const made = await benches[name]?.();
  for (const table of made === undefined ? [] : [made].flat()) {
    const text = printTable(table);
    console.log(text);
    printed.push(text);
  }
}
if (write) writeFileSync(new URL("RESULTS.md", import.meta.url), [head, ...printed].join("\n"));

function commit(): string {
  try {
    const git = (...argv: string[]): string => execFileSync("git", argv, { encoding: "utf8" }).trim();
    const changed = git("status", "--porcelain", "--untracked-files=no") === "" ? "" : ", with changes";
    return `${git("rev-parse", "--short", "HEAD")}${changed}`;
  } catch {
    return "unknown";
  }
}
