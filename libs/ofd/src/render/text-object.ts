import { OfdError } from "../error.ts";
import { type Matrix, multiply, parseNumber } from "../model/geometry.ts";
import { codeText } from "../read/page-text.ts";
import { attribute, booleanAttribute, children, type XmlElement } from "../xml/element.ts";
import { strokeAttributes, styleOf } from "./draw-style.ts";
import { fontStack } from "./font-stack.ts";
import { type GlyphRun, readGlyphRuns, withGlyphs } from "./glyph-runs.ts";
import { paintAttributes } from "./paint.ts";
import type { Scene } from "./scene.ts";
import { escapeXml, formatMatrix, formatNumber, formatNumbers } from "./svg-text.ts";
import { positionsOf, readDeltas } from "./text-positions.ts";

const maxCharacters = 100_000;

/** GB/T 33190 §11.2 CT_Text. `placement` takes object space to the container's. */
export function drawText(scene: Scene, element: XmlElement, placement: Matrix): void {
  const { lines, face, squeeze } = typeset(scene, element);
  if (lines.length === 0) return;
  const squeezed = squeeze === 1 ? "" : ` transform="scale(${formatNumber(squeeze)} 1)"`;
  scene.sheet.add(`<g transform="${formatMatrix(placement)}"${face}${paints(scene, element)}>`);
  for (const line of lines) scene.sheet.add(`<text${squeezed}${line}</text>`);
  scene.sheet.add("</g>");
}

/** §8.4: text as an area to be seen through, for within a `<clipPath>`, where no group may be. */
export function clippingText(scene: Scene, element: XmlElement, placement: Matrix): readonly string[] {
  const { lines, face, squeeze } = typeset(scene, element);
  const transform = formatMatrix(multiply(placement, [squeeze, 0, 0, 1, 0, 0]));
  return lines.map((line) => `<text transform="${transform}"${face}${line}</text>`);
}

interface Typeset {
  /** Attributes and content of a `<text>` for each TextCode. */
  readonly lines: readonly string[];
  /** Attributes of the font. */
  readonly face: string;
  /** HScale, which the places of characters are measured without. */
  readonly squeeze: number;
}

function typeset(scene: Scene, element: XmlElement): Typeset {
  const size = parseNumber(attribute(element, "Size")) ?? 0;
  if (size <= 0) return { lines: [], face: "", squeeze: 1 };
  const scale = parseNumber(attribute(element, "HScale")) ?? 1;
  const squeeze = scale > 0 ? scale : 1;
  const turn = parseNumber(attribute(element, "CharDirection")) ?? 0;
  const font = scene.resources.fonts.get(attribute(element, "Font")?.trim() ?? "");
  const embedded = scene.fonts.use(font);
  const glyphs = embedded !== undefined ? readGlyphRuns(element) : [];
  const families = embedded === undefined ? fontStack(font) : `'${embedded.family}',${fontStack(font)}`;
  const weight =
    parseNumber(attribute(element, "Weight")) ?? (font?.bold && embedded === undefined ? 700 : 400);
  const italic = booleanAttribute(element, "Italic", (font?.italic ?? false) && embedded === undefined);
  const face = [
    ` font-family="${families}" font-size="${formatNumber(size)}"`,
    weight === 400 ? "" : ` font-weight="${Math.min(900, Math.max(100, Math.round(weight / 100) * 100))}"`,
    italic ? ' font-style="italic"' : "",
  ].join("");
  const turned = turn === 0 ? "" : ` rotate="${formatNumber(turn)}"`;
  return { lines: textLines(element, squeeze, glyphs).map((line) => turned + line), face, squeeze };
}

/** §11.2: text is filled and not stroked unless it says so. */
function paints(scene: Scene, element: XmlElement): string {
  const style = styleOf(scene, element);
  const fill = booleanAttribute(element, "Fill", true)
    ? paintAttributes(scene, "fill", style.fill)
    : ' fill="none"';
  if (!booleanAttribute(element, "Stroke", false)) return fill;
  return `${fill}${paintAttributes(scene, "stroke", style.stroke)}${strokeAttributes(style)}`;
}

/** The attributes and content of one `<text>` per TextCode, from behind the element's name. */
function textLines(element: XmlElement, scale: number, glyphs: readonly GlyphRun[]): readonly string[] {
  const lines: string[] = [];
  let x = 0;
  let y = 0;
  let first = 0;
  for (const code of children(element, "TextCode")) {
    x = parseNumber(attribute(code, "X")) ?? x;
    y = parseNumber(attribute(code, "Y")) ?? y;
    if (code.text.length > maxCharacters)
      throw new OfdError("too-much-work", "a text is too long to be drawn");
    const characters = [...codeText(code.text)];
    const shown = withGlyphs(characters, glyphs, first);
    first += characters.length;
    if (shown.length === 0) continue;
    const places = positionsOf(
      x / scale,
      y,
      readDeltas(attribute(code, "DeltaX"), shown.length - 1).map((delta) => delta / scale),
      readDeltas(attribute(code, "DeltaY"), shown.length - 1),
    );
    lines.push(textLine(shown, places.x, places.y));
  }
  return lines;
}

function textLine(shown: readonly string[], x: readonly number[], y: readonly number[]): string {
  // Viewers disagree whether a list of positions counts a character beyond the BMP once or twice.
  if (shown.every((character) => character.length === 1)) {
    return ` x="${formatNumbers(x)}" y="${formatNumbers(y)}">${escapeXml(shown.join(""))}`;
  }
  const spans = shown.map((character, i) => {
    const at = (name: string, list: readonly number[]) =>
      list[i] === undefined ? "" : ` ${name}="${formatNumber(list[i])}"`;
    return `<tspan${at("x", x)}${at("y", y)}>${escapeXml(character)}</tspan>`;
  });
  return `>${spans.join("")}`;
}
