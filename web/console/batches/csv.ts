/** A fault of the file as such, with the line where it stands, from 1. */
export class CsvError extends Error {
  readonly code: "unclosed-quote" | "stray-quote" | "no-rows";
  readonly line: number;
  constructor(code: CsvError["code"], line: number) {
    super(`${code} in line ${line}`);
    this.name = "CsvError";
    this.code = code;
    this.line = line;
  }
}

export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * RFC 4180, strictly: a quote opens a cell only at its beginning and closes it only at its end. Tabs may stand for
 * commas, because that is what a spreadsheet puts on the clipboard. Empty lines are skipped.
 * @throws CsvError
 */
export function parseCsv(text: string): readonly CsvRecord[] {
  const source = text.replace(/^\uFEFF/, "");
  const [head = ""] = source.split(/\r?\n/, 1);
  const separator = head.includes("\t") && !head.includes(",") ? "\t" : ",";
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  let at = 0;
  const endRecord = (): void => {
    if (cells.some((cell) => cell.trim() !== "")) records.push({ line: start, cells });
    cells = [];
    start = line;
  };
  while (at < source.length) {
    const cell = source[at] === '"' ? quotedCell(source, at, start) : plainCell(source, at, separator, line);
    for (const sign of cell.text) if (sign === "\n") line++;
    cells.push(cell.text);
    at = cell.end;
    if (source[at] === separator) {
      at++;
      if (at === source.length) cells.push("");
      continue;
    }
    if (source[at] === "\r") at++;
    if (source[at] === "\n") {
      at++;
      line++;
    } else if (at < source.length) throw new CsvError("stray-quote", line);
    endRecord();
  }
  if (cells.length > 0) endRecord();
  if (records.length === 0) throw new CsvError("no-rows", 1);
  return records;
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function quotedCell(source: string, from: number, line: number): Cell {
  let text = "";
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') {
      text += '"';
      at++;
    } else return { text, end: at + 1 };
  }
  throw new CsvError("unclosed-quote", line);
}

function plainCell(source: string, from: number, separator: string, line: number): Cell {
  let end = from;
  while (end < source.length && source[end] !== separator && source[end] !== "\n" && source[end] !== "\r") {
    if (source[end] === '"') throw new CsvError("stray-quote", line);
    end++;
  }
  return { text: source.slice(from, end), end };
}

/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** With a byte order mark, so that spreadsheets read Chinese; nothing in it is taken for a formula. */
export function encodeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const harmless = FORMULA.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** Takes back the apostrophe that `encodeCsv` put before a formula, so that a corrected file reads as it was meant. */
export const withoutGuard = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text);
