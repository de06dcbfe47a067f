import {
  type Box,
  identity,
  type Matrix,
  multiply,
  parseBox,
  parseMatrix,
  translation,
} from "../model/geometry.ts";
import { attribute, booleanAttribute, child, children, childText, type XmlElement } from "../xml/element.ts";
import { readPathData } from "./path-data.ts";
import type { Scene } from "./scene.ts";
import { formatMatrix, formatNumber } from "./svg-text.ts";
import { clippingText } from "./text-object.ts";

const slack = 0.01;
const maxAreas = 4096;

export function defineRectClip(scene: Scene, box: Box): string {
  const { x, y, width, height } = box;
  const rect = [x, y, width, height].map((value) => formatNumber(value));
  const content = `<rect x="${rect[0]}" y="${rect[1]}" width="${rect[2]}" height="${rect[3]}"/>`;
  return scene.sheet.define(`clip${content}`, (id) => `<clipPath id="${id}">${content}</clipPath>`);
}

/**
 * `svg` cut at its boundary (GB/T 33190 §8.5), but only where it reaches out: half a line's width is allowed for,
 * and boundaries without area, which some writers give to straight lines, cut nothing.
 */
export function clipToBox(
  scene: Scene,
  boundary: Box | undefined,
  drawn: Box | undefined,
  margin: number,
  svg: string,
): string {
  if (boundary === undefined || drawn === undefined || boundary.width <= 0 || boundary.height <= 0)
    return svg;
  const inside =
    drawn.x >= boundary.x - slack &&
    drawn.y >= boundary.y - slack &&
    drawn.x + drawn.width <= boundary.x + boundary.width + slack &&
    drawn.y + drawn.height <= boundary.y + boundary.height + slack;
  if (inside) return svg;
  const grown = {
    x: boundary.x - margin,
    y: boundary.y - margin,
    width: boundary.width + 2 * margin,
    height: boundary.height + 2 * margin,
  };
  return `<g clip-path="url(#${defineRectClip(scene, grown)})">${svg}</g>`;
}

/**
 * §8.4 CT_Clip: areas of one Clip add up, Clips cut each other.
 * @param origin the object's boundary corner, @param matrix its CTM (used unless TransFlag is false).
 * @returns ids of clips to be nested around the object.
 */
export function defineClips(
  scene: Scene,
  element: XmlElement,
  origin: Matrix,
  matrix: Matrix,
): readonly string[] {
  const clips = child(element, "Clips");
  if (clips === undefined) return [];
  const base = booleanAttribute(clips, "TransFlag", true) ? multiply(origin, matrix) : origin;
  const ids: string[] = [];
  for (const clip of children(clips, "Clip").slice(0, 64)) {
    const areas = children(clip, "Area");
    if (areas.length === 0 || areas.length > maxAreas) continue;
    const shapes = areas.map((area) => areaShape(scene, area, base));
    // An area without a shape is not understood; cutting everything away would hide what the page says.
    if (shapes.includes("")) continue;
    const content = shapes.join("");
    ids.push(scene.sheet.define(`clip${content}`, (id) => `<clipPath id="${id}">${content}</clipPath>`));
  }
  return ids;
}

/** A path, or the strokes of text; empty when there is neither. */
function areaShape(scene: Scene, area: XmlElement, base: Matrix): string {
  const shape = child(area, "Path") ?? child(area, "Text");
  if (shape === undefined) return "";
  scene.sheet.countObject();
  const box = parseBox(attribute(shape, "Boundary"));
  const outer = multiply(base, parseMatrix(attribute(area, "CTM")) ?? identity);
  const placed = multiply(outer, translation(box?.x ?? 0, box?.y ?? 0));
  const matrix = multiply(placed, parseMatrix(attribute(shape, "CTM")) ?? identity);
  if (shape.name === "Text") return clippingText(scene, shape, matrix).join("");
  const rule = attribute(shape, "Rule") === "Even-Odd" ? ' clip-rule="evenodd"' : "";
  const { d } = readPathData(childText(shape, "AbbreviatedData") ?? "");
  return d === "" ? "" : `<path transform="${formatMatrix(matrix)}" d="${d}"${rule}/>`;
}
