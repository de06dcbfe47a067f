import { BytesError, equalBytes, fromBase64 } from "@liangzheng/bytes";
import { OfdError, resolvePath } from "@liangzheng/ofd";
import { fail, pass, unknown } from "./checklist.ts";
import type { Check, Reason } from "./report.ts";
import type { SignatureFile } from "./signature-file.ts";

/** What the checks of references need of the package; digests are computed once per entry. */
export interface DigestedPackage {
  has(path: string): boolean;
  /** SM3 of an entry's uncompressed bytes, `undefined` when they cannot be had. */
  digest(path: string): Uint8Array | undefined;
  /** An entry whose path differs from this one in case alone. */
  findOtherCase(path: string): string | undefined;
}

const sm3Names: readonly string[] = ["1.2.156.10197.1.401", "sm3"];
const weakNames: readonly string[] = ["md5", "1.2.840.113549.2.5", "sha1", "sha-1", "1.3.14.3.2.26"];
/** A report of thousands of bad digests helps nobody. */
const told = 50;

/**
 * CheckMethod: SM3 by identifier or by name. Absent means MD5 by the schema (GB/T 33190-2016 annex A), which is refused like
 * SHA-1; everything else proves nothing.
 */
export function digestMethodCheck({ checkMethod }: SignatureFile): Check {
  const method = (checkMethod ?? "md5").toLowerCase();
  if (sm3Names.includes(method)) return pass("algorithms");
  const detail = checkMethod === undefined ? "MD5 (CheckMethod absent)" : checkMethod;
  return fail("algorithms", weakNames.includes(method) ? "weak-digest" : "unknown-digest", detail);
}

export interface ReferenceOutcome {
  readonly checks: readonly Check[];
  /** Paths the signature names, matching or not. */
  readonly covers: readonly string[];
}

/** Every Reference of a signature whose digest method is SM3. `lists`: paths of the lists of signatures. */
export function checkReferences(
  file: SignatureFile,
  path: string,
  entries: DigestedPackage,
  lists: ReadonlySet<string>,
): ReferenceOutcome {
  if (file.references.length === 0) return { checks: [fail("references", "references-none")], covers: [] };
  const known = digestMethodCheck(file).result === "pass";
  const covers = new Set<string>();
  const failures: Check[] = [];
  for (const { fileRef, checkValue } of file.references) {
    const target = findPath(path, fileRef);
    if (target === undefined) {
      failures.push(fail("references", "reference-bad-path", fileRef));
      continue;
    }
    covers.add(target);
    const reason = known ? judgeReference(target, checkValue, entries, lists) : undefined;
    if (reason !== undefined) failures.push(fail("references", reason, target));
  }
  if (failures.length > 0) return { checks: failures.slice(0, told), covers: [...covers] };
  const outcome = known
    ? pass("references", undefined, String(file.references.length))
    : unknown("references", "not-checked");
  return { checks: [outcome], covers: [...covers] };
}

function judgeReference(
  target: string,
  checkValue: string,
  entries: DigestedPackage,
  lists: ReadonlySet<string>,
): Reason | undefined {
  if (!entries.has(target)) {
    return entries.findOtherCase(target) === undefined ? "reference-missing" : "reference-case-differs";
  }
  const expected = findDigest(checkValue);
  if (expected === undefined) return "reference-bad-value";
  const actual = entries.digest(target);
  if (actual !== undefined && equalBytes(actual, expected)) return undefined;
  return lists.has(target) ? "locked-list-changed" : "reference-differs";
}

function findPath(base: string, fileRef: string): string | undefined {
  try {
    return resolvePath(base, fileRef.trim());
  } catch (error) {
    if (error instanceof OfdError) return undefined;
    throw error;
  }
}

function findDigest(text: string): Uint8Array | undefined {
  try {
    const bytes = fromBase64(text);
    return bytes.length === 32 ? bytes : undefined;
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}
