import { OfdError } from "../error.ts";
import type { OfdDocument } from "../model/document.ts";
import { parseBox } from "../model/geometry.ts";
import { annotationAppearances, readPageContent } from "../read/page-content.ts";
import { XmlSource } from "../read/xml-source.ts";
import { attribute } from "../xml/element.ts";
import { EmbeddedFonts } from "./embedded-fonts.ts";
import { drawObjects } from "./objects.ts";
import { drawLayers } from "./page-layers.ts";
import type { Scene } from "./scene.ts";
import { defaultRenderLimits, type RenderLimits, Sheet } from "./sheet.ts";
import { drawStamp, type Stamp } from "./stamp.ts";
import { formatNumber } from "./svg-text.ts";

export interface RenderOptions {
  /** Drawn over everything else; those of other pages are passed over. */
  readonly stamps?: readonly Stamp[];
  /** Annotations' appearances; shown unless false. */
  readonly annotations?: boolean;
  /** Put before every id, for pages that several drawings share: letters, digits and lines. "o" unless given. */
  readonly idPrefix?: string;
  readonly limits?: Partial<RenderLimits>;
}

/**
 * One page as a standalone SVG document in millimetres on white: escaped throughout, without script, links out of
 * itself, foreign objects or event attributes; the same page always gives the same text. Show it as an image.
 * @throws OfdError `bad-value` for a page that is not there, `too-much-work`, and what reading the page throws.
 */
export function renderPage(document: OfdDocument, pageIndex: number, options: RenderOptions = {}): string {
  const prefix = options.idPrefix ?? "o";
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,31}$/.test(prefix)) throw new OfdError("bad-value", "unusable id prefix");
  const source = new XmlSource(document.package);
  const page = readPageContent(source, document, pageIndex);
  const sheet = new Sheet(prefix, { ...defaultRenderLimits, ...options.limits });
  const fonts = new EmbeddedFonts(sheet, document.package);
  const scene: Scene = { sheet, source, resources: page.resources, fonts, style: {}, depth: 0, drawObjects };
  drawLayers(scene, page);
  if (options.annotations !== false) drawAnnotations(scene, document, page.id);
  for (const stamp of options.stamps ?? []) if (stamp.pageId === page.id) drawStamp(scene, stamp);
  const [width, height] = [page.area.physicalBox.width, page.area.physicalBox.height].map((n) =>
    formatNumber(n),
  );
  return sheet.finish(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" ` +
      `xml:space="preserve"><rect width="${width}" height="${height}" fill="#ffffff"/>`,
  );
}

/** An appearance is a block whose objects count from its boundary's corner (GB/T 33190 §15.2). */
function drawAnnotations(scene: Scene, document: OfdDocument, pageId: string): void {
  for (const appearance of annotationAppearances(scene.source, document, pageId)) {
    const box = parseBox(attribute(appearance, "Boundary"));
    scene.sheet.add(`<g transform="translate(${formatNumber(box?.x ?? 0)} ${formatNumber(box?.y ?? 0)})">`);
    scene.drawObjects(scene, appearance);
    scene.sheet.add("</g>");
  }
}
