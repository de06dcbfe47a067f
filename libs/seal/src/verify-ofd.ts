import { OfdError, type OfdPackage, openPackage, type PackageLimits, type ReadPorts } from "@liangzheng/ofd";
import { withBudget } from "./budget.ts";
import { fail, pass, unknown } from "./checklist.ts";
import { checkCoverage } from "./coverage.ts";
import { type DocumentBody, type ListedSignature, listBodies, listSignatures } from "./document-links.ts";
import { checkIds, type StatedMaximum } from "./id-checks.ts";
import { checkIntegrityFile, findIntegrityFile } from "./integrity-file.ts";
import { findLeftovers } from "./leftovers.ts";
import { reportFault } from "./package-faults.ts";
import { findPageArea } from "./page-area.ts";
import { findReach, type Reach } from "./reach.ts";
import { readingsOf } from "./readings.ts";
import type { Check, OfdReport } from "./report.ts";
import { readTrust, type SealAlgorithms, type Trust } from "./trust.ts";
import { isIntact, judgeFile } from "./verdict.ts";
import { type SignatureOutcome, verifySignature } from "./verify-signature.ts";

export interface OfdQuestion {
  readonly gm: SealAlgorithms;
  readonly trust: Trust;
  /** Only to refuse signatures of the future: certificates and seals are judged at the time of signing. */
  readonly now: Date;
  /** What the package may cost, where less than the library's own limits is wanted. */
  readonly limits?: Partial<PackageLimits>;
  /** What the platform does faster than `@liangzheng/ofd` reads by itself, and the parts it remembers. */
  readonly ports?: ReadPorts;
}

/** More signatures than any document bears. */
const signatureLimit = 64;

/**
 * Verifies an OFD file: every signature its lists name, whether they cover what a reader is shown, and what else lies in
 * the package (GB/T 33190-2016 18, GB/T 38540-2020 7.3, GM/T 0031, GB/T 35275). Reports every check.
 * Never throws for what the bytes hold; its work is bounded by counting.
 */
export function verifyOfd(bytes: Uint8Array, question: OfdQuestion): OfdReport {
  let file: OfdPackage;
  try {
    file = openPackage(bytes, question.limits, question.ports);
  } catch (error) {
    if (error instanceof OfdError) return reportFault("package", error);
    throw error;
  }
  try {
    const bodies = listBodies(file);
    return verifyDocument(file, bodies, findReach(file, bodies), {
      ...question,
      gm: withBudget(question.gm),
      trust: readTrust(question.trust),
    });
  } catch (error) {
    if (error instanceof OfdError) return reportFault("document", error, "document-unreadable");
    throw error;
  }
}

function verifyDocument(
  file: OfdPackage,
  bodies: readonly DocumentBody[],
  reach: Reach,
  question: OfdQuestion,
): OfdReport {
  const { lists, entries: listed, checks: listChecks, maxima } = readLists(file, bodies);
  const entries = digestedPackage(file, question.gm);
  const outcomes = listed.map((entry) =>
    verifySignature(entry, {
      ...question,
      readings: readingsOf(question.ports?.memory),
      entries,
      lists,
      pages: reach.pages[entry.body] ?? new Map(),
      areaOf: (place) => findPageArea(file, place),
    }),
  );
  const own = new Set([...lists, ...outcomes.flatMap((outcome) => outcome.own)]);
  const signatures = outcomes.map(({ report }) => report);
  const integrity = findIntegrityFile(file);
  const accounted = new Set([
    ...own,
    ...reach.paths,
    ...(integrity?.value === undefined ? [] : [integrity.value]),
  ]);
  const leftovers = findLeftovers(file, accounted, new Set(listed.map(({ path }) => path)));
  const coverage =
    listed.length === 0
      ? { checks: [], additions: [] }
      : checkCoverage({ paths: file.paths, reach, own, ...coveredBy(outcomes) });
  const checks: readonly Check[] = [
    pass("package"),
    documentCheck(reach),
    ...listChecks,
    ...checkIds(listed, signatures, maxima),
    leftovers.length === 0
      ? pass("stripped-signatures")
      : fail("stripped-signatures", "leftover-signature", leftovers.slice(0, 20).join(" ")),
    ...coverage.checks,
    ...(integrity === undefined ? [] : checkIntegrityFile(file, integrity, own, question)),
  ];
  return { ...judgeFile(signatures, checks), signatures, checks, additions: coverage.additions };
}

interface Lists {
  readonly lists: ReadonlySet<string>;
  readonly entries: readonly ListedSignature[];
  readonly checks: readonly Check[];
  readonly maxima: readonly StatedMaximum[];
}

/** The lists that OFD.xml names, followed by their links and never guessed at. @throws OfdError `doctype`, `too-much-work`. */
function readLists(file: OfdPackage, bodies: readonly DocumentBody[]): Lists {
  const lists = new Set<string>();
  const entries: ListedSignature[] = [];
  const problems: Check[] = [];
  const maxima: StatedMaximum[] = [];
  bodies.forEach(({ list }, body) => {
    if (list === undefined || lists.has(list)) return;
    lists.add(list);
    if (!file.has(list)) {
      problems.push(fail("signature-list", "list-missing", list));
      return;
    }
    try {
      const { maxId, entries: found } = listSignatures(file, list, body);
      if (maxId !== undefined) maxima.push({ list, maxId });
      if (found.length === 0) problems.push(unknown("signature-list", "list-empty", list));
      for (const entry of found) {
        if (entries.some(({ path }) => path === entry.path)) {
          problems.push(fail("signature-list", "listed-twice", entry.path));
        } else entries.push(entry);
        if (entries.length > signatureLimit) throw new OfdError("too-much-work", "too many signatures", list);
      }
    } catch (error) {
      if (!(error instanceof OfdError) || error.code === "doctype" || error.code === "too-much-work")
        throw error;
      problems.push(fail("signature-list", "list-unreadable", list));
    }
  });
  if (lists.size === 0) problems.push(unknown("signature-list", "no-signatures"));
  return { lists, entries, maxima, checks: problems.length > 0 ? problems : [pass("signature-list")] };
}

function digestedPackage(file: OfdPackage, gm: SealAlgorithms) {
  const digests = new Map<string, Uint8Array | undefined>();
  let folded: Map<string, string> | undefined;
  return {
    has: (path: string) => file.has(path),
    read: (path: string) => file.read(path),
    findOtherCase: (path: string) => {
      folded ??= new Map(file.paths.map((other) => [other.toLowerCase(), other]));
      return folded.get(path.toLowerCase());
    },
    digest(path: string): Uint8Array | undefined {
      if (digests.has(path)) return digests.get(path);
      const bytes = findBytes(file, path);
      const digest = bytes && gm.sm3(bytes);
      digests.set(path, digest);
      return digest;
    },
  };
}

/** A damaged entry has no digest: whatever refers to it does not match. */
function findBytes(file: OfdPackage, path: string): Uint8Array | undefined {
  try {
    return file.read(path);
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function coveredBy(outcomes: readonly SignatureOutcome[]) {
  const intact = outcomes.filter(({ report }) => isIntact(report));
  return {
    covered: new Set(intact.flatMap(({ report }) => report.covers)),
    anyIntact: intact.length > 0,
  };
}

function documentCheck({ unreadable, missing }: Reach): Check {
  if (unreadable.length > 0)
    return unknown("document", "document-unreadable", unreadable.slice(0, 20).join(" "));
  return missing.length > 0
    ? pass("document", "link-to-nothing", missing.slice(0, 20).join(" "))
    : pass("document");
}
