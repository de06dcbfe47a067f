import { parseMatrix, parseNumber } from "../model/geometry.ts";
import { attribute, child, type XmlElement } from "../xml/element.ts";
import { deeper, type Scene } from "./scene.ts";
import { formatMatrix, formatNumber } from "./svg-text.ts";

/**
 * GB/T 33190 §8.3.3 CT_Pattern as an SVG pattern. Its cells always count from the object's origin, and every
 * ReflectMethod is drawn as Normal.
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
  const size = `width="${formatNumber(stepX)}" height="${formatNumber(stepY)}"`;
  const content = scene.sheet.capture(() => scene.drawObjects({ ...inside, style: {} }, cell));
  return scene.sheet.define(
    `pattern ${size}${placed}${content}`,
    (id) => `<pattern id="${id}" patternUnits="userSpaceOnUse" ${size}${placed}>${content}</pattern>`,
  );
}
