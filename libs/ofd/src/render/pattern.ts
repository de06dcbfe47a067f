import { parseMatrix, parseNumber } from "../model/geometry.ts";
import { attribute, child, type XmlElement } from "../xml/element.ts";
import { deeper, type Scene } from "./scene.ts";
import { formatMatrix, formatNumber } from "./svg-text.ts";

/**
 * GB/T 33190 §8.3.3 CT_Pattern as an SVG pattern. Its cells always count from the object's origin.
 * @returns the definition's id.
 */
export function definePattern(scene: Scene, pattern: XmlElement): string | undefined {
  const width = parseNumber(attribute(pattern, "Width"));
  const height = parseNumber(attribute(pattern, "Height"));
  const cell = child(pattern, "CellContent");
  const inside = deeper(scene);
  if (width === undefined || height === undefined || cell === undefined || inside === undefined)
    return undefined;
  if (width <= 0 || height <= 0) return undefined;
  const stepX = Math.max(width, parseNumber(attribute(pattern, "XStep")) ?? width);
  const stepY = Math.max(height, parseNumber(attribute(pattern, "YStep")) ?? height);
  const matrix = parseMatrix(attribute(pattern, "CTM"));
  const placed = matrix === undefined ? "" : ` patternTransform="${formatMatrix(matrix)}"`;
  const cellContent = scene.sheet.capture(() => scene.drawObjects({ ...inside, style: {} }, cell));
  // Row turns every second cell about the upright axis, Column about the level one, and both do both.
  const method = attribute(pattern, "ReflectMethod");
  const across = method === "Row" || method === "RowAndColumn";
  const down = method === "Column" || method === "RowAndColumn";
  const size = `width="${formatNumber(across ? 2 * stepX : stepX)}" height="${formatNumber(down ? 2 * stepY : stepY)}"`;
  const turned = (x: boolean, y: boolean) =>
    `<g transform="matrix(${x ? -1 : 1} 0 0 ${y ? -1 : 1} ${x ? formatNumber(stepX + width) : 0} ${y ? formatNumber(stepY + height) : 0})">${cellContent}</g>`;
  const content = [
    cellContent,
    across ? turned(true, false) : "",
    down ? turned(false, true) : "",
    across && down ? turned(true, true) : "",
  ].join("");
  return scene.sheet.define(
    `pattern ${size}${placed}${content}`,
    (id) => `<pattern id="${id}" patternUnits="userSpaceOnUse" ${size}${placed}>${content}</pattern>`,
  );
}
