import type { Alignment, Box, FieldKind, OnPage, PageExtent, TextStyle } from "./template.ts";

/** Figures that the platform draws by name, so that a design stays small enough to be read. */
export const figures = [
  "area",
  "frame",
  "rules",
  "plait",
  "fret",
  "waves",
  "net",
  "rosette",
  "emblem",
  "flourish",
] as const;
export type Figure = (typeof figures)[number];

/** One drawing below the texts, in the order of the list. */
export interface Drawing extends OnPage {
  readonly draw: Figure;
  readonly box: Box;
  /** `#rrggbb` of its lines, or of an area. */
  readonly colour: string;
  /** Inside a `frame`, and behind the corners of a `plait`. */
  readonly ground?: string;
  /** Millimetres: the band of a border (`plait`, `fret`, `rules`), the line of a `frame`. */
  readonly size?: number;
}

/** A text printed on every licence of the type, in a style of the design. */
export interface DesignText {
  readonly text: string;
  readonly box: Box;
  readonly style: string;
  /** Instead of that of the style. */
  readonly align?: Alignment;
}

/** Where a datum is printed, with the label before it. */
export interface DesignField extends Omit<DesignText, "text">, OnPage {
  /** A metadata item of `frameItems`, or a datum of the face with the prefix `KZ_`. */
  readonly id: string;
  /** On the page of the field. */
  readonly label?: DesignText;
}

/** The place of the seal hangs on what it is set over, as on paper: issuer and date (骑年盖月). */
export interface SealPlace {
  /** Fields of the design, on one page. The seal is centred on the area that their boxes take together. */
  readonly over: readonly string[];
  readonly width: number;
  readonly height: number;
  /** Millimetres to the right and down, for texts that do not stand in the middle of their boxes. */
  readonly shift?: { readonly x: number; readonly y: number };
}

/**
 * The designed template of a licence type 版式, as data of the catalogue, in millimetres from the top left corner of each
 * page. `drawDesign` makes the `Template` of it that documents are written from.
 */
export interface TemplateDesign {
  readonly page: PageExtent;
  /** The second page and those behind it. What names no page stands on the first. */
  readonly morePages?: readonly PageExtent[];
  readonly styles: Readonly<Record<string, TextStyle>>;
  readonly drawings: readonly Drawing[];
  readonly texts: readonly (DesignText & OnPage)[];
  readonly fields: readonly DesignField[];
  readonly photo?: Box & OnPage;
  readonly qr?: Box & OnPage;
  readonly seal: SealPlace;
  /** Places of the seals of further bodies 联合盖章, in their order. */
  readonly moreSeals?: readonly (Box & OnPage)[];
}

/** A datum that a type has, as its template sees it. */
export interface DesignDatum {
  /** With the prefix `KZ_`. */
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind | "photo";
  /** The item of `frameItems` that says the same: a page prints one of the two. */
  readonly same?: string;
  /** No document is written without it. */
  readonly required?: boolean;
}

/** What a design is made for. */
export interface DesignSubject {
  /** Name of the licence type; printed as the value of ZZMC. */
  readonly title: string;
  readonly data: readonly DesignDatum[];
}

export interface FrameItem {
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
}

/** Metadata of every licence (GB/T 36903) that a page may print. */
export const frameItems: ReadonlyMap<string, FrameItem> = new Map(
  Object.entries({
    ZZMC: { label: "证照名称", kind: "text", required: true },
    ZZBH: { label: "证照编号", kind: "text", required: true },
    ZZBS: { label: "证照标识", kind: "text", required: true },
    ZZBFJG: { label: "证照颁发机构", kind: "text", required: true },
    ZZBFRQ: { label: "证照颁发日期", kind: "date", required: true },
    ZZYXQQSRQ: { label: "有效期起始日期", kind: "date", required: false },
    ZZYXQJZRQ: { label: "有效期截止日期", kind: "date", required: false },
    CZZT: { label: "持证主体", kind: "text", required: false },
    CZZTDM: { label: "持证主体代码", kind: "text", required: false },
  }),
);

/** A style by its name; names that every object has are no styles. */
export const styleNamed = (
  { styles }: Pick<TemplateDesign, "styles">,
  name: string,
): TextStyle | undefined => (Object.hasOwn(styles, name) ? styles[name] : undefined);

/** The smallest box around all of these. */
export function unionOf(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

/** Where the seal of a design comes to stand, undefined when none of its fields is there: on the page of the first one. */
export function sealBox({
  seal,
  fields,
}: Pick<TemplateDesign, "seal" | "fields">): (Box & OnPage) | undefined {
  const over = fields.filter(({ id }) => seal.over.includes(id));
  const [first] = over;
  if (first === undefined) return undefined;
  const place = unionOf(over.filter(({ on }) => on === first.on).map(({ box }) => box));
  const { x, y } = seal.shift ?? { x: 0, y: 0 };
  return {
    x: place.x + (place.width - seal.width) / 2 + x,
    y: place.y + (place.height - seal.height) / 2 + y,
    width: seal.width,
    height: seal.height,
    ...onPage(first),
  };
}

/** The page of one thing, for another that stands there too. */
export const onPage = ({ on }: OnPage): OnPage => (on === undefined ? {} : { on });
