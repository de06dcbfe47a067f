import { parseNumber, parseNumbers } from "../model/geometry.ts";
import { attribute, children, childText, type XmlElement } from "../xml/element.ts";
import { glyphCharacter } from "./glyph-codes.ts";

/** GB/T 33190 §11.4 CGTransform: from character `from`, `count` characters are drawn by these glyphs of the font. */
export interface GlyphRun {
  readonly from: number;
  readonly count: number;
  readonly glyphs: readonly number[];
}

const maxGlyphs = 100_000;

export function readGlyphRuns(element: XmlElement): readonly GlyphRun[] {
  const runs: GlyphRun[] = [];
  for (const transform of children(element, "CGTransform")) {
    const from = parseNumber(attribute(transform, "CodePosition")) ?? 0;
    const count = parseNumber(attribute(transform, "CodeCount")) ?? 1;
    const glyphs = parseNumbers(childText(transform, "Glyphs")) ?? [];
    const wanted = parseNumber(attribute(transform, "GlyphCount")) ?? 1;
    if (count < 1 || glyphs.length === 0 || glyphs.length > maxGlyphs) continue;
    runs.push({ from, count, glyphs: glyphs.slice(0, Math.max(1, wanted)) });
  }
  return runs.toSorted((a, b) => a.from - b.from);
}

/**
 * The characters to draw: those under a run become the private characters of its glyphs, the others stay.
 * @param first the position, within the text object, of the first of `characters`.
 */
export function withGlyphs(
  characters: readonly string[],
  runs: readonly GlyphRun[],
  first: number,
): readonly string[] {
  if (runs.length === 0) return characters;
  const shown: string[] = [];
  let at = 0;
  for (const run of runs) {
    const start = run.from - first;
    if (start < at || start >= characters.length) continue;
    shown.push(...characters.slice(at, start), ...run.glyphs.map(glyphCharacter));
    at = start + run.count;
  }
  shown.push(...characters.slice(at));
  return shown;
}
