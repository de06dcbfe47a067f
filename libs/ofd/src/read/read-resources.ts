import { resolvePath } from "../container/entry-path.ts";
import { parseNumber } from "../model/geometry.ts";
import type { ColorSpace, Font, Media, Resources } from "../model/resources.ts";
import { attribute, booleanAttribute, child, children, childText, type XmlElement } from "../xml/element.ts";

/** GB/T 33190 §7: one resource file. Entries without an ID cannot be referred to and are passed over. */
export function readResourceFile(root: XmlElement, path: string): Resources {
  const base = attribute(root, "BaseLoc");
  // A link in a resource file is relative to its BaseLoc folder, which is relative to the file.
  const folder = base === undefined || base.trim() === "" ? path : `${resolvePath(path, base)}/_`;
  const fonts = new Map<string, Font>();
  const media = new Map<string, Media>();
  const colorSpaces = new Map<string, ColorSpace>();
  const drawParams = new Map<string, XmlElement>();
  const compositeUnits = new Map<string, XmlElement>();
  const each = (list: string, item: string, take: (id: string, element: XmlElement) => void) => {
    for (const group of children(root, list)) {
      for (const element of children(group, item)) {
        const id = attribute(element, "ID")?.trim();
        if (id !== undefined) take(id, element);
      }
    }
  };
  each("Fonts", "Font", (id, element) => fonts.set(id, readFont(id, element, folder)));
  each("MultiMedias", "MultiMedia", (id, element) => {
    const file = childText(element, "MediaFile");
    if (file === undefined) return;
    const [type, format] = [attribute(element, "Type"), attribute(element, "Format")];
    media.set(id, { id, type, format, path: resolvePath(folder, file) });
  });
  each("ColorSpaces", "ColorSpace", (id, element) => colorSpaces.set(id, readColorSpace(id, element)));
  each("DrawParams", "DrawParam", (id, element) => drawParams.set(id, element));
  // The schema says CompositeGraphicUnit, the text of the standard and many files CompositeGraphUnit.
  for (const name of ["CompositeGraphicUnit", "CompositeGraphUnit"]) {
    each("CompositeGraphicUnits", name, (id, element) => compositeUnits.set(id, element));
  }
  return { fonts, media, colorSpaces, drawParams, compositeUnits, defaultColorSpace: undefined };
}

function readFont(id: string, element: XmlElement, folder: string): Font {
  const file = childText(element, "FontFile");
  return {
    id,
    name: attribute(element, "FontName") ?? "",
    family: attribute(element, "FamilyName"),
    bold: booleanAttribute(element, "Bold", false),
    italic: booleanAttribute(element, "Italic", false),
    serif: booleanAttribute(element, "Serif", false),
    fixedWidth: booleanAttribute(element, "FixedWidth", false),
    file: file === undefined ? undefined : resolvePath(folder, file),
  };
}

function readColorSpace(id: string, element: XmlElement): ColorSpace {
  const type = attribute(element, "Type")?.trim().toUpperCase();
  const palette = child(element, "Palette");
  return {
    id,
    type: type === "GRAY" || type === "CMYK" ? type : "RGB",
    bitsPerComponent: parseNumber(attribute(element, "BitsPerComponent")) ?? 8,
    palette: palette === undefined ? [] : children(palette, "CV").map((value) => value.text),
  };
}
