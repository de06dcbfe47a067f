import { type Box, type Matrix, transformBox } from "../model/geometry.ts";
import { attribute, booleanAttribute, childText, type XmlElement } from "../xml/element.ts";
import { clipToBox } from "./clip.ts";
import { lineWidthOf, strokeAttributes, styleOf } from "./draw-style.ts";
import { paintAttributes } from "./paint.ts";
import { readPathData } from "./path-data.ts";
import type { Scene } from "./scene.ts";
import { formatMatrix } from "./svg-text.ts";

/**
 * GB/T 33190 §9.1 CT_Path: stroked and not filled unless it says so, and cut at its boundary.
 * `placement` takes object space to the container's, in which `boundary` stands.
 */
export function drawPath(
  scene: Scene,
  element: XmlElement,
  placement: Matrix,
  boundary: Box | undefined,
): void {
  const { d, box } = readPathData(childText(element, "AbbreviatedData") ?? "");
  if (d === "") return;
  const style = styleOf(scene, element);
  const stroked = booleanAttribute(element, "Stroke", true);
  const filled = booleanAttribute(element, "Fill", false);
  // A filled path without any colour is transparent (§9.1).
  const fill =
    filled && style.fill !== undefined ? paintAttributes(scene, "fill", style.fill) : ' fill="none"';
  const rule = filled && attribute(element, "Rule") === "Even-Odd" ? ' fill-rule="evenodd"' : "";
  const stroke = stroked ? paintAttributes(scene, "stroke", style.stroke) + strokeAttributes(style) : "";
  const path = `<path transform="${formatMatrix(placement)}" d="${d}"${fill}${rule}${stroke}/>`;
  const margin = stroked ? (lineWidthOf(style) * Math.max(...placement.slice(0, 4).map(Math.abs))) / 2 : 0;
  const drawn = box && transformBox(placement, box);
  scene.sheet.add(clipToBox(scene, boundary, drawn, margin, path));
}
