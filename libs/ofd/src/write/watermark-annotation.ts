import type { WatermarkLayout, WatermarkText } from "../layout/watermark.ts";
import { textCodes } from "./page-content.ts";
import { boxText, decimal, declaration, escapeXml, namespace } from "./xml-text.ts";

/** Of 255: to be read through, and read. */
const faint = 76;
const ink = "60 60 60";

export interface WatermarkIds {
  readonly annotation: number;
  /** Of the first object; the others follow. */
  readonly first: number;
  readonly font: number;
}

/**
 * The annotations of one page (GB/T 33190 15.2): one, of the type Watermark, that cannot be edited and is printed. Its
 * remark has the same words for those who do not see the page.
 */
export function watermarkAnnotation(
  layout: WatermarkLayout,
  said: WatermarkText,
  page: { readonly width: number; readonly height: number },
  about: { readonly creator: string; readonly madeOn: string },
  ids: WatermarkIds,
): string {
  let id = ids.first;
  const matrix = layout.matrix.map(decimal).join(" ");
  const codes = textCodes(layout.lines, "watermark");
  let objects = "";
  for (const place of layout.places)
    objects +=
      `<ofd:TextObject ID="${id++}" Boundary="${boxText(place)}" CTM="${matrix}" Font="${ids.font}" ` +
      `Size="${decimal(layout.size)}" Alpha="${faint}"><ofd:FillColor Value="${ink}"/>${codes}</ofd:TextObject>`;
  const { strip } = layout;
  objects +=
    `<ofd:TextObject ID="${id}" Boundary="${boxText(strip.box)}" Font="${ids.font}" Size="${decimal(strip.size)}">` +
    `<ofd:FillColor Value="${ink}"/>${textCodes(strip.lines, "watermark")}</ofd:TextObject>`;
  const remark = escapeXml([...said.paragraphs, said.strip].join(" "), "watermark");
  return (
    `${declaration}<ofd:PageAnnot ${namespace}><ofd:Annot ID="${ids.annotation}" Type="Watermark" ` +
    `Creator="${escapeXml(about.creator, "creator")}" LastModDate="${about.madeOn}" Visible="true" Print="true" ` +
    `ReadOnly="true"><ofd:Remark>${remark}</ofd:Remark>` +
    `<ofd:Appearance Boundary="${boxText({ x: 0, y: 0, ...page })}">${objects}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>`
  );
}

/** How many object numbers a page's watermark takes behind the annotation's own. */
export const objectsOf = (layout: WatermarkLayout): number => layout.places.length + 1;
