/** What every benchmark ends with: rows for people, and notes on method and power. */
export interface BenchTable {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  notes: string[];
}

/** The table as Markdown; numbers from the second column on are set flush right. */
export function printTable({ title, columns, rows, notes }: BenchTable): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(show).join(" | ")} |`;
  const rule = columns.map((_, i) => (i === 0 ? "---" : "---:"));
  return [
    `### ${title}`,
    "",
    line(columns),
    line(rule),
    ...rows.map(line),
    "",
    ...notes.map((note) => `- ${note}`),
    "",
  ].join("\n");
}

const show = (cell: string | number): string =>
  typeof cell === "string" ? cell : cell.toLocaleString("en", { maximumFractionDigits: cell < 100 ? 2 : 0 });

/** The middle one; of an even number, the lower of the two in the middle. `NaN` of none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
