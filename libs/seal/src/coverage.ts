import { fail, pass, unknown } from "./checklist.ts";
import { rootPath } from "./document-links.ts";
import type { Reach } from "./reach.ts";
import type { Check } from "./report.ts";

/** A report of thousands of names helps nobody. */
const told = 20;

export interface CoverageQuestion {
  readonly paths: readonly string[];
  readonly reach: Reach;
  /** What signatures that hold cover. */
  readonly covered: ReadonlySet<string>;
  /** Lists of signatures, and the files that are signatures' own: guarded by the signatures themselves. */
  readonly own: ReadonlySet<string>;
  readonly anyIntact: boolean;
}

/**
 * Everything a reader can come to see must be covered by a signature that holds. OFD.xml itself is left out by several
 * makers (KingGrid, Kinsec, AztSign): whatever it leads to must be covered all the same, but its own title and metadata
 * are then nobody's word, so that such a file is at best valid with additions.
 */
export function checkCoverage(question: CoverageQuestion): {
  readonly checks: readonly Check[];
  readonly additions: readonly string[];
} {
  const { paths, reach, covered, own, anyIntact } = question;
  if (!anyIntact) return { checks: [fail("coverage", "no-covering-signature")], additions: [] };
  const open = [...reach.paths].filter((path) => !covered.has(path));
  const shown = open.filter((path) => path !== rootPath && !own.has(path));
  const additions = paths.filter(
    (path) => !covered.has(path) && !own.has(path) && (!reach.paths.has(path) || path === rootPath),
  );
  const extra = additions.filter((path) => path !== rootPath);
  const checks = [
    shown.length > 0
      ? fail("coverage", "uncovered-content", shown.slice(0, told).join(" "))
      : pass("coverage"),
    shadowCheck(paths, reach, covered),
    extra.length > 0
      ? unknown("additions", "extra-files", extra.slice(0, told).join(" "))
      : pass("additions"),
    ...(additions.length > extra.length ? [unknown("additions", "root-uncovered", rootPath)] : []),
  ];
  return { checks, additions };
}

/** Windows readers open files without regard to case: an unsigned entry must not be able to stand in for a signed one. */
function shadowCheck(paths: readonly string[], reach: Reach, covered: ReadonlySet<string>): Check {
  const byFold = new Map<string, string[]>();
  for (const path of paths) {
    const fold = path.normalize("NFKC").toLowerCase();
    byFold.set(fold, [...(byFold.get(fold) ?? []), path]);
  }
  const pair = [...byFold.values()].find(
    (group) => group.length > 1 && group.some((path) => covered.has(path) || reach.paths.has(path)),
  );
  return pair === undefined ? pass("case-shadows") : fail("case-shadows", "case-shadow", pair.join(" "));
}
