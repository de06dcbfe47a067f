import { openPackage } from "../container/package.ts";
import { OfdError } from "../error.ts";
import { type Box, multiply, translation } from "../model/geometry.ts";
import { readPageContent } from "../read/page-content.ts";
import { readDocument } from "../read/read-document.ts";
import { XmlSource } from "../read/xml-source.ts";
import { defineRectClip } from "./clip.ts";
import { EmbeddedFonts } from "./embedded-fonts.ts";
import { defineImage, imageUse, placeholder } from "./image.ts";
import { drawLayers } from "./page-layers.ts";
import { deeper, type Scene } from "./scene.ts";
import { formatMatrix } from "./svg-text.ts";

/** The picture of a seal (GB/T 38540 SES_ESPictrueInfo): bytes and size in millimetres. */
export interface StampPicture {
  /** As the seal says: "ofd", "png", … in any case. Only "ofd" is believed; rasters are told by their bytes. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A StampAnnot (GB/T 33190 §18.2) with the picture to put there. */
export interface Stamp {
  readonly pageId: string;
  /** Millimetres on the page; the picture is stretched to it. */
  readonly boundary: Box;
  /** Relative to the boundary's corner: the part of the picture that is shown (riding-edge seals). */
  readonly clip?: Box;
  readonly picture: StampPicture;
  /** Becomes the end of the id of the stamp's group, for whoever wants to find it. */
  readonly number?: number;
}

const pictureLimits = { packageBytes: 4 << 20, entries: 256, entryBytes: 4 << 20, totalBytes: 8 << 20 };
const pictureXmlBytes = 1 << 20;

export function drawStamp(scene: Scene, stamp: Stamp): void {
  scene.sheet.countObject();
  const { boundary, clip, number } = stamp;
  if (!(boundary.width > 0 && boundary.height > 0)) return;
  const shown = clip === undefined ? boundary : { ...clip, x: boundary.x + clip.x, y: boundary.y + clip.y };
  if (!(shown.width > 0 && shown.height > 0)) return;
  const id =
    number === undefined || !Number.isSafeInteger(number) ? "" : ` id="${scene.sheet.prefix}stamp-${number}"`;
  // Like ink: many seal pictures have a white ground, and what is printed beneath must stay readable.
  scene.sheet.add(
    `<g${id} style="mix-blend-mode:multiply" clip-path="url(#${defineRectClip(scene, shown)})">`,
  );
  drawPicture(scene, stamp);
  scene.sheet.add("</g>");
}

function drawPicture(scene: Scene, stamp: Stamp): void {
  const { boundary, picture } = stamp;
  const placement = multiply(translation(boundary.x, boundary.y), [
    boundary.width,
    0,
    0,
    boundary.height,
    0,
    0,
  ]);
  const inside = deeper(scene);
  if (picture.type.trim().toLowerCase() === "ofd") {
    if (inside !== undefined && scene.sheet.takeNestedPicture() && drawNested(inside, stamp)) return;
  } else {
    // Only as data of an <image>: a picture that is SVG itself would bring its own scripts and links, and is not drawn.
    const id = defineImage(scene.sheet, picture.bytes);
    if (id !== undefined) {
      scene.sheet.add(imageUse(id, placement));
      return;
    }
  }
  scene.sheet.add(placeholder(placement));
}

/** The first page of an OFD picture; a picture that cannot be read is a placeholder, never a page that fails. */
function drawNested(scene: Scene, stamp: Stamp): boolean {
  const { boundary, picture } = stamp;
  try {
    const pkg = openPackage(picture.bytes, pictureLimits);
    const document = readDocument(pkg, pictureXmlBytes)[0];
    if (document === undefined) return false;
    const source = new XmlSource(pkg, pictureXmlBytes);
    const page = readPageContent(source, document, 0);
    const { width, height } = page.area.physicalBox;
    const matrix = [boundary.width / width, 0, 0, boundary.height / height, boundary.x, boundary.y];
    const svg = scene.sheet.capture(() =>
      drawLayers({ ...scene, source, fonts: new EmbeddedFonts(scene.sheet, pkg), style: {} }, page),
    );
    scene.sheet.add(`<g transform="${formatMatrix(matrix)}">`);
    scene.sheet.add(svg);
    scene.sheet.add("</g>");
    return true;
  } catch (error) {
    if (error instanceof OfdError && error.code !== "too-much-work") return false;
    throw error;
  }
}
