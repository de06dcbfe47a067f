/** Millimetres from the top left corner of the page, as everywhere in GB/T 33190. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something that stands on one of several pages. */
export interface OnPage {
  /** The number of its page, from 2; the first where it is absent. */
  readonly on?: number;
}

/** The number of the page that something stands on, from 1. */
export const pageOf = ({ on }: OnPage): number => on ?? 1;

/** Millimetres. */
export interface PageExtent {
  readonly width: number;
  readonly height: number;
}

/** What a page number names: each has an extent of its own. */
export const pagesOf = ({
  page,
  morePages = [],
}: {
  readonly page: PageExtent;
  readonly morePages?: readonly PageExtent[];
}): readonly PageExtent[] => [page, ...morePages];

/** The three cuts of a licence: 宋体, 黑体 and bold 宋体, or what a server embeds in their place. */
export const faces = ["serif", "sans", "bold"] as const;
export type Face = (typeof faces)[number];

/** `spread` sets the first and last character on the edges of the box: 姓　　名. */
export const alignments = ["left", "centre", "right", "spread"] as const;
export type Alignment = (typeof alignments)[number];

export const verticalAlignments = ["top", "middle", "bottom"] as const;
export type VerticalAlignment = (typeof verticalAlignments)[number];

export interface TextStyle {
  readonly face: Face;
  /** Millimetres; a text is never set larger. */
  readonly size: number;
  /** Below this a text "does not fit" (equal to `size` when shrinking is not wanted). */
  readonly minimumSize: number;
  readonly align: Alignment;
  readonly vertical: VerticalAlignment;
  /** `#rrggbb`. */
  readonly colour: string;
  /** Extra millimetres after every character, shrinking with the size. */
  readonly letterSpacing?: number;
  /** Distance of base lines as a multiple of the size; 1.4 unless told. */
  readonly lineHeight?: number;
}

/** A text printed on every licence of the type. */
export interface FixedText extends OnPage {
  readonly text: string;
  readonly box: Box;
  readonly style: TextStyle;
}

export const fieldKinds = ["text", "long-text", "date"] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Prints the metadata item with the same id (GB/T 36903 pinyin id, `KZ_…` for a face field). */
export interface TemplateField extends OnPage {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly box: Box;
  readonly style: TextStyle;
}

/** What takes a square to itself (quarter turns and their mirror images), as a, b, c, d of a CTM: x' = ax + cy, y' = bx + dy. */
export const placements = [
  [1, 0, 0, 1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
  [1, 0, 0, -1],
] as const;
export type Placement = (typeof placements)[number];

/** Lines and areas below the texts. */
export interface Artwork extends OnPage {
  /** Its boundary, the page when absent: what lies outside is cut, and coordinates count from its corner. */
  readonly box?: Box;
  /** Then coordinates count from the middle of the box instead, and are turned or mirrored about it. */
  readonly placed?: Placement;
  /** OFD abbreviated data (GB/T 33190) in millimetres. */
  readonly path: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly lineWidth?: number;
  /** `even-odd` leaves holes where outlines overlap. */
  readonly rule?: "non-zero" | "even-odd";
}

/** The face of a licence type, as data: it can be stored, compared and reviewed. */
export interface Template {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly page: PageExtent;
  /** The second page and those behind it: a back, an annex. */
  readonly morePages?: readonly PageExtent[];
  readonly artwork: readonly Artwork[];
  readonly texts: readonly FixedText[];
  readonly fields: readonly TemplateField[];
  readonly photo?: Box & OnPage;
  readonly qr?: Box & OnPage;
  /** A seal of any size is set with its centre on the centre of this place. */
  readonly seal: Box & OnPage;
  /** Places of the seals of further bodies 联合盖章, in their order. */
  readonly moreSeals?: readonly (Box & OnPage)[];
}

/** Where a seal of this size (mm) comes to lie on the page. */
export const sealBoundary = ({ seal }: Pick<Template, "seal">, width: number, height: number): Box => ({
  x: seal.x + (seal.width - width) / 2,
  y: seal.y + (seal.height - height) / 2,
  width,
  height,
});
