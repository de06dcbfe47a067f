import { parseNumber } from "../model/geometry.ts";
import type { ColorSpace, Resources } from "../model/resources.ts";
import { attribute, type XmlElement } from "../xml/element.ts";
import { formatNumber } from "./svg-text.ts";

/** A flat colour: "#rrggbb" and opacity 0 to 1. */
export interface Colour {
  readonly rgb: string;
  readonly opacity: number;
}

export const black: Colour = { rgb: "#000000", opacity: 1 };

/** GB/T 33190 §8.3.2 CT_Color; black where it cannot be read. Values may be decimal or "#" hexadecimal. */
export function readColour(element: XmlElement, resources: Resources): Colour {
  const space = resources.colorSpaces.get(
    attribute(element, "ColorSpace")?.trim() ?? resources.defaultColorSpace ?? "",
  );
  const index = parseNumber(attribute(element, "Index"));
  const text = attribute(element, "Value") ?? (index === undefined ? undefined : space?.palette[index]);
  const alpha = parseNumber(attribute(element, "Alpha")) ?? 255;
  return { rgb: text === undefined ? black.rgb : toRgb(text, space), opacity: unit(alpha / 255) };
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));

function toRgb(text: string, space: ColorSpace | undefined): string {
  const top = 2 ** Math.min(16, Math.max(1, space?.bitsPerComponent ?? 8)) - 1;
  const parts: number[] = [];
  for (const item of text.trim().split(/[\s,]+/)) {
    const value = /^#[0-9a-fA-F]{1,4}$/.test(item) ? Number.parseInt(item.slice(1), 16) : parseNumber(item);
    if (value === undefined) return black.rgb;
    parts.push(unit(value / top));
  }
  const [a, b, c, d] = parts;
  if (a === undefined) return black.rgb;
  if (b === undefined || c === undefined) return hex(a, a, a);
  if (d === undefined || (space !== undefined && space.type !== "CMYK")) return hex(a, b, c);
  // No profile is named, so the plain formula.
  return hex((1 - a) * (1 - d), (1 - b) * (1 - d), (1 - c) * (1 - d));
}

const hex = (...parts: readonly number[]): string =>
  `#${parts
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

export const opacityAttribute = (name: string, opacity: number): string =>
  opacity < 1 ? ` ${name}="${formatNumber(opacity)}"` : "";
