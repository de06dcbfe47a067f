import { fail, pass } from "./checklist.ts";
import type { Check, Stamp } from "./report.ts";
import type { StampAnnot } from "./signature-file.ts";

type Box = Stamp["boundary"];

/** Where the seal's picture stands, and whether those pages exist and those places are places (GB/T 33190-2016 18.2). */
export function checkStamps(
  annotations: readonly StampAnnot[],
  pages: ReadonlySet<string>,
): { readonly checks: readonly Check[]; readonly stamps: readonly Stamp[] } {
  const stamps: Stamp[] = [];
  const failures: Check[] = [];
  for (const { id, pageRef, boundary, clip } of annotations) {
    const box = parseBox(boundary);
    const inner = clip === undefined ? undefined : parseBox(clip);
    if (!pages.has(pageRef)) failures.push(fail("stamps", "stamp-without-page", pageRef));
    if (box === undefined || (clip !== undefined && inner === undefined)) {
      failures.push(fail("stamps", "stamp-bad-boundary", id));
    } else stamps.push({ id, pageRef, boundary: box, ...(inner && { clip: inner }) });
  }
  return { checks: failures.length > 0 ? failures : [pass("stamps")], stamps };
}

/** ST_Box: four numbers, the last two positive. */
function parseBox(text: string): Box | undefined {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 4 || !parts.every((part) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(part))) {
    return undefined;
  }
  const [x = 0, y = 0, width = 0, height = 0] = parts.map(Number);
  return width > 0 && height > 0 && [x, y, width, height].every(Number.isFinite)
    ? [x, y, width, height]
    : undefined;
}
