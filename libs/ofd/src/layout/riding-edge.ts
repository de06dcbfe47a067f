import type { Box } from "./template.ts";

/** A page as a riding-edge seal sees it: millimetres. */
export interface PageSize {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** The part of a seal that one page shows: the picture lies on `boundary`, and `clip`, from its corner, is what is seen. */
export interface Strip {
  readonly page: number;
  readonly boundary: Box;
  readonly clip: Box;
}

/** A narrower strip of a seal (mm) shows nothing that could be put together again. */
const narrowest = 2;
/** Between two seals on one edge, mm. */
const gap = 4;

/**
 * 骑缝章: one seal over the edges of all pages, as on sheets that lie fanned out, so that none can be taken away or
 * exchanged unseen. Page by page from left to right, each shows its strip flush with its edge. More pages than strips of
 * 2 mm are sealed in runs of nearly equal length, each under a whole seal. A single page has no seam: no strips.
 * @param size of the seal picture, mm.
 * @param ordinal how many seals ride on these pages already: the first stands in the middle of the right edge, the
 * next ones below and above it in turn, then on the left edge; when both are full they begin again.
 */
export function ridingEdge(
  pages: readonly PageSize[],
  size: { readonly width: number; readonly height: number },
  ordinal = 0,
): readonly Strip[] {
  if (pages.length < 2) return [];
  const longest = Math.max(2, Math.floor(size.width / narrowest));
  const runs = Math.ceil(pages.length / longest);
  return Array.from({ length: runs }, (_, run) => {
    const start = Math.floor((run * pages.length) / runs);
    const end = Math.floor(((run + 1) * pages.length) / runs);
    return pages.slice(start, end).map((page, at, all) => stripOf(page, at, all.length, size, ordinal));
  }).flat();
}

function stripOf(
  page: PageSize,
  at: number,
  of: number,
  { width, height }: { readonly width: number; readonly height: number },
  ordinal: number,
): Strip {
  // An odd number of places, so that there is one in the middle.
  const places = Math.max(1, Math.floor((page.height - gap) / (height + gap) - 1) | 1);
  const right = Math.floor(ordinal / places) % 2 === 0;
  const turn = ordinal % places;
  const down = (places + 1) / 2 + (turn % 2 === 1 ? (turn + 1) / 2 : -turn / 2);
  const strip = width / of;
  return {
    page: page.id,
    boundary: {
      x: right ? page.width - (at + 1) * strip : -at * strip,
      y: (page.height * down) / (places + 1) - height / 2,
      width,
      height,
    },
    clip: { x: at * strip, y: 0, width: strip, height },
  };
}
