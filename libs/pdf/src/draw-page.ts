import {
  attribute,
  booleanAttribute,
  child,
  children,
  childText,
  codeText,
  type Matrix,
  multiply,
  type OfdBox,
  type PageContent,
  parseBox,
  parseMatrix,
  parseNumber,
  positionsOf,
  type Resources,
  readColour,
  readDeltas,
  translation,
  type XmlElement,
} from "@liangzheng/ofd";
import { PdfError } from "./error.ts";
import type { PdfFont } from "./font.ts";
import { pathOperators } from "./path-operators.ts";
import { decimal, decimals } from "./pdf-text.ts";
import { showLine } from "./show-line.ts";

/** What the drawing of a page refers to, by the numbers of the OFD's resources. */
export interface PageResources {
  /** @throws PdfError `unsupported-font`. */
  font(id: string): PdfFont;
  /** Its name in the resources of the page. */
  picture(id: string): string;
}

/** A text with the place where its first line begins. */
interface PlacedText {
  readonly x: number;
  readonly y: number;
  readonly operators: string;
}

/** Texts whose base lines lie closer than this stand in one row: millimetres. */
const rowHeight = 1.5;

/**
 * The operators that draw a page, in millimetres with y downwards: first paths and pictures in the order of the file, then
 * the texts row by row from left to right, so that taken out as text they are read as they are seen.
 * @throws PdfError for anything that the writer of this platform does not write: it is not drawn wrongly.
 */
export function drawPage(page: PageContent, resources: PageResources): string {
  const shapes: string[] = [];
  const texts: PlacedText[] = [];
  for (const layer of page.layers) {
    if (attribute(layer.element, "DrawParam") !== undefined) throw unsupported("DrawParam");
    drawObjects(layer.element);
    function drawObjects(container: XmlElement): void {
      for (const element of container.children) {
        if (element.name === "PageBlock") drawObjects(element);
        else if (!booleanAttribute(element, "Visible", true)) continue;
        else if (element.name === "PathObject") shapes.push(drawPath(common(element), layer.resources));
        else if (element.name === "ImageObject") shapes.push(drawImage(common(element), resources));
        else if (element.name === "TextObject")
          texts.push(drawText(common(element), layer.resources, resources));
        else throw unsupported(element.name);
      }
    }
  }
  return [...shapes, ...inReadingOrder(texts)].join("");
}

const unsupported = (what: string): PdfError => new PdfError("unsupported-object", what);

function inReadingOrder(texts: readonly PlacedText[]): readonly string[] {
  const rows: PlacedText[][] = [];
  for (const text of texts.toSorted((a, b) => a.y - b.y)) {
    const row = rows.at(-1);
    if (row?.[0] !== undefined && text.y - row[0].y < rowHeight) row.push(text);
    else rows.push([text]);
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.x - b.x).map(({ operators }) => operators));
}

interface GraphicUnit {
  readonly element: XmlElement;
  readonly boundary: OfdBox;
  /** From the object's space to the page's. */
  readonly placement: Matrix;
}

/** GB/T 33190 §8.5: what all objects have in common, and what of it is not drawn here. */
function common(element: XmlElement): GraphicUnit {
  const boundary = parseBox(attribute(element, "Boundary"));
  if (boundary === undefined) throw unsupported("object without a boundary");
  for (const name of ["Alpha", "DrawParam", "DashPattern", "Join", "Cap"])
    if (attribute(element, name) !== undefined) throw unsupported(name);
  if (child(element, "Clips") !== undefined) throw unsupported("Clips");
  const origin = translation(boundary.x, boundary.y);
  const matrix = parseMatrix(attribute(element, "CTM"));
  return { element, boundary, placement: matrix === undefined ? origin : multiply(origin, matrix) };
}

const clipTo = ({ x, y, width, height }: OfdBox): string => `${decimals([x, y, width, height])} re W n\n`;

/** §9.1: stroked unless it says not, filled if it says so, cut at the boundary. */
function drawPath({ element, boundary, placement }: GraphicUnit, resources: Resources): string {
  const stroked = booleanAttribute(element, "Stroke", true);
  const filled = booleanAttribute(element, "Fill", false) && child(element, "FillColor") !== undefined;
  if (!stroked && !filled) return "";
  const evenOdd = attribute(element, "Rule") === "Even-Odd" ? "*" : "";
  const paint = filled ? (stroked ? `B${evenOdd}` : `f${evenOdd}`) : "S";
  // §8.2: where nothing is said, lines are 0.353 mm wide and corners pointed up to 4.234.
  const line = stroked
    ? `${colour(element, "StrokeColor", resources)} RG ${decimal(parseNumber(attribute(element, "LineWidth")) ?? 0.353)} w\n`
    : "";
  const fill = filled ? `${colour(element, "FillColor", resources)} rg\n` : "";
  const path = pathOperators(childText(element, "AbbreviatedData") ?? "");
  return `q ${clipTo(boundary)}${decimals(placement)} cm\n${line}${fill}${path}${paint}\nQ\n`;
}

/** §10: the picture fills the unit square; its first row is the upper one. */
function drawImage({ element, boundary, placement }: GraphicUnit, resources: PageResources): string {
  const stretch: Matrix =
    attribute(element, "CTM") === undefined
      ? [boundary.width, 0, 0, boundary.height, 0, 0]
      : [1, 0, 0, 1, 0, 0];
  const matrix = multiply(multiply(placement, stretch), [1, 0, 0, -1, 0, 1]);
  const name = resources.picture(attribute(element, "ResourceID")?.trim() ?? "");
  return `q ${clipTo(boundary)}${decimals(matrix)} cm /${name} Do Q\n`;
}

const plainText = ["HScale", "CharDirection", "ReadDirection", "Weight", "Italic", "Stroke"];

/** §11.2: each TextCode is a line. */
function drawText(unit: GraphicUnit, known: Resources, resources: PageResources): PlacedText {
  const { element, placement } = unit;
  for (const name of plainText) if (attribute(element, name) !== undefined) throw unsupported(name);
  if (child(element, "CGTransform") !== undefined) throw unsupported("CGTransform");
  const size = parseNumber(attribute(element, "Size")) ?? 0;
  const font = resources.font(attribute(element, "Font")?.trim() ?? "");
  let [x, y] = [0, 0];
  let first: { readonly x: number; readonly y: number } | undefined;
  let lines = "";
  for (const code of children(element, "TextCode")) {
    if (attribute(code, "DeltaY") !== undefined) throw unsupported("DeltaY");
    x = parseNumber(attribute(code, "X")) ?? x;
    y = parseNumber(attribute(code, "Y")) ?? y;
    const text = codeText(code.text);
    if (text === "") continue;
    const deltas = readDeltas(attribute(code, "DeltaX"), [...text].length - 1);
    const matrix = multiply(placement, [1, 0, 0, -1, x, y]);
    first ??= { x: matrix[4], y: matrix[5] };
    lines += showLine({ text, font, size, matrix, starts: positionsOf(0, 0, deltas, []).x });
  }
  const fill = `${colour(element, "FillColor", known)} rg\n`;
  return { ...(first ?? { x: 0, y: 0 }), operators: lines === "" ? "" : fill + lines };
}

/** §8.3.2, flat colours only: three numbers of 0 to 1. Black where none is said. */
function colour(element: XmlElement, name: string, resources: Resources): string {
  const found = child(element, name);
  if (found === undefined) return "0 0 0";
  if (found.children.length > 0) throw unsupported("gradient or pattern");
  const { rgb, opacity } = readColour(found, resources);
  if (opacity !== 1) throw unsupported("Alpha");
  return decimals([1, 3, 5].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255));
}
