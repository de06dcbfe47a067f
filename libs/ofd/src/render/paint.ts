import type { XmlElement } from "../xml/element.ts";
import { black, opacityAttribute, readColour } from "./colour.ts";
import { defineGradient } from "./gradient.ts";
import { definePattern } from "./pattern.ts";
import type { Scene } from "./scene.ts";

/** ` fill="…"` or ` stroke="…"` with its opacity, for a colour that may be flat, a gradient or a pattern. */
export function paintAttributes(
  scene: Scene,
  property: "fill" | "stroke",
  colour: XmlElement | undefined,
): string {
  if (colour === undefined) return ` ${property}="${black.rgb}"`;
  const flat = readColour(colour, scene.resources);
  const opacity = opacityAttribute(`${property}-opacity`, flat.opacity);
  for (const inner of colour.children) {
    const id = inner.name === "Pattern" ? definePattern(scene, inner) : defineGradient(scene, inner);
    if (id?.startsWith("#")) return ` ${property}="${id}"${opacity}`;
    if (id !== undefined) return ` ${property}="url(#${id})"${opacity}`;
  }
  return ` ${property}="${flat.rgb}"${opacity}`;
}
