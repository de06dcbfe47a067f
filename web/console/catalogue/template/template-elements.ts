import type { TemplateBox, TemplateDesign, TypeDefinition } from "@liangzheng/contract";
import { type OnPage, onPage, pageOf, sizeOfPage } from "./template-pages.ts";

/** What can be taken hold of on a page, by its place in the template: `fields/3`, `fields/3/label`, `qr`, `seal`. */
export interface PageElement {
  readonly key: string;
  readonly kind: "field" | "label" | "text" | "photo" | "qr" | "seal" | "drawing";
  readonly box: TemplateBox;
  /** The number of its page, from 1. */
  readonly page: number;
  /** The metadata id of a field or a label, the text of a text, the figure of a drawing. */
  readonly name: string;
}

/** Millimetres that an arrow key moves by. */
const STEP = 0.5;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

/** Where the seal stands: in the middle of the fields that it is set over, and then shifted. As `libs/ofd` has it. */
export function sealBox({ seal, fields }: TemplateDesign): (TemplateBox & OnPage) | undefined {
  const over = fields.filter(({ id }) => seal.over.includes(id));
  const [first] = over;
  if (first === undefined) return undefined;
  const under = over.filter(({ on }) => on === first.on).map(({ box }) => box);
  const left = Math.min(...under.map(({ x }) => x));
  const right = Math.max(...under.map(({ x, width }) => x + width));
  const top = Math.min(...under.map(({ y }) => y));
  const bottom = Math.max(...under.map(({ y, height }) => y + height));
  return {
    x: (left + right - seal.width) / 2 + (seal.shift?.x ?? 0),
    y: (top + bottom - seal.height) / 2 + (seal.shift?.y ?? 0),
    width: seal.width,
    height: seal.height,
    ...onPage(pageOf(first)),
  };
}

/** Everything on all pages; drawings last, because they lie below the rest. */
export function elementsOf(template: TemplateDesign): readonly PageElement[] {
  const seal = sealBox(template);
  return [
    ...template.fields.flatMap((field, i): PageElement[] => {
      const { id: name, box, label } = field;
      const page = pageOf(field);
      return [
        { key: `fields/${i}`, kind: "field", box, page, name },
        ...(label ? [{ key: `fields/${i}/label`, kind: "label", box: label.box, page, name } as const] : []),
      ];
    }),
    ...template.texts.map(
      (one, i): PageElement => ({
        key: `texts/${i}`,
        kind: "text",
        box: one.box,
        page: pageOf(one),
        name: one.text,
      }),
    ),
    ...alone("photo", "photo", template.photo),
    ...alone("qr", "qr", template.qr),
    ...alone("seal", "seal", seal),
    ...(template.moreSeals ?? []).flatMap((box, i) => alone(`moreSeals/${i}`, "seal", box, String(i + 2))),
    ...template.drawings.map(
      (one, i): PageElement => ({
        key: `drawings/${i}`,
        kind: "drawing",
        box: one.box,
        page: pageOf(one),
        name: one.draw,
      }),
    ),
  ];
}

const alone = (
  key: string,
  kind: PageElement["kind"],
  place: (TemplateBox & OnPage) | undefined,
  name = "",
): PageElement[] => {
  if (!place) return [];
  const { on: _, ...box } = place;
  return [{ key, kind, box, page: pageOf(place), name }];
};

export type Printed = TemplateDesign["texts"][number];
type Field = TemplateDesign["fields"][number];

const replaced = <T>(list: readonly T[], at: number, change: (item: T) => T): T[] =>
  list.map((item, i) => (i === at ? change(item) : item));

/** The text, label or field under a key; nothing for a box without text. */
export function printedAt(template: TemplateDesign, key: string): Partial<Printed> | undefined {
  const [list, at, part] = key.split("/");
  if (list === "texts") return template.texts[Number(at)];
  if (list !== "fields") return undefined;
  return part === "label" ? template.fields[Number(at)]?.label : template.fields[Number(at)];
}

type PrintedChange = Partial<Pick<Printed, "text" | "style">> & {
  readonly align?: Printed["align"] | undefined;
};

/** A change of the text, style or alignment under a key. */
export function withPrinted(template: TemplateDesign, key: string, change: PrintedChange): TemplateDesign {
  const apply = <T extends Field | Printed>(item: T): T => {
    const { align: _, ...rest } = { ...item, ...change };
    const align = "align" in change ? change.align : item.align;
    return { ...rest, ...(align && { align }) } as unknown as T;
  };
  const [list, at, part] = key.split("/");
  if (list === "texts") return { ...template, texts: replaced(template.texts, Number(at), apply) };
  if (list !== "fields") return template;
  const change2 = (field: Field): Field =>
    part === "label" ? (field.label ? { ...field, label: apply(field.label) } : field) : apply(field);
  return { ...template, fields: replaced(template.fields, Number(at), change2) };
}

/** A box is put where it shall stand. The seal keeps hanging on its fields: what changes is its shift. */
export function withBox(template: TemplateDesign, key: string, wanted: TemplateBox): TemplateDesign {
  const box = {
    x: Math.max(0, hundredths(wanted.x)),
    y: Math.max(0, hundredths(wanted.y)),
    width: Math.max(0.05, hundredths(wanted.width)),
    height: Math.max(0.05, hundredths(wanted.height)),
  };
  const [list, at, part] = key.split("/");
  const index = Number(at);
  switch (list) {
    case "fields":
      return {
        ...template,
        fields: replaced(template.fields, index, (field) =>
          part === "label"
            ? field.label
              ? { ...field, label: { ...field.label, box } }
              : field
            : { ...field, box },
        ),
      };
    case "texts":
      return { ...template, texts: replaced(template.texts, index, (text) => ({ ...text, box })) };
    case "drawings":
      return { ...template, drawings: replaced(template.drawings, index, (one) => ({ ...one, box })) };
    case "moreSeals":
      return {
        ...template,
        moreSeals: replaced(template.moreSeals ?? [], index, ({ on }) => ({ ...box, ...(on && { on }) })),
      };
    case "photo":
    case "qr":
      return { ...template, [list]: { ...box, ...onPage(pageOf(template[list] ?? {})) } };
    case "seal": {
      const { shift: _, ...seal } = { ...template.seal, width: box.width, height: box.height };
      const free = sealBox({ ...template, seal });
      if (!free) return template;
      const shift = { x: hundredths(wanted.x - free.x), y: hundredths(wanted.y - free.y) };
      return { ...template, seal: shift.x === 0 && shift.y === 0 ? seal : { ...seal, shift } };
    }
    default:
      return template;
  }
}

/** By the arrow keys: a step to a side, or with Shift the width and height. */
export function stepped(box: TemplateBox, key: string, resize: boolean): TemplateBox | undefined {
  const [dx, dy] =
    key === "ArrowLeft"
      ? [-STEP, 0]
      : key === "ArrowRight"
        ? [STEP, 0]
        : key === "ArrowUp"
          ? [0, -STEP]
          : key === "ArrowDown"
            ? [0, STEP]
            : [0, 0];
  if (dx === 0 && dy === 0) return undefined;
  return resize
    ? { ...box, width: box.width + dx, height: box.height + dy }
    : { ...box, x: box.x + dx, y: box.y + dy };
}

/** Takes something away; what data need, the server asks for again. */
export function without(template: TemplateDesign, key: string): TemplateDesign {
  const [list, at, part] = key.split("/");
  const others = <T>(items: readonly T[]): T[] => items.filter((_, i) => i !== Number(at));
  const { qr, photo, ...rest } = template;
  switch (list) {
    case "texts":
      return { ...template, texts: others(template.texts) };
    case "drawings":
      return { ...template, drawings: others(template.drawings) };
    case "fields":
      if (part !== "label") return { ...template, fields: others(template.fields) };
      return {
        ...template,
        fields: replaced(template.fields, Number(at), ({ label: _, ...field }) => field),
      };
    case "qr":
      return { ...rest, ...(photo && { photo }) };
    case "photo":
      return { ...rest, ...(qr && { qr }) };
    default:
      return template;
  }
}

/** Metadata that say the same as a datum of the face (GB/T 36903): a page prints one of the two. */
const SAME: Readonly<Record<string, string>> = {
  number: "ZZBH",
  "holder-name": "CZZT",
  "holder-code": "CZZTDM",
  "issuer-name": "ZZBFJG",
  "issued-on": "ZZBFRQ",
  "valid-to": "ZZYXQJZRQ",
};

type Face = Pick<TypeDefinition, "fields">;

/** Data of the face that a page has no place for. */
export const missingFrom = (template: TemplateDesign, { fields }: Face): TypeDefinition["fields"] => {
  const printed = new Set(template.fields.map(({ id }) => id));
  return fields.filter(
    ({ id, kind, from, printed: shown }) =>
      shown !== false &&
      (kind === "photo"
        ? template.photo === undefined
        : !printed.has(`KZ_${id}`) && !printed.has(SAME[from ?? ""] ?? "")),
  );
};

/** A free place of this size on a page, looked for from the top; the corner of the page when there is none. */
export function freePlace(template: TemplateDesign, width: number, height: number, page = 1): TemplateBox {
  const sheet = sizeOfPage(template, page);
  const taken = elementsOf(template)
    .filter((one) => one.kind !== "drawing" && one.page === page)
    .map(({ box }) => box);
  const margin = 20;
  for (let y = margin; y + height <= sheet.height - margin; y += 2) {
    for (let x = margin; x + width <= sheet.width - margin; x += 4) {
      const hit = taken.some(
        (box) => box.x < x + width && x < box.x + box.width && box.y < y + height && y < box.y + box.height,
      );
      if (!hit) return { x, y, width, height };
    }
  }
  return { x: 0, y: 0, width, height };
}

/** The style that most fields have. */
const commonStyle = ({ fields, styles }: TemplateDesign): string => {
  const uses = new Map<string, number>();
  for (const { style } of fields) uses.set(style, (uses.get(style) ?? 0) + 1);
  const [most] = [...uses].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? Object.keys(styles)[0] ?? "value";
};

/** A datum is put, with its label before it, where the page has room. */
export function withDatum(
  template: TemplateDesign,
  { id, label }: { readonly id: string; readonly label: string },
  page = 1,
): TemplateDesign {
  const place = freePlace(template, 76, 8, page);
  const style = commonStyle(template);
  const labelStyle = Object.hasOwn(template.styles, "label") ? "label" : style;
  const field = {
    id,
    box: { ...place, x: place.x + 26, width: 50 },
    style,
    label: { text: label, box: { ...place, width: 24 }, style: labelStyle },
    ...onPage(page),
  };
  return { ...template, fields: [...template.fields, field] };
}

/** The template of a definition whose fields were changed: what is gone goes, what is new finds a place. */
export function reconciled(template: TemplateDesign, face: Face): TemplateDesign {
  const ids = new Set(
    face.fields
      .filter(({ printed, kind }) => printed !== false && kind !== "photo")
      .map(({ id }) => `KZ_${id}`),
  );
  let next: TemplateDesign = {
    ...template,
    fields: template.fields.filter(({ id }) => !id.startsWith("KZ_") || ids.has(id)),
  };
  if (next.photo && !face.fields.some(({ kind }) => kind === "photo")) next = without(next, "photo");
  for (const { id, label, kind } of missingFrom(next, face))
    next =
      kind === "photo"
        ? { ...next, photo: freePlace(next, 26, 36) }
        : withDatum(next, { id: `KZ_${id}`, label });
  return next;
}

/** The element that a fault of the server points at. */
export const keyOfFault = (field: string): string | undefined =>
  /^\/template\/(fields\/\d+\/label|fields\/\d+|texts\/\d+|drawings\/\d+|moreSeals\/\d+|photo|qr|seal)/.exec(
    field,
  )?.[1];
