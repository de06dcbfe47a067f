import { palette } from "./certificate-artwork.ts";
import { drawDesign } from "./draw-design.ts";
import { layGrid, type StandardField } from "./standard-grid.ts";
import type { Box, Template, TextStyle } from "./template.ts";
import type { DesignField, Drawing, TemplateDesign } from "./template-design.ts";

export interface StandardTemplateInput {
  /** Name of the licence type; printed as the value of ZZMC. */
  readonly title: string;
  /** What the issuer is called on this type: 发证机关, 登记机关, 核发机关. */
  readonly issuerLabel: string;
  /** At most one of kind `photo`. Ids carry the prefix KZ_ where the standard wants it. */
  readonly fields: readonly StandardField[];
  readonly landscape: boolean;
  /** Prints 有效期 … 至 …; true unless told. */
  readonly validity?: boolean;
}

interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly band: number;
  readonly ornament: number;
  readonly titleSize: number;
  readonly columns: 1 | 2;
}

const landscape: Sheet = {
  width: 297,
  height: 210,
  margin: 8,
  band: 8.5,
  ornament: 8,
  titleSize: 13.5,
  columns: 2,
};
const portrait: Sheet = {
  width: 210,
  height: 297,
  margin: 8,
  band: 8.5,
  ornament: 10,
  titleSize: 13,
  columns: 1,
};

const photoSize = { width: 31, height: 43 };

/** The page of a document whose design nobody keeps: a report, a test. */
export const standardTemplate = (input: StandardTemplateInput): Template =>
  drawDesign(standardDesign(input), { title: input.title, data: input.fields });

/**
 * A dignified face for any licence type, on A4, from which a designer begins: double border with rosettes, pale
 * guilloche ground, title, number, the fields, QR code with the identifier, and the issuer and date under the place of
 * the seal. It prints the metadata ZZMC, ZZBH, ZZBS, ZZBFJG, ZZBFRQ, ZZYXQQSRQ and ZZYXQJZRQ besides the fields asked
 * for. It is also how definitions older than designs are read, so what it gives for an input stays what it is.
 */
export function standardDesign(input: StandardTemplateInput): TemplateDesign {
  const sheet = input.landscape ? landscape : portrait;
  const outer: Box = {
    x: sheet.margin,
    y: sheet.margin,
    width: sheet.width - 2 * sheet.margin,
    height: sheet.height - 2 * sheet.margin,
  };
  const centre = sheet.width / 2;
  const left = outer.x + sheet.band + (input.landscape ? 17 : 12);
  const inner = sheet.width - 2 * left;
  const flower = outer.y + sheet.band + 6 + sheet.ornament;
  const titleTop = flower + sheet.ornament + 3;
  const rule = titleTop + sheet.titleSize * 1.35 + 3;
  const foot = outer.y + outer.height - sheet.band - (input.landscape ? 47 : 54);
  const numberTop = rule + 4.5;
  const validity = input.validity ?? true;
  // On a narrow sheet the term stands below the number, which may be long.
  const numberHeight = validity && !input.landscape ? 16 : 9;
  const gridTop = numberTop + numberHeight;
  const hasPhoto = input.fields.some(({ kind }) => kind === "photo");
  const photo: Box = { x: left + inner - photoSize.width, y: gridTop + 2, ...photoSize };
  const grid = layGrid(
    input.fields,
    { x: left, y: gridTop, width: inner, height: foot - gridTop - 2 },
    hasPhoto ? photo : undefined,
    input.fields.length > 6 ? sheet.columns : 1,
  );
  const number = { x: left, y: numberTop, width: inner, height: 7 };
  const sign: Box = { x: left + inner - 74, y: foot, width: 74, height: 44 };
  const qr: Box = { x: left + 2.4, y: foot + (input.landscape ? 5 : 15), width: 25, height: 25 };
  const title = { x: left, y: titleTop, width: inner, height: sheet.titleSize * 1.35 };
  const identifier = { x: left, y: qr.y + qr.height + (input.landscape ? 3.4 : 5), width: 118, height: 5 };
  return inHundredths({
    page: { width: sheet.width, height: sheet.height },
    styles: { title: titleStyle(input.title, sheet), ...frameStyles, ...grid.styles },
    drawings: [
      ...paperOf(sheet, outer),
      { draw: "emblem", box: around(centre, flower, sheet.ornament, sheet.ornament), colour: palette.gold },
      { draw: "flourish", box: around(centre, rule, 62, 1), colour: palette.gold },
      ...(hasPhoto ? [matFor(photo, 0.7, "#fbf5e6")] : []),
      ...grid.drawings,
      matFor(qr, 2.4, "#ffffff"),
    ],
    texts: [],
    fields: [
      { id: "ZZMC", box: title, style: "title" },
      ...numberLine(number, validity, input.landscape),
      ...grid.fields,
      { id: "ZZBS", box: identifier, style: "identifier" },
      {
        id: "ZZBFJG",
        box: { ...sign, y: sign.y + 9.5, height: 8.5 },
        style: "issuer",
        label: {
          text: input.issuerLabel,
          box: { x: sign.x - 24, y: sign.y + 9.5, width: 24, height: 8.5 },
          style: "issuer-label",
        },
      },
      { id: "ZZBFRQ", box: { ...sign, y: sign.y + 25, height: 7 }, style: "day" },
    ],
    ...(hasPhoto ? { photo } : {}),
    qr,
    seal: { over: ["ZZBFJG", "ZZBFRQ"], width: 42, height: 42, shift: { x: 0, y: 1.75 } },
  });
}

/** Ten micrometres are finer than any press, and numbers that people can read. */
function inHundredths(design: TemplateDesign): TemplateDesign {
  const round = (value: unknown): unknown => {
    if (typeof value === "number") return Math.round(value * 100) / 100;
    if (Array.isArray(value)) return value.map(round);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, round(inner)]));
  };
  return round(design) as TemplateDesign;
}

const around = (x: number, y: number, halfWidth: number, halfHeight: number): Box => ({
  x: x - halfWidth,
  y: y - halfHeight,
  width: 2 * halfWidth,
  height: 2 * halfHeight,
});

const matFor = ({ x, y, width, height }: Box, by: number, ground: string): Drawing => ({
  draw: "frame",
  box: { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by },
  colour: palette.softGold,
  ground,
});

function paperOf(sheet: Sheet, outer: Box): readonly Drawing[] {
  const { band, width, height } = sheet;
  const inside = around(width / 2, height / 2, outer.width / 2 - band, outer.height / 2 - band);
  const radius = Math.min(inside.width, inside.height) * 0.4;
  return [
    { draw: "area", box: { x: 0, y: 0, width, height }, colour: palette.paper },
    { draw: "waves", box: inside, colour: palette.paleGold },
    { draw: "rosette", box: around(width / 2, height / 2, radius, radius), colour: "#f1e5c8" },
    { draw: "plait", box: outer, colour: palette.gold, ground: palette.paper, size: band },
  ];
}

const style = (base: Partial<TextStyle> & { size: number }): TextStyle => ({
  face: "serif",
  minimumSize: Math.min(base.size, 2.1),
  align: "left",
  vertical: "middle",
  colour: palette.ink,
  lineHeight: 1.2,
  ...base,
});

const note = style({ face: "sans", size: 3.4, colour: palette.deepGold });
const frameStyles = {
  number: style({ size: 3.9 }),
  term: style({ size: 3.9, align: "centre" }),
  note,
  "note-right": { ...note, align: "right" },
  identifier: style({ face: "sans", size: 2.5, minimumSize: 1.8, colour: palette.deepGold }),
  issuer: style({ size: 5.2, minimumSize: 2.6, align: "centre" }),
  day: style({ size: 4.8, align: "centre" }),
  "issuer-label": style({ face: "sans", size: 3.8, align: "right", colour: palette.deepGold }),
} as const satisfies Record<string, TextStyle>;

/** Short titles are set wide, as on every certificate of the country. */
function titleStyle(title: string, { titleSize: size }: Sheet): TextStyle {
  const count = [...title].length;
  const letterSpacing = size * (count <= 4 ? 0.7 : count <= 8 ? 0.32 : 0.1);
  return style({
    face: "bold",
    size,
    minimumSize: 5,
    align: "centre",
    colour: palette.crimson,
    letterSpacing,
  });
}

function numberLine(box: Box, validity: boolean, oneLine: boolean): readonly DesignField[] {
  const half = box.width / 2;
  const dateWidth = 33;
  const right = box.x + box.width;
  const at = (x: number, width: number): Box => ({ ...box, x, width });
  const below = (x: number, width: number): Box => ({ ...at(x, width), y: oneLine ? box.y : box.y + 7.5 });
  const width = validity && oneLine ? half - 12 : box.width - 10;
  const from = oneLine ? right - 2 * dateWidth - 21 : box.x;
  const start = from + 15;
  return [
    {
      id: "ZZBH",
      box: at(box.x + 10, width),
      style: "number",
      label: { text: "编号", box: at(box.x, 9), style: "note" },
    },
    ...(validity
      ? [
          {
            id: "ZZYXQQSRQ",
            box: below(start, dateWidth),
            style: "term",
            label: { text: "有效期", box: below(from, 13), style: oneLine ? "note-right" : "note" },
          },
          {
            id: "ZZYXQJZRQ",
            box: below(start + dateWidth + 6, dateWidth),
            style: "term",
            label: { text: "至", box: below(start + dateWidth, 5), style: "note", align: "centre" } as const,
          },
        ]
      : []),
  ];
}
