import type { Resources } from "../model/resources.ts";
import type { XmlSource } from "../read/xml-source.ts";
import type { XmlElement } from "../xml/element.ts";
import type { EmbeddedFonts } from "./embedded-fonts.ts";
import type { DrawStyle, Sheet } from "./sheet.ts";

/** Where an object is drawn: the sheet, what it may refer to, and the draw parameters it inherits. */
export interface Scene {
  readonly sheet: Sheet;
  readonly source: XmlSource;
  readonly resources: Resources;
  readonly fonts: EmbeddedFonts;
  readonly style: DrawStyle;
  readonly depth: number;
  /** Draws what a layer, block, unit or cell contains; here so that a pattern can draw objects and an object a pattern. */
  readonly drawObjects: (scene: Scene, container: XmlElement) => void;
}

/** One level further in, or undefined where the limit is reached: what lies deeper is not drawn. */
export function deeper(scene: Scene): Scene | undefined {
  return scene.depth < scene.sheet.limits.depth ? { ...scene, depth: scene.depth + 1 } : undefined;
}
