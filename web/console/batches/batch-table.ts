import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { CODE_TYPES, type HolderKind } from "../codes.ts";
import { type ContentFault, contentFaults } from "../issuance/check-content.ts";
import { batchText } from "./batch-words.ts";
import type { CsvRecord } from "./csv.ts";
import { withoutGuard } from "./csv.ts";

type Field = TypeDefinition["fields"][number];

/** One column of a batch file: its id for machines, its label for people; either heads it. */
export interface BatchColumn {
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
}

/** Where a type has several holders, as many stand in one row: a couple, the owners of a house. */
export const HOLDERS_A_ROW = 4;

const holderAt = (at: number): string => (at === 0 ? "holder" : `holder${at + 1}`);

function holderColumns({ severalHolders }: TypeDefinition): readonly BatchColumn[] {
  return Array.from({ length: severalHolders ? HOLDERS_A_ROW : 1 }, (_, at) => {
    const [id, label, required] = [holderAt(at), `持证主体${at === 0 ? "" : at + 1}`, at === 0];
    return [
      { id: `${id}.code`, label: `${label}证件号码`, required },
      { id: `${id}.name`, label: `${label}名称`, required },
      { id: `${id}.codeType`, label: `${label}证件类型代码`, required: false },
    ];
  }).flat();
}

const DATES: readonly BatchColumn[] = [
  { id: "issuedOn", label: "发证日期", required: true },
  { id: "validFrom", label: "有效期起", required: false },
  { id: "validTo", label: "有效期止", required: false },
];

/** What this console wrote beside failed rows, in either language: a corrected file may still have it. */
const OWN_NOTES: readonly string[] = Object.values(batchText).map(({ create }) => create.errorColumn);

/** The columns of a type's file. Photos travel in no table; what the platform fills in needs no column. */
export const batchColumns = (definition: TypeDefinition): readonly BatchColumn[] => [
  { id: "number", label: "证照编号", required: true },
  ...holderColumns(definition),
  ...DATES,
  ...definition.fields
    .filter(({ from, kind }) => from === undefined && kind !== "photo")
    .map(({ id, label, required }) => ({ id, label, required })),
];

export interface BatchRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly content: DraftContent;
  readonly faults: readonly ContentFault[];
}

export interface BatchTable {
  readonly header: readonly string[];
  readonly unknownColumns: readonly string[];
  readonly missingColumns: readonly BatchColumn[];
  readonly rows: readonly BatchRow[];
}

/** What every line of a file would issue, and what stands against it. */
export function readBatchTable(definition: TypeDefinition, records: readonly CsvRecord[]): BatchTable {
  const columns = batchColumns(definition);
  const [head, ...lines] = records;
  const header = (head?.cells ?? []).map((cell) => cell.trim());
  const places = header.map((name) => columns.find(({ id, label }) => id === name || label === name));
  const numbers = new Map<string, number>();
  const rows = lines.map(({ line, cells }): BatchRow => {
    const values = new Map(
      places.flatMap((column, at) =>
        column ? [[column.id, withoutGuard((cells[at] ?? "").trim())] as const] : [],
      ),
    );
    const content = contentOfRow(definition, (id) => values.get(id) ?? "");
    const twice = content.number !== "" && numbers.has(content.number);
    numbers.set(content.number, line);
    const faults = [
      ...contentFaults(definition, content),
      ...(twice ? [{ field: "/number", rule: "unique" }] : []),
    ];
    return { line, cells, content, faults };
  });
  const known = new Set(places.map((column) => column?.id));
  return {
    header,
    unknownColumns: header.filter((name, at) => name !== "" && !places[at] && !OWN_NOTES.includes(name)),
    missingColumns: columns.filter(({ id, required }) => required && !known.has(id)),
    rows,
  };
}

function contentOfRow(definition: TypeDefinition, cell: (id: string) => string): DraftContent {
  const fields: Record<string, string> = {};
  for (const field of definition.fields) {
    const value = field.from === undefined && field.kind !== "photo" ? stored(field, cell(field.id)) : "";
    if (value !== "") fields[field.id] = value;
  }
  const until = cell("validTo");
  return {
    number: cell("number"),
    holders: holdersOf(definition, cell),
    issuedOn: dayOf(cell("issuedOn")) || null,
    validFrom: dayOf(cell("validFrom")) || null,
    validTo: until === "长期" ? null : dayOf(until) || null,
    fields,
  };
}

function holdersOf(definition: TypeDefinition, cell: (id: string) => string): DraftContent["holders"] {
  return Array.from({ length: HOLDERS_A_ROW }, (_, at) => holderAt(at)).flatMap((id) => {
    const [code, name] = [cell(`${id}.code`).toUpperCase(), cell(`${id}.name`)];
    if (code === "" && name === "") return [];
    const codeType = cell(`${id}.codeType`) || usualCodeType(definition, code);
    const kind: HolderKind = (CODE_TYPES.person as readonly string[]).includes(codeType)
      ? "person"
      : "organisation";
    return [{ kind, codeType, code, name }];
  });
}

/** Without a column for it: people have citizen numbers, enterprises social credit codes, which begin otherwise. */
function usualCodeType({ holders }: TypeDefinition, code: string): string {
  if (holders !== "either") return CODE_TYPES[holders][0];
  return /^\d{17}[\dXx]$/.test(code) && !/^9[1-3]/.test(code) ? "111" : "001";
}

/** 2029/3/4, 2029.3.4, 20290304 and 2029年3月4日 are how spreadsheets write 2029-03-04. */
export function dayOf(text: string): string {
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text);
  if (!found) return text;
  const [, year = "", month = found[4] ?? "", day = found[5] ?? ""] = found;
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** Codes may be written by their words. */
function stored(field: Field, text: string): string {
  if (field.kind === "date") return dayOf(text).replaceAll("-", "");
  if (field.kind !== "code" || !field.codes || Object.hasOwn(field.codes, text)) return text;
  return Object.entries(field.codes).find(([, meaning]) => meaning === text)?.[0] ?? text;
}
