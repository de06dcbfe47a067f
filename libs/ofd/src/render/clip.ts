import { type Box, type Matrix, multiply, parseBox, parseMatrix, translation } from "../model/geometry.ts";
import { attribute, booleanAttribute, child, children, childText, type XmlElement } from "../xml/element.ts";
import { readPathData } from "./path-data.ts";
import type { Scene } from "./scene.ts";
import { formatMatrix, formatNumber } from "./svg-text.ts";

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
 * §8.4 CT_Clip: areas of one Clip add up, Clips cut each other. Text areas are not drawn as clips.
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
    const paths = areas.map((area) => areaPath(area, base));
    // An area by text is not understood; cutting everything away would hide what the page says.
    if (paths.some((path) => path === undefined)) continue;
    const content = paths.join("");
    ids.push(scene.sheet.define(`clip${content}`, (id) => `<clipPath id="${id}">${content}</clipPath>`));
  }
  return ids;
}

function areaPath(area: XmlElement, base: Matrix): string | undefined {
  const path = child(area, "Path");
  if (path === undefined) return undefined;
  const box = parseBox(attribute(path, "Boundary"));
  const outer = multiply(base, parseMatrix(attribute(area, "CTM")) ?? [1, 0, 0, 1, 0, 0]);
  const placed = multiply(outer, translation(box?.x ?? 0, box?.y ?? 0));
  const matrix = multiply(placed, parseMatrix(attribute(path, "CTM")) ?? [1, 0, 0, 1, 0, 0]);
  const rule = attribute(path, "Rule") === "Even-Odd" ? ' clip-rule="evenodd"' : "";
  const { d } = readPathData(childText(path, "AbbreviatedData") ?? "");
  return d === "" ? undefined : `<path transform="${formatMatrix(matrix)}" d="${d}"${rule}/>`;
}
