import { parseNumber, parseNumbers } from "../model/geometry.ts";
import { attribute, child, type XmlElement } from "../xml/element.ts";
import type { Scene } from "./scene.ts";
import type { DrawStyle } from "./sheet.ts";
import { formatNumber, formatNumbers } from "./svg-text.ts";

const maxRelatives = 16;

/**
 * The style of a layer or object: inherited, then its DrawParam (with the Relative chain from the far end),
 * then what it says itself (GB/T 33190 §8.2).
 */
export function styleOf(scene: Scene, element: XmlElement): DrawStyle {
  const id = attribute(element, "DrawParam")?.trim();
  return overlay(id === undefined ? scene.style : { ...scene.style, ...drawParam(scene, id) }, element);
}

function drawParam(scene: Scene, id: string): DrawStyle {
  const known = scene.sheet.drawParams.get(scene.resources)?.get(id);
  if (known !== undefined) return known;
  let style: DrawStyle = {};
  for (const param of drawParamChain(scene, id)) style = overlay(style, param);
  const cache = scene.sheet.drawParams.get(scene.resources) ?? new Map<string, DrawStyle>();
  scene.sheet.drawParams.set(scene.resources, cache.set(id, style));
  return style;
}

function drawParamChain(scene: Scene, id: string): readonly XmlElement[] {
  const chain: XmlElement[] = [];
  let next: string | undefined = id;
  while (next !== undefined && chain.length < maxRelatives) {
    const param = scene.resources.drawParams.get(next);
    if (param === undefined || chain.includes(param)) break;
    chain.unshift(param);
    next = attribute(param, "Relative")?.trim();
  }
  return chain;
}

function overlay(style: DrawStyle, element: XmlElement): DrawStyle {
  const fill = child(element, "FillColor") ?? style.fill;
  const stroke = child(element, "StrokeColor") ?? style.stroke;
  const lineWidth = parseNumber(attribute(element, "LineWidth")) ?? style.lineWidth;
  const join = attribute(element, "Join") ?? style.join;
  const cap = attribute(element, "Cap") ?? style.cap;
  const dashOffset = parseNumber(attribute(element, "DashOffset")) ?? style.dashOffset;
  const dashPattern = parseNumbers(attribute(element, "DashPattern")) ?? style.dashPattern;
  const miterLimit = parseNumber(attribute(element, "MiterLimit")) ?? style.miterLimit;
  return {
    ...(fill && { fill }),
    ...(stroke && { stroke }),
    ...(lineWidth !== undefined && { lineWidth }),
    ...(join !== undefined && { join }),
    ...(cap !== undefined && { cap }),
    ...(dashOffset !== undefined && { dashOffset }),
    ...(dashPattern && { dashPattern }),
    ...(miterLimit !== undefined && { miterLimit }),
  };
}

/** §8.2: 0.353 mm where nothing is said. */
export const lineWidthOf = (style: DrawStyle): number => Math.max(0, style.lineWidth ?? 0.353);

/** Stroke attributes but for its paint. */
export function strokeAttributes(style: DrawStyle): string {
  const parts = [` stroke-width="${formatNumber(lineWidthOf(style))}"`];
  if (style.join === "Round" || style.join === "Bevel") {
    parts.push(` stroke-linejoin="${style.join.toLowerCase()}"`);
  } else {
    parts.push(` stroke-miterlimit="${formatNumber(Math.max(1, style.miterLimit ?? 4.234))}"`);
  }
  if (style.cap === "Round" || style.cap === "Square")
    parts.push(` stroke-linecap="${style.cap.toLowerCase()}"`);
  const dashes = style.dashPattern;
  if (
    dashes !== undefined &&
    dashes.length <= 32 &&
    dashes.every((dash) => dash >= 0) &&
    dashes.some(Boolean)
  ) {
    parts.push(` stroke-dasharray="${formatNumbers(dashes)}"`);
    if (style.dashOffset) parts.push(` stroke-dashoffset="${formatNumber(style.dashOffset)}"`);
  }
  return parts.join("");
}
