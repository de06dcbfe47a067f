import type { OfdPackage } from "../container/package.ts";
import type { Font } from "../model/resources.ts";
import { dataUri, dataUriLength } from "./base64-uri.ts";
import type { Sheet } from "./sheet.ts";
import { toWebFont } from "./web-font.ts";

export interface EmbeddedFont {
  /** The family name it has in the SVG. */
  readonly family: string;
}

/** Fonts of one package as `@font-face` rules of one sheet, each written once and only when used. */
export class EmbeddedFonts {
  private readonly sheet: Sheet;
  private readonly package: OfdPackage;
  private readonly known = new Map<string, EmbeddedFont | undefined>();

  constructor(sheet: Sheet, pkg: OfdPackage) {
    this.sheet = sheet;
    this.package = pkg;
  }

  /** undefined when the font is not embedded, not usable, or too large for the sheet: then its name must do. */
  use(font: Font | undefined): EmbeddedFont | undefined {
    const path = font?.file;
    if (path === undefined) return undefined;
    if (!this.known.has(path)) this.known.set(path, this.embed(path));
    return this.known.get(path);
  }

  private embed(path: string): EmbeddedFont | undefined {
    if (!this.package.has(path)) return undefined;
    const bytes = this.package.read(path);
    const web = this.sheet.hasRoomFor(dataUriLength(bytes)) ? toWebFont(bytes) : undefined;
    if (web === undefined || !this.sheet.hasRoomFor(dataUriLength(web))) return undefined;
    const family = this.sheet.newId();
    const openType = web[0] === 0x4f;
    const uri = dataUri(openType ? "font/otf" : "font/ttf", web);
    this.sheet.addStyle(`@font-face{font-family:'${family}';src:url(${uri})}`);
    return { family };
  }
}
