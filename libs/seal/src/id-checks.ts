import { fail, pass } from "./checklist.ts";
import { idNumber, type ListedSignature } from "./document-links.ts";
import type { Check, SignatureReport } from "./report.ts";

/** MaxSignId as a list states it. */
export interface StatedMaximum {
  readonly list: string;
  readonly maxId: number;
}

/**
 * Identifiers of signatures (GB/T 33190-2016 18.1): one that stands twice in a list lets a reader show one signature and
 * pass over the other. MaxSignId counts signatures and stamps; makers keep it loosely, so a difference is only told: a
 * greater one may be the trace of a signature that was there.
 */
export function checkIds(
  listed: readonly ListedSignature[],
  reports: readonly SignatureReport[],
  maxima: readonly StatedMaximum[],
): readonly Check[] {
  if (listed.length === 0) return [];
  const seen = new Set<string>();
  for (const { list, id } of listed) {
    const key = `${list} ${idNumber(id) ?? id}`;
    if (seen.has(key)) return [fail("signature-ids", "id-twice", id)];
    seen.add(key);
  }
  for (const { list, maxId } of maxima) {
    const used = listed
      .flatMap((entry, index) =>
        entry.list === list ? [entry.id, ...(reports[index]?.stamps ?? []).map(({ id }) => id)] : [],
      )
      .map((id) => idNumber(id) ?? 0);
    const greatest = Math.max(...used);
    if (maxId === greatest) continue;
    const reason = maxId < greatest ? "max-id-lower" : "max-id-higher";
    return [pass("signature-ids", reason, `${maxId}, ${greatest}`)];
  }
  return [pass("signature-ids")];
}
