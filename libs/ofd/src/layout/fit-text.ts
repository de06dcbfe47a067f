import { breakLines } from "./line-breaks.ts";
import type { Box, Face, TextStyle } from "./template.ts";

/** The fonts a layout is made for. */
export interface FontMetrics {
  /** Advance width as a fraction of the size; undefined when the face has no glyph for the code point. */
  advance(face: Face, codePoint: number): number | undefined;
}

/** One line: `x` and `y` (base line) in millimetres from the corner of the box, one delta less than characters. */
export interface PlacedLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly deltaX: readonly number[];
}

export interface FittedText {
  readonly size: number;
  readonly lines: readonly PlacedLine[];
}

export type FitFailure =
  | { readonly reason: "does-not-fit" }
  | { readonly reason: "missing-glyph"; readonly characters: readonly string[] };

/** The em box of Han type: 0.88 above the base line, 0.12 below. */
const ascent = 0.88;
const step = 0.1;

export const isFitted = (result: FittedText | FitFailure): result is FittedText => "size" in result;

/**
 * Sets a text into a box: at its full size if it can, otherwise 0.1 mm smaller until the minimum, breaking words
 * only when no size would do. The text of the lines, joined, is the text given.
 */
export function fitText(
  text: string,
  box: Box,
  style: TextStyle,
  metrics: FontMetrics,
): FittedText | FitFailure {
  const characters = Array.from(text);
  const advances: number[] = [];
  let missing: string[] | undefined;
  for (const character of characters) {
    const advance = metrics.advance(style.face, character.codePointAt(0) ?? 0);
    if (advance === undefined) {
      missing ??= [];
      if (!missing.includes(character)) missing.push(character);
    } else advances.push(advance);
  }
  if (missing !== undefined) return { reason: "missing-glyph", characters: missing };

  const spacing = (style.letterSpacing ?? 0) / style.size;
  const widths = spacing === 0 ? advances : advances.map((advance) => advance + spacing);
  const lineHeight = style.lineHeight ?? 1.4;
  for (const emergency of [false, true]) {
    for (
      let size = style.size;
      ;
      size = Math.max(style.minimumSize, Math.round((size - step) * 1000) / 1000)
    ) {
      const most = Math.max(1, Math.floor(box.height / (size * lineHeight) + 1e-6));
      const limit = (box.width + (style.letterSpacing ?? 0)) / size;
      const ends = size <= box.height + 1e-6 ? breakLines(characters, widths, limit, emergency) : undefined;
      if (ends !== undefined && ends.length <= most) return place(characters, widths, ends, size, box, style);
      if (size <= style.minimumSize) break;
    }
  }
  return { reason: "does-not-fit" };
}

function place(
  characters: readonly string[],
  widths: readonly number[],
  ends: readonly number[],
  size: number,
  box: Box,
  style: TextStyle,
): FittedText {
  const pitch = size * (style.lineHeight ?? 1.4);
  const free = box.height - pitch * ends.length;
  const top =
    style.vertical === "top" ? Math.min(0, free / 2) : style.vertical === "middle" ? free / 2 : free;
  const lines: PlacedLine[] = [];
  let start = 0;
  for (const end of ends) {
    let last = end;
    while (last > start + 1 && /^[ \u3000]$/.test(characters[last - 1] ?? "")) last--;
    let width = -((style.letterSpacing ?? 0) / style.size) * size;
    for (let i = start; i < last; i++) width += (widths[i] ?? 0) * size;
    const rest = Math.max(0, box.width - width);
    const spread = style.align === "spread" && ends.length === 1 && last - start > 1;
    const extra = spread ? rest / (last - start - 1) : 0;
    const deltaX: number[] = [];
    for (let i = start; i < end - 1; i++)
      deltaX.push(Math.round(((widths[i] ?? 0) * size + extra) * 1000) / 1000);
    lines.push({
      text: characters.slice(start, end).join(""),
      x: style.align === "right" ? rest : style.align === "centre" ? rest / 2 : 0,
      y: top + pitch * lines.length + (pitch - size) / 2 + ascent * size,
      deltaX,
    });
    start = end;
  }
  return { size, lines };
}
