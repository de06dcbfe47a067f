import { type Box, type Matrix, parseNumber } from "../model/geometry.ts";
import { attribute, child, type XmlElement } from "../xml/element.ts";
import { dataUri, dataUriLength } from "./base64-uri.ts";
import { black, readColour } from "./colour.ts";
import { strokeAttributes, styleOf } from "./draw-style.ts";
import { isJbig2, readJbig2, toBmp } from "./jbig2/read-jbig2.ts";
import type { Scene } from "./scene.ts";
import type { Sheet } from "./sheet.ts";
import { sniffImage } from "./sniff-image.ts";
import { formatMatrix, formatNumber } from "./svg-text.ts";

/**
 * GB/T 33190 §10: the picture fills the unit square, which `placement` puts on the page. Its Substitution stands in for
 * what cannot be shown; where its ImageMask is white it is seen, where black not.
 */
export function imageSvg(scene: Scene, element: XmlElement, placement: Matrix): string {
  const shown = resourceImage(scene, element, "ResourceID") ?? resourceImage(scene, element, "Substitution");
  if (shown === undefined) return placeholder(placement);
  const mask = resourceImage(scene, element, "ImageMask");
  if (mask === undefined) return imageUse(shown, placement);
  const content = `<use href="#${mask}"/></mask>`;
  const id = scene.sheet.define(`mask${content}`, (name) => `<mask id="${name}">${content}`);
  return imageUse(shown, placement, ` mask="url(#${id})"`);
}

function resourceImage(scene: Scene, element: XmlElement, name: string): string | undefined {
  const media = scene.resources.media.get(attribute(element, name)?.trim() ?? "");
  const pkg = scene.source.package;
  const bytes = media !== undefined && pkg.has(media.path) ? pkg.read(media.path) : undefined;
  return bytes && defineImage(scene.sheet, bytes);
}

/** §10 CT_Border: a frame on the boundary. */
export function borderSvg(scene: Scene, element: XmlElement, { x, y, width, height }: Box): string {
  const border = child(element, "Border");
  if (border === undefined || !(width > 0 && height > 0)) return "";
  const colour = child(border, "BorderColor");
  const stroke = `stroke="${colour === undefined ? black.rgb : readColour(colour, scene.resources).rgb}"`;
  const radius = (name: string) => formatNumber(Math.max(0, parseNumber(attribute(border, name)) ?? 0));
  const corners = `rx="${radius("HorizonalCornerRadius")}" ry="${radius("VerticalCornerRadius")}"`;
  const place = `x="${formatNumber(x)}" y="${formatNumber(y)}" width="${formatNumber(width)}" height="${formatNumber(height)}"`;
  return `<rect ${place} ${corners} fill="none" ${stroke}${strokeAttributes(styleOf({ ...scene, style: {} }, border))}/>`;
}

/**
 * A picture of one by one unit, defined once for the same bytes object.
 * @returns undefined when it is of no known raster format, too large, or when the sheet has no room for it.
 */
export function defineImage(sheet: Sheet, bytes: Uint8Array): string | undefined {
  const known = sheet.defined(bytes);
  if (known !== undefined) return known;
  const shown = isJbig2(bytes) ? fromJbig2(sheet, bytes) : bytes;
  const sniffed = shown && sniffImage(shown);
  if (shown === undefined || sniffed === undefined || !sheet.hasRoomFor(dataUriLength(shown)))
    return undefined;
  return sheet.define(
    bytes,
    (id) =>
      `<image id="${id}" width="1" height="1" preserveAspectRatio="none" href="${dataUri(sniffed.type, shown)}"/>`,
  );
}

function fromJbig2(sheet: Sheet, bytes: Uint8Array): Uint8Array | undefined {
  const bitmap = readJbig2(bytes, (pixels) => sheet.takePixels(pixels));
  return bitmap && toBmp(bitmap);
}

export const imageUse = (id: string, placement: Matrix, mask = ""): string =>
  `<use href="#${id}" transform="${formatMatrix(placement)}"${mask}/>`;

/** A pale crossed box: something belongs here that cannot be shown. */
export const placeholder = (placement: Matrix): string =>
  `<path transform="${formatMatrix(placement)}" d="M0 0H1V1H0ZM0 0L1 1M1 0L0 1" fill="#f2f2f2" stroke="#b3b3b3"` +
  ' stroke-width=".2" vector-effect="non-scaling-stroke"/>';
