import { nameSealPicture, sealPicture, sealPng, sealSvg } from "@liangzheng/ofd";
import type { Drawing, Impression } from "../modules/sealing/index.ts";
import { type FontBook, openFontBook } from "../platform/fonts/font-book.ts";
import { zlibBest } from "../platform/fonts/write-ports.ts";

/** Draws seal impressions from outlines of the fonts that licences are printed with. */
export interface SealArtist {
  readonly draw: (drawing: Drawing) => Impression;
  /** Characters that no seal can show. */
  readonly undrawable: (name: string) => readonly string[];
}

export const sealArtist = (fonts: FontBook = openFontBook()): SealArtist => ({
  draw({ shape, name, caption, number }) {
    const picture =
      shape === "square"
        ? nameSealPicture(name, fonts.outlines("serif", `${name}印`))
        : sealPicture(
            { organName: name, shape, centre: "star", ...(caption !== "" && { caption }), code: number },
            fonts.outlines("serif", name + caption + number),
          );
    return {
      png: sealPng(picture, 300, zlibBest),
      svg: sealSvg(picture),
      width: picture.width,
      height: picture.height,
    };
  },
  undrawable: (name) => fonts.missing("serif", name),
});
