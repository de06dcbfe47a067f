/** The first code of plane 15, private use: where an embedded font's glyphs are reached by number. */
export const glyphPlane = 0xf0000;

/** Glyph 0 ("not there") for numbers that no font has. */
export function glyphCharacter(glyph: number): string {
  const known = Number.isInteger(glyph) && glyph >= 0 && glyph < 0xfffe;
  return String.fromCodePoint(glyphPlane + (known ? glyph : 0));
}
