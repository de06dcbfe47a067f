import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Face, FontMetrics, FontSource, GlyphOutlines } from "@liangzheng/ofd";
import { outlineGlyphs } from "./glyph-outlines.ts";
import { openSubsetter } from "./subset-font.ts";
import { openTrueType } from "./true-type.ts";

/** The fonts of the platform, open for the life of the process (47 MB). */
export interface FontBook extends FontSource {
  readonly metrics: FontMetrics;
  readonly subset: (face: Face, text: string) => Uint8Array;
  /** Characters of a text that a face cannot show, each once, in order: name them to the clerk before sealing. */
  missing(face: Face, text: string): string[];
  /** Outlines for a seal picture; slow, once per seal. */
  outlines(face: Face, text: string): GlyphOutlines;
}

const files: Readonly<Record<Face, string>> = {
  serif: "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
  sans: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
};

/** Noto Serif SC, its bold and Noto Sans SC (OFL 1.1), read from the installed packages. */
export function openFontBook(): FontBook {
  const { resolve } = createRequire(import.meta.url);
  const open = (face: Face) => {
    const font = openTrueType(readFileSync(resolve(files[face])));
    return { font, subsetter: openSubsetter(font) };
  };
  const book = { serif: open("serif"), sans: open("sans"), bold: open("bold") };
  const advance = (face: Face, codePoint: number): number | undefined => {
    const { font } = book[face];
    const glyph = font.glyph(codePoint);
    return glyph === 0 ? undefined : font.advanceWidth(glyph) / font.unitsPerEm;
  };
  const subset = (face: Face, text: string): Uint8Array => book[face].subsetter.subset(text);
  return {
    metrics: { advance },
    subset,
    missing: (face, text) => [
      ...new Set([...text].filter((character) => advance(face, character.codePointAt(0) ?? 0) === undefined)),
    ],
    outlines: (face, text) => outlineGlyphs(subset(face, text), text),
  };
}
