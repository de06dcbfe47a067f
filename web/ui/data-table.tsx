import {
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { type MouseEvent, type ReactNode, useMemo } from "react";
import { classNames } from "./class-names.ts";
import styles from "./data-table.module.css";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";
import { Skeleton } from "./states.tsx";
import { useText } from "./text.ts";
import { uiText } from "./ui-text.ts";

const c = classNames(styles);
const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, rowSortingFeature });

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Shows a sorting button; the server sorts. */
  readonly sortable?: boolean;
  readonly align?: "start" | "end";
  /** A CSS width, for narrow columns. */
  readonly width?: string;
  /** The column that names the row: it carries the link, and is the title of the card on phones. */
  readonly main?: boolean;
  /** On phones its value stands below the label: for what needs the width. */
  readonly wide?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface DataTableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Opening a row: by address, or a panel. The row is clickable; the main cell holds the link or button. */
  readonly href?: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  /** Kept in the address by the page. */
  readonly sort?: Sort | undefined;
  readonly onSortChange?: (sort: Sort) => void;
  readonly selected?: ReadonlySet<string>;
  readonly onSelectedChange?: (selected: ReadonlySet<string>) => void;
  readonly hiddenColumns?: readonly string[];
  readonly loading?: boolean;
  /** Shown instead of rows. */
  readonly empty?: ReactNode;
  readonly density?: "comfortable" | "compact";
  /** A CSS length: rows scroll below a header that stays. Without it the page scrolls and the header with it. */
  readonly maxHeight?: string;
}

/**
 * A plain table: 500 rows cost a tenth of a second where a virtual grid costs four. Roles are written out
 * because `display: block`, which makes the cards on phones, takes the built-in ones away.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, href, onOpen, sort, onSortChange, loading, empty } = props;
  const { selected, onSelectedChange, hiddenColumns, density = "comfortable", maxHeight } = props;
  const text = useText(uiText);

  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(
    () => columns.map((column) => ({ id: column.id, accessorFn: (row: Row) => row, header: column.header })),
    [columns],
  );
  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    manualSorting: true,
    enableSortingRemoval: false,
    enableRowSelection: onSelectedChange !== undefined,
    state: {
      sorting: sort ? [{ id: sort.column, desc: sort.descending }] : [],
      rowSelection: Object.fromEntries([...(selected ?? [])].map((key) => [key, true as const])),
      columnVisibility: Object.fromEntries((hiddenColumns ?? []).map((id) => [id, false])),
    },
    onRowSelectionChange: (update) => {
      const before = Object.fromEntries([...(selected ?? [])].map((key) => [key, true as const]));
      onSelectedChange?.(new Set(Object.keys(typeof update === "function" ? update(before) : update)));
    },
  });

  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => columns.find((one) => one.id === id) ?? []);
  const width = shown.length + (onSelectedChange ? 1 : 0);
  const opens = href !== undefined || onOpen !== undefined;

  const openRow = (event: MouseEvent<HTMLTableRowElement>): void => {
    const target = event.target as Element;
    if (target.closest("a,button,input,label,select") || String(getSelection())) return;
    event.currentTarget.querySelector<HTMLElement>("[data-opens]")?.click();
  };

  return (
    <section
      className={c("frame", density)}
      aria-label={caption}
      style={maxHeight ? { maxHeight } : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      aria-busy={loading || undefined}
    >
      {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
      <table className={c("table")} role="table" aria-label={caption}>
        <thead role="rowgroup">
          <tr role="row">
            {onSelectedChange && (
              <th role="columnheader" scope="col" className={c("selectCell")}>
                <SelectBox
                  label={text.table.selectAll}
                  checked={table.getIsAllRowsSelected()}
                  mixed={table.getIsSomeRowsSelected()}
                  onChange={(on) => table.toggleAllRowsSelected(on)}
                />
              </th>
            )}
            {shown.map((column) => (
              <HeaderCell key={column.id} column={column} sort={sort} onSortChange={onSortChange} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {loading && rows.length === 0
            ? [0, 1, 2, 3, 4].map((row) => (
                <tr key={row} role="row">
                  <td role="cell" colSpan={width}>
                    <Skeleton lines={1} />
                  </td>
                </tr>
              ))
            : table.getRowModel().rows.map((row) => (
                <tr
                  key={row.id}
                  role="row"
                  className={c(opens && "opens", row.getIsSelected() && "selected")}
                  onClick={opens ? openRow : undefined}
                >
                  {onSelectedChange && (
                    <td role="cell" className={c("selectCell")}>
                      <SelectBox
                        label={text.table.select}
                        checked={row.getIsSelected()}
                        onChange={(on) => row.toggleSelected(on)}
                      />
                    </td>
                  )}
                  {shown.map((column) => (
                    <td
                      key={column.id}
                      role="cell"
                      className={c(
                        "cell",
                        column.align === "end" && "end",
                        column.main && "main",
                        column.wide && "wide",
                      )}
                    >
                      {!column.main && (
                        <span className={c("cellLabel")} aria-hidden="true">
                          {column.header}
                        </span>
                      )}
                      <div className={c("cellValue")}>
                        {column.main ? (
                          <Opener row={row.original} href={href} onOpen={onOpen}>
                            {column.cell(row.original)}
                          </Opener>
                        ) : (
                          column.cell(row.original)
                        )}
                      </div>
                    </td>
                  ))}
                </tr>
              ))}
          {!loading && rows.length === 0 && (
            <tr role="row">
              <td role="cell" colSpan={width} className={c("empty")}>
                {empty ?? text.table.empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
    </section>
  );
}

function Opener<Row>(props: {
  row: Row;
  href: ((row: Row) => string) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  children: ReactNode;
}) {
  const { row, href, onOpen, children } = props;
  if (href)
    return (
      <Link href={href(row)} className={c("opener")} data-opens="">
        {children}
      </Link>
    );
  if (onOpen)
    return (
      <button type="button" className={c("opener")} data-opens="" onClick={() => onOpen(row)}>
        {children}
      </button>
    );
  return children;
}

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSortChange: ((sort: Sort) => void) | undefined;
}) {
  const { column, sort, onSortChange } = props;
  const text = useText(uiText);
  const sorted = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : undefined;
  const sortable = column.sortable && onSortChange;
  return (
    <th
      // biome-ignore lint/a11y/noRedundantRoles: the cards on phones take the built-in role away
      role="columnheader"
      scope="col"
      className={c(column.align === "end" && "end")}
      style={column.width ? { width: column.width } : undefined}
      aria-sort={sortable ? (sorted ?? "none") : undefined}
    >
      {sortable ? (
        <button
          type="button"
          className={c("sort", sorted && "sorted")}
          title={text.table.sort(column.header)}
          onClick={() => onSortChange({ column: column.id, descending: sorted === "ascending" })}
        >
          {column.header}
          <Icon name={`sort-${sorted ?? "none"}`} size="1em" />
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

function SelectBox(props: {
  label: string;
  checked: boolean;
  mixed?: boolean;
  onChange: (on: boolean) => void;
}) {
  const { label, checked, mixed = false, onChange } = props;
  return (
    <label className={c("select")}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(input) => {
          if (input) input.indeterminate = mixed && !checked;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
