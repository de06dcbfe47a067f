import { palette } from "./certificate-artwork.ts";
import type { Box, FieldKind, TextStyle } from "./template.ts";
import type { DesignField, Drawing } from "./template-design.ts";

/** A field of the face as a catalogue describes it. */
export interface StandardField {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind | "photo";
  readonly required?: boolean;
}

export interface Grid {
  readonly styles: Readonly<Record<"label" | "value" | "long", TextStyle>>;
  readonly fields: readonly DesignField[];
  readonly drawings: readonly Drawing[];
}

type TextField = StandardField & { readonly kind: FieldKind };

interface Row {
  readonly cells: readonly TextField[];
  readonly isLong: boolean;
}

const gap = 8;

/**
 * Labels and values in one column or two: long texts and the first field (the holder, as a rule) take a whole row.
 * Rows beside the photo are shortened; heights share the area, so any number of fields finds its place.
 */
export function layGrid(
  all: readonly StandardField[],
  area: Box,
  photo: Box | undefined,
  columns: 1 | 2,
): Grid {
  const rows = makeRows(
    all.filter((field): field is TextField => field.kind !== "photo"),
    columns,
  );
  const long = rows.filter(({ isLong }) => isLong).length;
  // A long text is worth 2.4 rows, or less where plain rows would otherwise sink below 5 mm.
  const weight = Math.min(2.4, Math.max(1, (area.height / 5 - (rows.length - long)) / Math.max(1, long)));
  const weigh = (row: Row): number => (row.isLong ? weight : 1);
  const total = rows.reduce((sum, row) => sum + weigh(row), 0);
  const unit = Math.min(13.5, area.height / Math.max(1, total));
  const size = Math.min(5, Math.max(2.6, unit * 0.46));
  const grid = { fields: [] as DesignField[], drawings: [] as Drawing[] };

  // Columns stand where the shortened rows put them, all the way down.
  const narrow = photo === undefined ? area.width : photo.x - gap - area.x;
  const column = (narrow - gap * (columns - 1)) / columns;
  let y = area.y + Math.max(0, area.height - unit * total) / 3;
  for (const row of rows) {
    const height = unit * weigh(row);
    const beside = photo !== undefined && y < photo.y + photo.height + 1;
    const width = beside ? photo.x - gap - area.x : area.width;
    row.cells.forEach((field, index) => {
      const x = area.x + index * (column + gap);
      const isLast = index === row.cells.length - 1;
      const isAlone =
        row.cells.length === 1 && field.kind !== "long-text" && row !== rows[0] && columns === 2;
      const cell = isLast && !isAlone ? area.x + width - x : column;
      addCell(grid, field, { x, y, width: cell, height }, size, unit, all);
    });
    y += height;
  }
  const label: TextStyle = {
    face: "sans",
    size: size * 0.86,
    minimumSize: Math.min(size * 0.86, 1.5),
    align: "spread",
    vertical: "middle",
    colour: palette.deepGold,
    lineHeight: 1.25,
  };
  const value: TextStyle = {
    face: "serif",
    size,
    minimumSize: Math.min(size, 2.1),
    align: "left",
    vertical: "middle",
    colour: palette.ink,
    lineHeight: 1.25,
  };
  return { styles: { label, value, long: { ...value, vertical: "top", lineHeight: 1.45 } }, ...grid };
}

function makeRows(fields: readonly TextField[], columns: 1 | 2): readonly Row[] {
  const rows: Row[] = [];
  let open: TextField[] = [];
  const close = (): void => {
    if (open.length > 0) rows.push({ cells: open, isLong: false });
    open = [];
  };
  for (const [index, field] of fields.entries()) {
    if (field.kind === "long-text") {
      close();
      rows.push({ cells: [field], isLong: true });
    } else {
      open.push(field);
      if (open.length === columns || index === 0) close();
    }
  }
  close();
  return rows;
}

function addCell(
  grid: { fields: DesignField[]; drawings: Drawing[] },
  { id, kind, label }: TextField,
  box: Box,
  size: number,
  unit: number,
  all: readonly StandardField[],
): void {
  const isLong = kind === "long-text";
  const longest = Math.max(4, ...all.map((field) => Math.min(9, [...field.label].length)));
  const labelWidth = Math.min(size * 0.86 * longest * 1.04, box.width * 0.42);
  const pad = unit * 0.1;
  const labelHeight = isLong ? unit : box.height;
  const left = box.x + labelWidth + 4;
  const value = { x: left, y: box.y + pad, width: box.x + box.width - left, height: box.height - pad };
  grid.fields.push({
    id,
    box: isLong ? { ...value, y: value.y + unit * 0.12, height: value.height - unit * 0.12 } : value,
    style: isLong ? "long" : "value",
    label: {
      text: label,
      box: { x: box.x, y: box.y + pad, width: labelWidth, height: labelHeight - pad },
      style: "label",
      ...([...label].length <= longest ? {} : { align: "left" }),
    },
  });
  const rule = { x: left - 1, y: box.y + box.height - 0.09, width: value.width + 1, height: 0.18 };
  grid.drawings.push({ draw: "area", box: rule, colour: palette.softGold });
}
