import { MarkupFault } from "./markup-fault.ts";

const predefined: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** What XML 1.0 does not know as a character ([2]); surrogates stand in pairs already. */
export const foreignCharacter = /[^\t\n\r\u0020-\ufffd]/;

/**
 * Character data, or the value of an attribute when `space` is given: then tabs and line ends become it ([AVNormalize], 3.3.3).
 * @throws MarkupFault for references to anything but a character or a predefined entity, and in character data for `]]>`.
 */
export function readCharacters(raw: string, space?: string): string {
  if (space === undefined && raw.includes("]]>")) throw new MarkupFault("the end of a section in text");
  const text = space === undefined ? raw : raw.replace(/[\t\n]/g, space);
  if (!text.includes("&")) return text;
  const [start = "", ...rest] = text.split("&");
  return start + rest.map(referred).join("");
}

/** What follows an ampersand. */
function referred(piece: string): string {
  const end = piece.indexOf(";");
  const name = piece.slice(0, Math.max(end, 0));
  return (predefined.get(name) ?? characterOf(name)) + piece.slice(end + 1);
}

function characterOf(name: string): string {
  const [, decimal, hexadecimal] = /^#(?:([0-9]+)|x([0-9A-Fa-f]+))$/.exec(name) ?? [];
  const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
  const isScalar = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  const text = isScalar ? String.fromCodePoint(point) : "\0";
  if (foreignCharacter.test(text)) throw new MarkupFault("a reference to no character");
  return text;
}
