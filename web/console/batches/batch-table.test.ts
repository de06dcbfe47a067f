import { readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { batchColumns, dayOf, readBatchTable } from "./batch-table.ts";
import { encodeCsv, parseCsv } from "./csv.ts";

const definition = JSON.parse(
  readFileSync(new URL("../../../server/seeds/types/food-business-licence.json", import.meta.url), "utf8"),
) as TypeDefinition;
const columns = batchColumns(definition);
const line: Readonly<Record<string, string>> = {
  number: "JY19901010000015",
  "holder.code": "91990101MADEM00117",
  "holder.name": "演示商贸",
  issuedOn: "2026/1/5",
  validTo: "2031年1月4日",
  ZTYT: "食品销售经营者",
};
const cellsOf = (row: Readonly<Record<string, string>>): string[] =>
  columns.map(({ id, required }) => row[id] ?? (required ? "演示" : ""));
const read = (...rows: readonly string[][]) =>
  readBatchTable(definition, parseCsv(encodeCsv([columns.map(({ label }) => label), ...rows])));

test("a line becomes a content that nothing stands against", () => {
  const [row] = read(cellsOf(line)).rows;
  expect(row?.faults).toEqual([]);
  expect(row?.content).toMatchObject({
    number: "JY19901010000015",
    holders: [{ kind: "organisation", codeType: "001", code: "91990101MADEM00117", name: "演示商贸" }],
    issuedOn: "2026-01-05",
    validTo: "2031-01-04",
  });
});

test("faults stand with their line; a number that stands twice is told at the second", () => {
  const table = read(cellsOf(line), cellsOf({ ...line, "holder.code": "91990101MADEM00118" }));
  expect(
    table.rows.map(({ line: at, faults }) => [at, faults.map(({ field, rule }) => `${field} ${rule}`)]),
  ).toEqual([
    [2, []],
    [3, ["/holders/0/code uscc", "/number unique"]],
  ]);
});

test("columns that nobody knows and columns that are missing are told", () => {
  const table = readBatchTable(definition, parseCsv("number,备注x\nJY1,y\n"));
  expect(table.unknownColumns).toEqual(["备注x"]);
  expect(table.missingColumns.map(({ id }) => id)).toContain("holder.code");
});

test("a row holds both who married; what stands against the second is told of the second", () => {
  const marriage = JSON.parse(
    readFileSync(new URL("../../../server/seeds/types/marriage-certificate.json", import.meta.url), "utf8"),
  ) as TypeDefinition;
  const header = "number,holder.code,holder.name,holder2.code,holder2.name";
  const table = readBatchTable(
    marriage,
    parseCsv(`${header}\n1,990101199001010010,甲,990101199001010011,乙\n2,990101199001010010,甲,,\n`),
  );
  expect(table.unknownColumns).toEqual([]);
  expect(table.rows.map(({ content }) => content.holders.map(({ name }) => name))).toEqual([
    ["甲", "乙"],
    ["甲"],
  ]);
  expect(table.rows[0]?.faults).toContainEqual({ field: "/holders/1/code", rule: "citizen-number" });
});

test.each([
  ["2029-03-04", "2029-03-04"],
  ["2029/3/4", "2029-03-04"],
  ["2029.03.4", "2029-03-04"],
  ["20290304", "2029-03-04"],
  ["2029年3月4日", "2029-03-04"],
  ["soon", "soon"],
])("the day %s is read as %s", (text, day) => {
  expect(dayOf(text)).toBe(day);
});
