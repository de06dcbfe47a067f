import type { XmlElement } from "../xml/element.ts";

/** GB/T 33190 §11.1 CT_Font. */
export interface Font {
  readonly id: string;
  readonly name: string;
  readonly family: string | undefined;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly serif: boolean;
  readonly fixedWidth: boolean;
  /** Path of the embedded font. */
  readonly file: string | undefined;
}

/** §7 CT_MultiMedia. The format is what the file says; look at the bytes. */
export interface Media {
  readonly id: string;
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly path: string;
}

/** §8.3.1 CT_ColorSpace. */
export interface ColorSpace {
  readonly id: string;
  readonly type: "GRAY" | "RGB" | "CMYK";
  readonly bitsPerComponent: number;
  readonly palette: readonly string[];
}

/**
 * What files of resources define, by ID. Draw parameters and composite units are kept as they are written:
 * their meaning depends on where they are used.
 */
export interface Resources {
  readonly fonts: ReadonlyMap<string, Font>;
  readonly media: ReadonlyMap<string, Media>;
  readonly colorSpaces: ReadonlyMap<string, ColorSpace>;
  readonly drawParams: ReadonlyMap<string, XmlElement>;
  readonly compositeUnits: ReadonlyMap<string, XmlElement>;
  /** CommonData/DefaultCS. */
  readonly defaultColorSpace: string | undefined;
}

export const noResources: Resources = {
  fonts: new Map(),
  media: new Map(),
  colorSpaces: new Map(),
  drawParams: new Map(),
  compositeUnits: new Map(),
  defaultColorSpace: undefined,
};

/** All together, a later ID winning over an earlier one (a page's own resources come behind the document's). */
export function mergeResources(parts: readonly Resources[]): Resources {
  return {
    fonts: new Map(parts.flatMap((one) => [...one.fonts])),
    media: new Map(parts.flatMap((one) => [...one.media])),
    colorSpaces: new Map(parts.flatMap((one) => [...one.colorSpaces])),
    drawParams: new Map(parts.flatMap((one) => [...one.drawParams])),
    compositeUnits: new Map(parts.flatMap((one) => [...one.compositeUnits])),
    defaultColorSpace: parts.findLast((one) => one.defaultColorSpace !== undefined)?.defaultColorSpace,
  };
}
