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

/** `.001` to `.999`, without zeros behind. */
const thousandths = Array.from({ length: 1000 }, (_, i) => String(i / 1000).slice(1));

/** At most three decimals (a micrometre), no exponent, no negative zero. From whole numbers, which become text faster. */
export function decimal(value: number): string {
  const whole = Math.round(Math.abs(value) * 1000);
  const text = `${Math.floor(whole / 1000)}${thousandths[whole % 1000]}`;
  return value < 0 && whole > 0 ? `-${text}` : text;
}

export const boxText = (box: { x: number; y: number; width: number; height: number }): string =>
  `${decimal(box.x)} ${decimal(box.y)} ${decimal(box.width)} ${decimal(box.height)}`;

/** `#rrggbb` as the three channels of the default RGB space. */
export const colourText = (colour: string): string =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)).join(" ");
