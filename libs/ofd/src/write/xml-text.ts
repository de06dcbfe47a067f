import { OfdWriteError } from "./write-error.ts";

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"';

// XML 1.0 production [2] without line breaks, and the C1 block, separators and non-characters that no face can show.
const refused = /[\p{Cc}\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]|\p{Cs}/u;
const special = /[&<>"]/;

/**
 * For element content and double-quoted attributes alike.
 * @throws OfdWriteError `control-character` naming the field: a value that cannot be printed cannot be certified.
 */
export function escapeXml(text: string, field: string): string {
  if (refused.test(text)) throw new OfdWriteError("control-character", field);
  if (!special.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** At most three decimals (a micrometre), no exponent, no negative zero. */
export const decimal = (value: number): string => String(Math.round(value * 1000) / 1000 || 0);

export const boxText = (box: { x: number; y: number; width: number; height: number }): string =>
  `${decimal(box.x)} ${decimal(box.y)} ${decimal(box.width)} ${decimal(box.height)}`;

/** `#rrggbb` as the three channels of the default RGB space. */
export const colourText = (colour: string): string =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(" ");
