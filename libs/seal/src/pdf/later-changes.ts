import {
  findChanges,
  type PdfChange,
  type PdfChangeKind,
  type PdfFile,
  type PdfSignatureValue,
} from "@liangzheng/pdf";
import { fail, pass } from "../checklist.ts";
import type { Check } from "../report.ts";

/** What nobody signed and nobody needs for validation, but that leaves alone what was signed. */
const additions: readonly PdfChangeKind[] = ["form-value", "annotation", "metadata"];

export const additionsAmong = (changes: readonly PdfChange[]): readonly string[] =>
  changes.filter(({ kind }) => additions.includes(kind)).map(words);

const words = ({ kind, what }: PdfChange): string => (kind === what ? kind : `${kind}: ${what}`);
const told = (changes: readonly PdfChange[]): string => changes.map(words).slice(0, 20).join(", ");

/** Which levels of DocMDP (ISO 32000-1 table 254) permit a change. What serves validation is always permitted (PAdES). */
const permittedFrom: Readonly<Record<PdfChangeKind, number>> = {
  "validation-data": 1,
  "time-stamp": 1,
  metadata: 2,
  signature: 2,
  "form-value": 2,
  annotation: 3,
  forbidden: 4,
};

/** What came after the revision that a signature covers, and whether its signer permitted it. */
export function checkLaterChanges(
  value: PdfSignatureValue,
  before: PdfFile,
  after: PdfFile,
): { readonly checks: readonly Check[]; readonly changes: readonly PdfChange[] } {
  const changes = before === after ? [] : findChanges(before, after);
  const forbidden = changes.filter(({ kind }) => kind === "forbidden");
  const added = changes.filter(({ kind }) => additions.includes(kind));
  const later =
    forbidden.length > 0
      ? fail("later-changes", "changed-after-signing", told(forbidden))
      : added.length > 0
        ? pass("later-changes", "added-after-signing", told(added))
        : pass("later-changes");
  return { checks: [...permissionChecks(value, changes), later], changes };
}

function permissionChecks(
  { permission, locks }: PdfSignatureValue,
  changes: readonly PdfChange[],
): readonly Check[] {
  if (permission === undefined && locks === undefined) return [];
  const isLocked = (name: string): boolean => {
    if (locks === undefined) return false;
    const named = locks.fields.some((field) => name === field || name.startsWith(`${field}.`));
    // An action that is none of three locks all.
    return locks.action === "Include" ? named : locks.action === "Exclude" ? !named : true;
  };
  const breaches = changes.filter(
    ({ kind, what, field }) =>
      (permission !== undefined && permittedFrom[kind] > permission) ||
      (kind === "form-value" && isLocked(field ?? what)) ||
      (kind === "signature" && field !== undefined && isLocked(field)),
  );
  return [
    breaches.length === 0
      ? pass("permissions", undefined, permission === undefined ? undefined : `DocMDP ${permission}`)
      : fail("permissions", "change-not-permitted", told(breaches)),
  ];
}
