import {
  type Box,
  identity,
  multiply,
  parseBox,
  parseMatrix,
  parseNumber,
  transformBox,
  translation,
} from "../model/geometry.ts";
import { attribute, booleanAttribute, child, type XmlElement } from "../xml/element.ts";
import { clipToBox, defineClips, defineRectClip } from "./clip.ts";
import { opacityAttribute } from "./colour.ts";
import { styleOf } from "./draw-style.ts";
import { borderSvg, imageSvg } from "./image.ts";
import { drawPath } from "./path-object.ts";
import { deeper, type Scene } from "./scene.ts";
import { formatMatrix } from "./svg-text.ts";
import { drawText } from "./text-object.ts";

/** The objects of a layer, block, unit or cell in file order (GB/T 33190 §7, §13). */
export function drawObjects(scene: Scene, container: XmlElement): void {
  for (const element of container.children) {
    switch (element.name) {
      case "PageBlock": {
        const inside = deeper(scene);
        if (inside !== undefined) drawObjects(inside, element);
        break;
      }
      case "TextObject":
      case "PathObject":
      case "ImageObject":
      case "CompositeObject":
        drawObject(scene, element);
        break;
    }
  }
}

/** §8.5 CT_GraphicUnit: boundary, CTM, clips and opacity are common to all objects. */
function drawObject(scene: Scene, element: XmlElement): void {
  scene.sheet.countObject();
  if (!booleanAttribute(element, "Visible", true)) return;
  const boundary = parseBox(attribute(element, "Boundary"));
  const origin = translation(boundary?.x ?? 0, boundary?.y ?? 0);
  const matrix = parseMatrix(attribute(element, "CTM"));
  const clips = defineClips(scene, element, origin, matrix ?? identity);
  const alpha = parseNumber(attribute(element, "Alpha")) ?? 255;
  const opacity = opacityAttribute("opacity", Math.min(1, Math.max(0, alpha / 255)));
  // Clips are in the container's space: the groups that carry them have no transform of their own.
  const groups = clips.map((id) => `<g clip-path="url(#${id})">`);
  if (opacity !== "") groups.push(`<g${opacity}>`);
  for (const group of groups) scene.sheet.add(group);
  const placement = multiply(origin, matrix ?? identity);
  if (element.name === "TextObject") drawText(scene, element, placement);
  else if (element.name === "PathObject") drawPath(scene, element, placement, boundary);
  else if (element.name === "ImageObject") drawImageObject(scene, element, boundary);
  else drawComposite(scene, element, boundary);
  for (const _ of groups) scene.sheet.add("</g>");
}

/** §10: without a CTM the picture fills its boundary. */
function drawImageObject(scene: Scene, element: XmlElement, boundary: Box | undefined): void {
  const origin = translation(boundary?.x ?? 0, boundary?.y ?? 0);
  const matrix = parseMatrix(attribute(element, "CTM")) ?? [
    boundary?.width ?? 1,
    0,
    0,
    boundary?.height ?? 1,
    0,
    0,
  ];
  const placement = multiply(origin, matrix);
  const drawn = transformBox(placement, { x: 0, y: 0, width: 1, height: 1 });
  scene.sheet.add(clipToBox(scene, boundary, drawn, 0, imageSvg(scene, element, placement)));
  if (boundary !== undefined) scene.sheet.add(borderSvg(scene, element, boundary));
}

/** §13 CT_Composite: a unit of the resources, in its own space. */
function drawComposite(scene: Scene, element: XmlElement, boundary: Box | undefined): void {
  const unit = scene.resources.compositeUnits.get(attribute(element, "ResourceID")?.trim() ?? "");
  const content = unit && child(unit, "Content");
  const inside = deeper(scene);
  if (content === undefined || inside === undefined) return;
  const origin = translation(boundary?.x ?? 0, boundary?.y ?? 0);
  const placement = multiply(origin, parseMatrix(attribute(element, "CTM")) ?? identity);
  const cut =
    boundary === undefined || boundary.width <= 0 || boundary.height <= 0
      ? ""
      : ` clip-path="url(#${defineRectClip(scene, boundary)})"`;
  scene.sheet.add(`<g${cut}><g transform="${formatMatrix(placement)}">`);
  drawObjects({ ...inside, style: styleOf(scene, element) }, content);
  scene.sheet.add("</g></g>");
}
