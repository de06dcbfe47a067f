import { concat, encodeUtf8 } from "@liangzheng/bytes";
import { type OfdDocument, readPageContent, type Stamp, XmlSource } from "@liangzheng/ofd";
import { drawPage, type PageResources } from "./draw-page.ts";
import { PdfError } from "./error.ts";
import { openFont, type PdfFont, putFont } from "./font.ts";
import { licenceXmp } from "./licence-xmp.ts";
import { header, ObjectFile, type ObjectNumber } from "./object-file.ts";
import { decimal, decimals, textString } from "./pdf-text.ts";
import { putPicture } from "./picture.ts";
import type { PdfPorts } from "./ports.ts";
import { showLine } from "./show-line.ts";
import { srgbProfile } from "./srgb-profile.ts";

export interface TwinInput {
  readonly document: OfdDocument;
  /** The seals as they stand on the pages. The first is what the signature in the field `p256` looks like. */
  readonly stamps: readonly Stamp[];
  /** SM3 of the OFD file, hexadecimal. */
  readonly originalDigest: string;
  /** A TrueType font with these characters, for the line that says what this file is. */
  readonly subset: (text: string) => Uint8Array;
}

/** A PDF that is complete but for its signatures: the same input gives the same bytes. */
export interface UnsignedTwin {
  readonly bytes: Uint8Array;
  readonly fields: readonly SignatureField[];
  /** Trailer entries that every update repeats. */
  readonly trailer: string;
  /** First number without an object. */
  readonly size: number;
  /** Where the last cross-reference table stands. */
  readonly table: number;
}

/** A field that stands in the file and waits for its signature (ISO 32000-1 §12.7.4.5). */
export interface SignatureField {
  readonly name: string;
  readonly object: ObjectNumber;
  /** Its dictionary, without the brackets around it. */
  readonly entries: string;
}

export const noteText = "本文件为电子证照 OFD 原件的 PDF 副本，以原件为准";

const pointsPerMm = 72 / 25.4;
const grey = "0.35 0.35 0.35 rg\n";

/**
 * The twin of a licence as PDF/A-2b (ISO 19005-2): drawn from the OFD file itself, so that it cannot say
 * anything else, with the OFD's own fonts.
 * @throws PdfError for what is not drawn here, OfdError for what the file does not hold.
 */
export function writeTwin(input: TwinInput, ports: PdfPorts): UnsignedTwin {
  const { document, stamps, originalDigest, subset } = input;
  const file = new ObjectFile();
  const catalog = file.reserve();
  const pages = file.reserve();
  const source = new XmlSource(document.package);
  const sheets = document.pages.map((_, at): Sheet => {
    const content = readPageContent(source, document, at);
    const { width, height } = content.area.physicalBox;
    return { object: file.reserve(), content, width, height };
  });
  // The signatures stand where the first seal does.
  const signed = sheets.find(({ content }) => content.id === stamps[0]?.pageId) ?? sheets[0];
  if (signed === undefined) throw new PdfError("unsupported-object", "no page");

  const used = usedResources(input, file, ports);
  const identifier = document.docInfo.customDatas.find(({ name }) => name === "ZZBS")?.value ?? "";
  const note = `${noteText}　证照标识 ${identifier}`;
  const noteFont = openFont("Note", "Note", subset(note));
  const [first, ...others] = stamps;
  const own = first?.pageId === signed.content.id ? first : undefined;
  const marks = marksOf(own === undefined ? stamps : others, file, ports);
  const streams = sheets.map(({ content, width, height }) => {
    const operators =
      `q ${decimals([pointsPerMm, 0, 0, -pointsPerMm, 0, height * pointsPerMm])} cm\n` +
      `${drawPage(content, used.resources)}${marks.drawn(content.id)}` +
      `${grey}${drawNote(note, noteFont, width, height)}Q\n`;
    return file.putStream("/Filter/FlateDecode", ports.deflate(encodeUtf8(operators)));
  });
  const fonts = [...used.fonts.values(), noteFont].map(
    (font) => `/${font.name} ${putFont(file, font, ports)} 0 R`,
  );
  const pictures = [...used.pictures].map(([id, object]) => `/P${id} ${object} 0 R`);

  const height = signed.height * pointsPerMm;
  const fields = [
    putField(file, signed.object, "p256", height, own, ports),
    putField(file, signed.object, "sm2", height, undefined, ports),
  ];
  const references = fields.map(({ object }) => `${object} 0 R`).join(" ");
  const resources = `/Resources<</Font<<${fonts.join("")}>>/XObject<<${pictures.join("")}${marks.pictures}>>${marks.states}>>`;
  sheets.forEach((sheet, at) => {
    const size = decimals([sheet.width * pointsPerMm, sheet.height * pointsPerMm]);
    const annotations = sheet === signed ? `/Annots[${references}]` : "";
    file.put(
      `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 ${size}]/Contents ${streams[at]} 0 R${annotations}` +
        `/Group<</S/Transparency/CS/DeviceRGB>>${resources}>>`,
      sheet.object,
    );
  });
  const kids = sheets.map(({ object }) => `${object} 0 R`).join(" ");
  file.put(`<</Type/Pages/Kids[${kids}]/Count ${sheets.length}>>`, pages);
  const metadata = file.putStream(
    "/Type/Metadata/Subtype/XML",
    encodeUtf8(licenceXmp(document.docInfo, originalDigest)),
  );
  const profile = file.putStream("/N 3/Filter/FlateDecode", ports.deflate(srgbProfile()));
  file.put(
    `<</Type/Catalog/Pages ${pages} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>/Metadata ${metadata} 0 R` +
      `/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile ${profile} 0 R>>]` +
      // 3: there are signatures, and whoever saves the file must append to it (§12.7.2).
      `/AcroForm<</Fields[${references}]/SigFlags 3>>>>`,
    catalog,
  );
  const id = /^[0-9a-f]{32}$/.test(document.docInfo.docId ?? "") ? document.docInfo.docId : "0".repeat(32);
  const trailer = `/Root ${catalog} 0 R/ID[<${id}><${id}>]`;
  const { bytes, table } = file.finish(header.length, trailer);
  return { bytes: concat(header, bytes), fields, trailer, size: file.size, table };
}

/** A page of the OFD, and the object that it becomes. Millimetres. */
interface Sheet {
  readonly object: ObjectNumber;
  readonly content: ReturnType<typeof readPageContent>;
  readonly width: number;
  readonly height: number;
}

/** Seals besides the one that a signature looks like: those of other bodies, and the strips on the edges (骑缝章). */
function marksOf(stamps: readonly Stamp[], file: ObjectFile, ports: PdfPorts) {
  const names = new Map<Uint8Array, string>();
  let pictures = "";
  for (const { picture } of stamps) {
    if (names.has(picture.bytes)) continue;
    const name = `Mark${names.size}`;
    names.set(picture.bytes, name);
    pictures += `/${name} ${putPicture(file, picture.bytes, ports)} 0 R`;
  }
  const drawn = (pageId: string): string =>
    stamps
      .filter((stamp) => stamp.pageId === pageId)
      .map(({ boundary: { x, y, width, height }, clip, picture }) => {
        const seen = clip && decimals([x + clip.x, y + clip.y, clip.width, clip.height]);
        const clipped = seen === undefined ? "" : `${seen} re W n `;
        const place = decimals([width, 0, 0, -height, x, y + height]);
        return `q /Ink gs ${clipped}${place} cm /${names.get(picture.bytes)} Do Q\n`;
      })
      .join("");
  // Like ink: what is printed beneath stays readable.
  return { drawn, pictures, states: stamps.length === 0 ? "" : "/ExtGState<</Ink<</BM/Multiply>>>>" };
}

/** Fonts and pictures of the OFD that the pages come to need, each put once. */
function usedResources({ document }: TwinInput, file: ObjectFile, ports: PdfPorts) {
  const { package: pkg, resources: known } = document;
  const fonts = new Map<string, PdfFont>();
  const pictures = new Map<string, ObjectNumber>();
  const resources: PageResources = {
    font(id) {
      const open = fonts.get(id);
      if (open !== undefined) return open;
      const font = known.fonts.get(id);
      if (font?.file === undefined || !pkg.has(font.file))
        throw new PdfError("unsupported-font", "not embedded");
      const opened = openFont(`F${fonts.size}`, font.name, pkg.read(font.file));
      fonts.set(id, opened);
      return opened;
    },
    picture(id) {
      const path = known.media.get(id)?.path;
      if (!/^\d+$/.test(id) || path === undefined || !pkg.has(path))
        throw new PdfError("unsupported-picture", "not in the file");
      if (!pictures.has(id)) pictures.set(id, putPicture(file, pkg.read(path), ports));
      return `P${id}`;
    },
  };
  return { resources, fonts, pictures };
}

/** Clear of the rosettes in the corners: millimetres. */
const noteMargin = 25;

/** Centred between the frame and the lower edge; a long identifier makes it smaller. */
function drawNote(text: string, font: PdfFont, width: number, height: number): string {
  let ems = 0;
  for (const character of text) ems += font.width(font.glyph(character.codePointAt(0) ?? 0)) / 1000;
  const size = Math.min(2.6, (width - 2 * noteMargin) / ems);
  return showLine({
    text,
    font,
    size,
    matrix: [1, 0, 0, -1, (width - ems * size) / 2, height - 3.4],
    starts: [],
  });
}

/** A field with its widget: where a seal stands, the seal is what the signature looks like; else nothing is seen of it. */
function putField(
  file: ObjectFile,
  page: ObjectNumber,
  name: string,
  sheetHeight: number,
  stamp: Stamp | undefined,
  ports: PdfPorts,
): SignatureField {
  // 132: printed, and not to be moved (§12.5.3).
  const shared = `/Type/Annot/Subtype/Widget/FT/Sig/T(${name})/TU${textString(titles[name] ?? name)}/F 132/P ${page} 0 R`;
  if (stamp === undefined) {
    const entries = `${shared}/Rect[0 0 0 0]`;
    return { name, entries, object: file.put(`<<${entries}>>`) };
  }
  if (stamp.clip !== undefined) throw new PdfError("unsupported-object", "part of a seal");
  const { x, y, width, height } = stamp.boundary;
  const [across, down] = [width * pointsPerMm, height * pointsPerMm];
  const left = x * pointsPerMm;
  const low = sheetHeight - (y + height) * pointsPerMm;
  const picture = putPicture(file, stamp.picture.bytes, ports);
  // Like ink: what is printed beneath stays readable.
  const appearance = file.putStream(
    `/Type/XObject/Subtype/Form/BBox[0 0 ${decimals([across, down])}]` +
      `/Resources<</XObject<</Seal ${picture} 0 R>>/ExtGState<</Ink<</BM/Multiply>>>>>>`,
    encodeUtf8(`/Ink gs ${decimal(across)} 0 0 ${decimal(down)} 0 0 cm /Seal Do`),
  );
  const entries = `${shared}/Rect[${decimals([left, low, left + across, low + down])}]/AP<</N ${appearance} 0 R>>`;
  return { name, entries, object: file.put(`<<${entries}>>`) };
}

const titles: Readonly<Record<string, string>> = {
  p256: "PDF 副本签名（P-256）",
  sm2: "PDF 副本签名（SM2）",
};
