import { OfdError } from "../error.ts";
import { type Matrix, parseNumber } from "../model/geometry.ts";
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
  const size = parseNumber(attribute(element, "Size")) ?? 0;
  if (size <= 0) return;
  const scale = parseNumber(attribute(element, "HScale")) ?? 1;
  const turn = parseNumber(attribute(element, "CharDirection")) ?? 0;
  const font = scene.resources.fonts.get(attribute(element, "Font")?.trim() ?? "");
  const embedded = scene.fonts.use(font);
  const glyphs = embedded !== undefined ? readGlyphRuns(element) : [];
  const lines = textLines(element, scale > 0 ? scale : 1, glyphs);
  if (lines.length === 0) return;
  const families = embedded === undefined ? fontStack(font) : `'${embedded.family}',${fontStack(font)}`;
  const weight =
    parseNumber(attribute(element, "Weight")) ?? (font?.bold && embedded === undefined ? 700 : 400);
  const italic = booleanAttribute(element, "Italic", (font?.italic ?? false) && embedded === undefined);
  const own = [
    ` font-family="${families}" font-size="${formatNumber(size)}"`,
    weight === 400 ? "" : ` font-weight="${Math.min(900, Math.max(100, Math.round(weight / 100) * 100))}"`,
    italic ? ' font-style="italic"' : "",
    paints(scene, element),
  ].join("");
  const turned = turn === 0 ? "" : ` rotate="${formatNumber(turn)}"`;
  const squeezed = scale > 0 && scale !== 1 ? ` transform="scale(${formatNumber(scale)} 1)"` : "";
  scene.sheet.add(`<g transform="${formatMatrix(placement)}"${own}>`);
  for (const line of lines) scene.sheet.add(`<text${squeezed}${turned}${line}</text>`);
  scene.sheet.add("</g>");
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
