import { parseNumber, parseNumbers } from "../model/geometry.ts";
import { attribute, child, children, type XmlElement } from "../xml/element.ts";
import { black, type Colour, opacityAttribute, readColour } from "./colour.ts";
import type { Scene } from "./scene.ts";
import { formatNumber } from "./svg-text.ts";

interface Stop {
  readonly at: number;
  readonly colour: Colour;
}

/**
 * GB/T 33190 §8.3.4: axial and radial shadings as SVG gradients in the object's space, the triangle meshes as their
 * first colour.
 * @returns the definition's id, "#rrggbb", or undefined for an element that is no shading.
 */
export function defineGradient(scene: Scene, shading: XmlElement): string | undefined {
  switch (shading.name) {
    case "AxialShd":
      return axial(scene, shading);
    case "RadialShd":
      return radial(scene, shading);
    case "GouraudShd":
    case "LaGouraudShd": {
      const point = child(shading, "Point");
      const colour = point && child(point, "Color");
      return colour === undefined ? undefined : readColour(colour, scene.resources).rgb;
    }
    default:
      return undefined;
  }
}

function axial(scene: Scene, shading: XmlElement): string | undefined {
  const [x1, y1] = parseNumbers(attribute(shading, "StartPoint")) ?? [];
  const [x2, y2] = parseNumbers(attribute(shading, "EndPoint")) ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  const share = repeatShare(shading, Math.hypot(x2 - x1, y2 - y1));
  const line = [x1, y1, x1 + (x2 - x1) * share, y1 + (y2 - y1) * share].map((value) => formatNumber(value));
  const geometry = `x1="${line[0]}" y1="${line[1]}" x2="${line[2]}" y2="${line[3]}"`;
  return define(
    scene,
    "linearGradient",
    `${geometry}${spread(shading)}`,
    ended(shading, stops(scene, shading)),
  );
}

function radial(scene: Scene, shading: XmlElement): string | undefined {
  const [fx, fy] = parseNumbers(attribute(shading, "StartPoint")) ?? [];
  const [cx, cy] = parseNumbers(attribute(shading, "EndPoint")) ?? [];
  const r = parseNumber(attribute(shading, "EndRadius"));
  const fr = parseNumber(attribute(shading, "StartRadius")) ?? 0;
  if (fx === undefined || fy === undefined || cx === undefined || cy === undefined) return undefined;
  if (r === undefined || r <= 0 || fr < 0) return undefined;
  // The start circle lies within the end circle in SVG: the larger one is the outer, stops reversed if need be.
  const inward = fr > r;
  const inner = inward ? [cx, cy, r] : [fx, fy, fr];
  const outer = inward ? [fx, fy, fr] : [cx, cy, r];
  const names = ["fx", "fy", "fr", "cx", "cy", "r"];
  const geometry = [...inner, ...outer].map((value, i) => `${names[i]}="${formatNumber(value)}"`).join(" ");
  const flattening = ellipse(shading, cx, cy);
  const list = ended(shading, stops(scene, shading));
  const ordered = inward ? list.map(({ at, colour }) => ({ at: 1 - at, colour })).reverse() : list;
  return define(scene, "radialGradient", `${geometry}${flattening}${spread(shading)}`, ordered);
}

/** Eccentricity and Angle of the end ellipse, whose long half axis is the radius. */
function ellipse(shading: XmlElement, cx: number, cy: number): string {
  const eccentricity = parseNumber(attribute(shading, "Eccentricity")) ?? 0;
  if (eccentricity <= 0 || eccentricity >= 1) return "";
  const ratio = formatNumber(Math.sqrt(1 - eccentricity * eccentricity));
  const degrees = parseNumber(attribute(shading, "Angle")) ?? 0;
  const [angle, back] = [formatNumber(degrees), formatNumber(-degrees)];
  const [x, y, backX, backY] = [cx, cy, -cx, -cy].map((value) => formatNumber(value));
  return ` gradientTransform="translate(${x} ${y}) rotate(${angle}) scale(1 ${ratio}) rotate(${back}) translate(${backX} ${backY})"`;
}

function repeatShare(shading: XmlElement, length: number): number {
  const unit = parseNumber(attribute(shading, "MapUnit"));
  const type = attribute(shading, "MapType");
  return unit !== undefined && unit > 0 && length > 0 && (type === "Repeat" || type === "Reflect")
    ? Math.min(1, unit / length)
    : 1;
}

function spread(shading: XmlElement): string {
  const type = attribute(shading, "MapType");
  return type === "Repeat" || type === "Reflect" ? ` spreadMethod="${type.toLowerCase()}"` : "";
}

function stops(scene: Scene, shading: XmlElement): readonly Stop[] {
  const segments = children(shading, "Segment").slice(0, 256);
  return segments.map((segment, i) => {
    const colour = child(segment, "Color");
    const even = segments.length > 1 ? i / (segments.length - 1) : 0;
    return {
      at: Math.min(1, Math.max(0, parseNumber(attribute(segment, "Position")) ?? even)),
      colour: colour === undefined ? black : readColour(colour, scene.resources),
    };
  });
}

/** Extend: without 1 nothing is drawn before the start, without 2 nothing behind the end. SVG goes on in both. */
function ended(shading: XmlElement, list: readonly Stop[]): readonly Stop[] {
  const type = attribute(shading, "MapType");
  const [first, last] = [list[0], list.at(-1)];
  if (type === "Repeat" || type === "Reflect" || first === undefined || last === undefined) return list;
  const extend = parseNumber(attribute(shading, "Extend")) ?? 0;
  const clear = (at: number, { colour }: Stop): Stop => ({ at, colour: { ...colour, opacity: 0 } });
  // A second stop at the same place cuts off sharply; the colour goes on to the very end.
  const before = (extend & 1) === 0 ? [clear(0, first), { ...first, at: 0 }] : [];
  const behind = (extend & 2) === 0 ? [{ ...last, at: 1 }, clear(1, last)] : [];
  return [...before, ...list, ...behind];
}

function define(scene: Scene, tag: string, geometry: string, list: readonly Stop[]): string | undefined {
  if (list.length === 0) return undefined;
  const marks = list
    .map(({ at, colour }) => {
      const opacity = opacityAttribute("stop-opacity", colour.opacity);
      return `<stop offset="${formatNumber(at)}" stop-color="${colour.rgb}"${opacity}/>`;
    })
    .join("");
  const content = ` gradientUnits="userSpaceOnUse" ${geometry}>${marks}</${tag}>`;
  return scene.sheet.define(`${tag}${content}`, (id) => `<${tag} id="${id}"${content}`);
}
