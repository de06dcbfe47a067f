import type { GlyphOutlines } from "@liangzheng/ofd";
import { Blob, Face, Font } from "harfbuzzjs";

/** Outlines of these characters in em units, y upwards, as SVG path data with absolute commands. */
export function outlineGlyphs(font: Uint8Array, text: string): GlyphOutlines {
  const face = new Face(new Blob(font.slice().buffer));
  const scale = face.upem;
  const open = new Font(face);
  const outlines = new Map<string, { readonly path: string; readonly advance: number }>();
  for (const character of text) {
    const glyph = open.nominalGlyph(character.codePointAt(0) ?? 0);
    if (glyph === null || glyph === undefined || outlines.has(character)) continue;
    outlines.set(character, { path: open.glyphToPath(glyph), advance: open.glyphHAdvance(glyph) });
  }
  return { unitsPerEm: scale, glyph: (character) => outlines.get(character) };
}
