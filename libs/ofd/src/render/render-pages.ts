import type { OfdDocument } from "../model/document.ts";
import { type RenderOptions, renderPage } from "./render-page.ts";
import { formatNumber } from "./svg-text.ts";

/** Millimetres between two pages. */
const gap = 6;
const opening = /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="([\d.]+)mm" height="([\d.]+)mm" /;

/**
 * The pages of a document as one standalone SVG, one below the other on grey, as `renderPage` draws each. A single page is
 * what `renderPage` gives.
 * @param most pages behind these are left out.
 * @throws OfdError as `renderPage`.
 */
export function renderPages(
  document: OfdDocument,
  most: number,
  options: Omit<RenderOptions, "idPrefix"> = {},
): string {
  const count = Math.min(document.pages.length, most);
  if (count < 2) return renderPage(document, 0, options);
  const pages = Array.from({ length: count }, (_, at) => {
    const svg = renderPage(document, at, { ...options, idPrefix: `p${at + 1}-` });
    const [tag, width, height] = opening.exec(svg) ?? [];
    if (tag === undefined) throw new Error("a page is not drawn as renderPage draws");
    return { width: Number(width), height: Number(height), inside: svg.slice(tag.length) };
  });
  const width = Math.max(...pages.map((page) => page.width));
  const height = pages.reduce((sum, page) => sum + page.height, gap * (count - 1));
  let y = 0;
  let drawn = "";
  for (const page of pages) {
    const x = formatNumber((width - page.width) / 2);
    drawn += `<svg x="${x}" y="${formatNumber(y)}" width="${formatNumber(page.width)}" height="${formatNumber(page.height)}" ${page.inside}`;
    y += page.height + gap;
  }
  const [across, down] = [formatNumber(width), formatNumber(height)];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${across}mm" height="${down}mm" viewBox="0 0 ${across} ${down}">` +
    `<rect width="${across}" height="${down}" fill="#e9ecf1"/>${drawn}</svg>`
  );
}
