import type { Matrix } from "@liangzheng/ofd";
import type { PdfFont } from "./font.ts";
import { decimal, decimals, hex16, textString } from "./pdf-text.ts";

interface Line {
  readonly text: string;
  readonly font: PdfFont;
  readonly size: number;
  /** From the line's space, y upwards, to the page's. */
  readonly matrix: Matrix;
  /** Where characters stand, in the unit of the size; those beyond follow by their widths. */
  readonly starts: readonly number[];
}

/** Wider gaps than this part of the size are taken for spaces between words by programs that extract text. */
const wordGap = 0.08;

/**
 * One line of text, each character at its place (ISO 32000-1 §9.4.3). Letters set wide apart are one text all the same:
 * ActualText (§14.9.4) says so.
 */
export function showLine({ text, font, size, matrix, starts }: Line): string {
  let codes = "";
  let array = "";
  let at = 0;
  let isSpaced = false;
  [...text].forEach((character, i) => {
    const start = starts[i];
    const shift = start === undefined ? 0 : Math.round(((start - at) / size) * 1000);
    if (shift !== 0) {
      if (codes !== "") array += `<${codes}>`;
      array += -shift;
      codes = "";
      at += (shift * size) / 1000;
      isSpaced ||= shift > wordGap * 1000;
    }
    const glyph = font.glyph(character.codePointAt(0) ?? 0);
    codes += hex16(glyph);
    at += (font.width(glyph) * size) / 1000;
  });
  const shown = `BT /${font.name} ${decimal(size)} Tf ${decimals(matrix)} Tm [${array}<${codes}>] TJ ET\n`;
  return isSpaced ? `/Span<</ActualText${textString(text)}>>BDC\n${shown}EMC\n` : shown;
}
