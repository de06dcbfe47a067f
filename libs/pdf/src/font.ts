import { readCmap, readSfnt } from "@liangzheng/ofd";
import { PdfError } from "./error.ts";
import type { ObjectFile, ObjectNumber } from "./object-file.ts";
import { hex16 } from "./pdf-text.ts";
import type { PdfPorts } from "./ports.ts";

/** A TrueType font in use: which glyph shows a character, how wide, and which characters were shown. */
export interface PdfFont {
  /** In the resources of the page. */
  readonly name: string;
  readonly family: string;
  readonly file: Uint8Array;
  /** @throws PdfError `missing-glyph`. */
  glyph(codePoint: number): number;
  /** In thousandths of the em. */
  width(glyph: number): number;
  readonly shown: Map<number, number>;
  readonly metrics: Metrics;
}

interface Metrics {
  readonly box: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly widths: readonly number[];
}

/** @throws PdfError `unsupported-font` for what is not TrueType. */
export function openFont(name: string, family: string, file: Uint8Array): PdfFont {
  const tables = readSfnt(file)?.tables;
  const head = viewOf(tables?.get("head"), 54, name);
  const hhea = viewOf(tables?.get("hhea"), 36, name);
  if (!tables?.has("glyf")) throw new PdfError("unsupported-font", name);
  const scale = 1000 / head.getUint16(18);
  const count = hhea.getUint16(34);
  const hmtx = viewOf(tables.get("hmtx"), 4 * count, name);
  const widths = Array.from({ length: count }, (_, i) => Math.round(hmtx.getUint16(4 * i) * scale));
  const glyphs = new Map<number, number>();
  for (const { first, last, glyph } of readCmap(tables.get("cmap")))
    for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
  const scaled = (view: DataView, at: number): number => Math.round(view.getInt16(at) * scale);
  const shown = new Map<number, number>();
  return {
    name,
    family,
    file,
    shown,
    glyph(codePoint) {
      const glyph = glyphs.get(codePoint) ?? 0;
      if (glyph === 0) throw new PdfError("missing-glyph", name);
      shown.set(glyph, codePoint);
      return glyph;
    },
    width: (glyph) => widths[Math.min(glyph, count - 1)] ?? 0,
    metrics: {
      box: [36, 38, 40, 42].map((at) => scaled(head, at)),
      ascent: scaled(hhea, 4),
      descent: scaled(hhea, 6),
      widths,
    },
  };
}

function viewOf(table: Uint8Array | undefined, least: number, name: string): DataView {
  if (table === undefined || table.length < least) throw new PdfError("unsupported-font", name);
  return new DataView(table.buffer, table.byteOffset, table.byteLength);
}

/**
 * Embeds it as a composite font whose codes are its glyphs (ISO 32000-1 §9.7; ISO 19005-2 §6.2.11): widths from the font
 * itself, and a ToUnicode map so that what is shown can be taken out as text.
 */
export function putFont(file: ObjectFile, font: PdfFont, ports: PdfPorts): ObjectNumber {
  const { box, ascent, descent, widths } = font.metrics;
  const base = `/${subsetTag(font.name)}+${font.family.replace(/[^A-Za-z0-9]/g, "") || "Licence"}`;
  const program = file.putStream(`/Filter/FlateDecode/Length1 ${font.file.length}`, ports.deflate(font.file));
  const descriptor = file.put(
    `<</Type/FontDescriptor/FontName${base}/Flags 4/FontBBox[${box.join(" ")}]/ItalicAngle 0` +
      `/Ascent ${ascent}/Descent ${descent}/CapHeight ${ascent}/StemV 80/FontFile2 ${program} 0 R>>`,
  );
  const descendant = file.put(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont${base}` +
      `/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${descriptor} 0 R` +
      `/DW ${widths.at(-1) ?? 1000}/W[0[${widths.join(" ")}]]/CIDToGIDMap/Identity>>`,
  );
  const map = file.putStream("/Filter/FlateDecode", ports.deflate(asciiBytes(toUnicode(font.shown))));
  return file.put(
    `<</Type/Font/Subtype/Type0/BaseFont${base}/Encoding/Identity-H` +
      `/DescendantFonts[${descendant} 0 R]/ToUnicode ${map} 0 R>>`,
  );
}

/** Six capitals before a plus sign mark a subset (§9.6.4); two fonts of one file must differ. */
function subsetTag(name: string): string {
  let tag = "";
  let rest = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 308915776, 7);
  for (let i = 0; i < 6; i++) {
    tag = String.fromCharCode(65 + (rest % 26)) + tag;
    rest = Math.floor(rest / 26);
  }
  return tag;
}

/** A ToUnicode CMap (§9.10.3), at most a hundred characters to an operator. */
function toUnicode(shown: ReadonlyMap<number, number>): string {
  const pairs = [...shown].sort(([a], [b]) => a - b);
  let body = "";
  for (let at = 0; at < pairs.length; at += 100) {
    const part = pairs.slice(at, at + 100);
    body += `${part.length} beginbfchar\n`;
    for (const [glyph, code] of part) body += `<${hex16(glyph)}> <${utf16(code)}>\n`;
    body += "endbfchar\n";
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${body}endcmap
CMapName currentdict /CMap defineresource pop
end
end`;
}

function utf16(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  let units = "";
  for (let i = 0; i < text.length; i++) units += hex16(text.charCodeAt(i));
  return units;
}

/** For text that is all ASCII. */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
