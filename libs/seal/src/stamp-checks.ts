import { fail, pass, unknown } from "./checklist.ts";
import type { PageArea, PagePlace } from "./page-area.ts";
import type { Check, Stamp } from "./report.ts";
import type { StampAnnot } from "./signature-file.ts";

type Box = Stamp["boundary"];

/**
 * Where the seal's picture stands, whether those pages exist and those places are places (GB/T 33190-2016 18.2), and whether
 * anything of it lies on the page. The last is the signer's own doing, signed by him: told and not counted.
 */
export function checkStamps(
  annotations: readonly StampAnnot[],
  pages: ReadonlyMap<string, PagePlace>,
  areaOf: (place: PagePlace) => PageArea | undefined,
): { readonly checks: readonly Check[]; readonly stamps: readonly Stamp[] } {
  const stamps: Stamp[] = [];
  const failures: Check[] = [];
  const places: Check[] = [];
  for (const { id, pageRef, boundary, clip } of annotations) {
    const page = pages.get(pageRef);
    const box = parseBox(boundary);
    const inner = clip === undefined ? undefined : parseBox(clip);
    if (page === undefined) failures.push(fail("stamps", "stamp-without-page", pageRef));
    if (box === undefined || (clip !== undefined && inner === undefined)) {
      failures.push(fail("stamps", "stamp-bad-boundary", id));
      continue;
    }
    stamps.push({ id, pageRef, boundary: box, ...(inner && { clip: inner }) });
    if (page !== undefined) places.push(placeCheck(id, visible(box, inner), areaOf(page)));
  }
  return { checks: [...(failures.length > 0 ? failures : [pass("stamps")]), ...places], stamps };
}

function placeCheck(id: string, [x, y, width, height]: Box, area: PageArea | undefined): Check {
  if (area === undefined) return unknown("stamp-places", "page-area-unknown", id);
  // PhysicalBox may begin elsewhere than at 0 0; coordinates on the page begin at its corner.
  const meets = x < area.width && y < area.height && x + width > 0 && y + height > 0;
  return meets ? pass("stamp-places") : unknown("stamp-places", "stamp-off-page", id);
}

/** What a clip, measured from the boundary's corner, leaves of it: riding seals (骑缝章) show a strip on each page. */
const visible = ([x, y, ...size]: Box, clip: Box | undefined): Box =>
  clip === undefined ? [x, y, ...size] : [x + clip[0], y + clip[1], clip[2], clip[3]];

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
