import { border, flourish, guillocheGround, ornament, palette, photoFrame } from "./certificate-artwork.ts";
import { rectangle } from "./path-data.ts";
import { layGrid, type StandardField } from "./standard-grid.ts";
import type { Artwork, Box, FixedText, Template, TemplateField, TextStyle } from "./template.ts";

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

/**
 * A dignified face for any licence type, on A4: double border with rosettes, pale guilloche ground, title, number,
 * the fields, QR code with the identifier, and the issuer and date under the place of the seal. It prints the metadata
 * ZZMC, ZZBH, ZZBS, ZZBFJG, ZZBFRQ, ZZYXQQSRQ and ZZYXQJZRQ besides the fields asked for.
 */
export function standardTemplate(input: StandardTemplateInput): Template {
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
  const gridTop = numberTop + 9;
  const hasPhoto = input.fields.some(({ kind }) => kind === "photo");
  const photo: Box = { x: left + inner - photoSize.width, y: gridTop + 2, ...photoSize };
  const grid = layGrid(
    input.fields,
    { x: left, y: gridTop, width: inner, height: foot - gridTop - 2 },
    hasPhoto ? photo : undefined,
    input.fields.length > 6 ? sheet.columns : 1,
  );
  const number = numberLine({ x: left, y: numberTop, width: inner, height: 7 }, input.validity ?? true);
  const sign = issuerPlace(input.issuerLabel, { x: left + inner - 98, y: foot, width: 98, height: 44 });
  const qr: Box = { x: left + 2.4, y: foot + (input.landscape ? 5 : 15), width: 25, height: 25 };
  const artwork: Artwork[] = [
    { path: rectangle({ x: 0, y: 0, width: sheet.width, height: sheet.height }), fill: palette.paper },
    ...guillocheGround({
      x: outer.x + sheet.band,
      y: outer.y + sheet.band,
      width: outer.width - 2 * sheet.band,
      height: outer.height - 2 * sheet.band,
    }),
    ...border(outer, sheet.band),
    ...ornament([centre, flower], sheet.ornament),
    ...flourish([centre, rule], 62),
    ...(hasPhoto ? photoFrame(photo) : []),
    ...grid.artwork,
    {
      path: rectangle({ x: qr.x - 2.4, y: qr.y - 2.4, width: qr.width + 4.8, height: qr.height + 4.8 }),
      fill: "#ffffff",
      stroke: palette.softGold,
      lineWidth: 0.2,
    },
  ];
  return {
    id: `standard-${input.landscape ? "landscape" : "portrait"}`,
    version: "1",
    title: input.title,
    page: { width: sheet.width, height: sheet.height },
    artwork,
    texts: [...number.texts, ...grid.texts, ...sign.texts],
    fields: [
      titleField(input.title, sheet, { x: left, y: titleTop, width: inner, height: sheet.titleSize * 1.35 }),
      ...number.fields,
      ...grid.fields,
      identifierField({ x: left, y: qr.y + qr.height + (input.landscape ? 3.4 : 5), width: 118, height: 5 }),
      ...sign.fields,
    ],
    ...(hasPhoto ? { photo } : {}),
    qr,
    seal: sign.seal,
  };
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

/** Short titles are set wide, as on every certificate of the country. */
function titleField(title: string, sheet: Sheet, box: Box): TemplateField {
  const count = [...title].length;
  const letterSpacing =
    count <= 4 ? sheet.titleSize * 0.7 : count <= 8 ? sheet.titleSize * 0.32 : sheet.titleSize * 0.1;
  return {
    id: "ZZMC",
    label: "证照名称",
    kind: "text",
    required: true,
    box,
    style: style({
      face: "bold",
      size: sheet.titleSize,
      minimumSize: 5,
      align: "centre",
      colour: palette.crimson,
      letterSpacing,
    }),
  };
}

function numberLine(box: Box, validity: boolean): { texts: FixedText[]; fields: TemplateField[] } {
  const small = style({ size: 3.9 });
  const label = style({ face: "sans", size: 3.4, colour: palette.deepGold });
  const half = box.width / 2;
  const dateWidth = 33;
  const right = box.x + box.width;
  const at = (x: number, width: number): Box => ({ ...box, x, width });
  const field = (id: string, name: string, place: Box, kind: "text" | "date"): TemplateField => ({
    id,
    label: name,
    kind,
    required: kind === "text",
    box: place,
    style: kind === "date" ? { ...small, align: "centre" } : small,
  });
  const number = { text: "编号", box: at(box.x, 9), style: label };
  const numberField = field("ZZBH", "证照编号", at(box.x + 10, half - 12), "text");
  if (!validity) return { texts: [number], fields: [numberField] };
  return {
    texts: [
      number,
      { text: "有效期", box: at(right - 2 * dateWidth - 21, 13), style: { ...label, align: "right" } },
      { text: "至", box: at(right - dateWidth - 6, 5), style: { ...label, align: "centre" } },
    ],
    fields: [
      numberField,
      field("ZZYXQQSRQ", "有效期起始日期", at(right - 2 * dateWidth - 6, dateWidth), "date"),
      field("ZZYXQJZRQ", "有效期截止日期", at(right - dateWidth, dateWidth), "date"),
    ],
  };
}

function identifierField(box: Box): TemplateField {
  return {
    id: "ZZBS",
    label: "证照标识",
    kind: "text",
    required: true,
    box,
    style: style({ face: "sans", size: 2.5, minimumSize: 1.8, colour: palette.deepGold }),
  };
}

/** Issuer over date with its label before it, and the seal set astride both (骑年盖月). */
function issuerPlace(label: string, box: Box): { texts: FixedText[]; fields: TemplateField[]; seal: Box } {
  const labelWidth = 24;
  const right: Box = { ...box, x: box.x + labelWidth, width: box.width - labelWidth };
  const name: Box = { ...right, y: box.y + 9.5, height: 8.5 };
  const date: Box = { ...right, y: box.y + 25, height: 7 };
  const centred = style({ size: 5.2, align: "centre" });
  return {
    texts: [
      {
        text: label,
        box: { ...name, x: box.x, width: labelWidth },
        style: style({ face: "sans", size: 3.8, align: "right", colour: palette.deepGold }),
      },
    ],
    fields: [
      {
        id: "ZZBFJG",
        label,
        kind: "text",
        required: true,
        box: name,
        style: { ...centred, minimumSize: 2.6 },
      },
      {
        id: "ZZBFRQ",
        label: "颁发日期",
        kind: "date",
        required: true,
        box: date,
        style: { ...centred, size: 4.8 },
      },
    ],
    seal: { x: right.x + right.width / 2 - 21, y: box.y + 1.5, width: 42, height: 42 },
  };
}
