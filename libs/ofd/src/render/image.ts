import type { Matrix } from "../model/geometry.ts";
import { attribute, type XmlElement } from "../xml/element.ts";
import { dataUri, dataUriLength } from "./base64-uri.ts";
import type { Scene } from "./scene.ts";
import type { Sheet } from "./sheet.ts";
import { sniffImage } from "./sniff-image.ts";
import { formatMatrix } from "./svg-text.ts";

/** GB/T 33190 §10: the picture fills the unit square, which `placement` puts on the page. */
export function imageSvg(scene: Scene, element: XmlElement, placement: Matrix): string {
  const id = attribute(element, "ResourceID")?.trim() ?? "";
  const media = scene.resources.media.get(id);
  const pkg = scene.source.package;
  const bytes = media !== undefined && pkg.has(media.path) ? pkg.read(media.path) : undefined;
  const shown = bytes && defineImage(scene.sheet, bytes);
  return shown === undefined ? placeholder(placement) : imageUse(shown, placement);
}

/**
 * A picture of one by one unit, defined once for the same bytes object.
 * @returns undefined when it is of no known raster format, too large, or when the sheet has no room for it.
 */
export function defineImage(sheet: Sheet, bytes: Uint8Array): string | undefined {
  const sniffed = sniffImage(bytes);
  if (sniffed === undefined) return undefined;
  if (!sheet.isDefined(bytes) && !sheet.hasRoomFor(dataUriLength(bytes))) return undefined;
  return sheet.define(
    bytes,
    (id) =>
      `<image id="${id}" width="1" height="1" preserveAspectRatio="none" href="${dataUri(sniffed.type, bytes)}"/>`,
  );
}

export const imageUse = (id: string, placement: Matrix): string =>
  `<use href="#${id}" transform="${formatMatrix(placement)}"/>`;

/** A pale crossed box: something belongs here that cannot be shown. */
export const placeholder = (placement: Matrix): string =>
  `<path transform="${formatMatrix(placement)}" d="M0 0H1V1H0ZM0 0L1 1M1 0L0 1" fill="#f2f2f2" stroke="#b3b3b3"` +
  ' stroke-width=".2" vector-effect="non-scaling-stroke"/>';
