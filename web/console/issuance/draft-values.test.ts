import { readFileSync } from "node:fs";
import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { contentOf, filledIn, lastDay, newValues, valuesOf } from "./draft-values.ts";

const definition = JSON.parse(
  readFileSync(new URL("../../../server/seeds/types/food-business-licence.json", import.meta.url), "utf8"),
) as TypeDefinition;

const content: DraftContent = {
  number: "JY19901010000015",
  holders: [{ kind: "organisation", codeType: "001", code: "91990101MADEM00117", name: "演示商贸" }],
  issuedOn: "2026-01-05",
  validFrom: null,
  validTo: "2031-01-04",
  fields: { ZS: "演示县一号", ZTYT: "食品销售经营者" },
};

test("content comes back from the form as it went in", () => {
  expect(contentOf(definition, valuesOf(definition, content))).toEqual(content);
});

test("a datum that the platform fills in is shown and never sent", () => {
  const values = valuesOf(definition, content);
  const name = definition.fields.find(({ from }) => from === "holder-name");
  if (!name) throw new Error("the seed has no such field");
  expect(filledIn(name, values, "演示局")).toBe("演示商贸");
  expect(
    contentOf(definition, { ...values, fields: { ...values.fields, [name.id]: "他人" } }).fields,
  ).not.toHaveProperty(name.id);
});

test("a holder that was not begun is left out; one that was begun is sent", () => {
  const values = newValues(definition, "2026-11-22");
  expect(contentOf(definition, values).holders).toEqual([]);
  const begun = { ...values, holders: [{ ...values.holders[0]!, name: "演示" }] };
  expect(contentOf(definition, begun).holders).toHaveLength(1);
});

test("dates of the face are stored without dashes", () => {
  const date = { ...definition.fields[0]!, id: "RQ", kind: "date" as const, maxLength: null };
  const { from: _, ...plain } = date;
  const type = { ...definition, fields: [plain] };
  const stored = contentOf(type, { ...newValues(type, "2026-11-22"), fields: { RQ: "2029-03-14" } });
  expect(stored.fields).toEqual({ RQ: "20290314" });
  expect(valuesOf(type, stored).fields["RQ"]).toBe("2029-03-14");
});

test.each([
  ["2026-11-22", "year", 4, "2030-11-21"],
  ["2026-01-01", "year", 1, "2026-12-31"],
  ["2024-02-29", "year", 1, "2025-02-28"],
  ["2026-01-31", "month", 1, "2026-02-28"],
  ["2026-11-22", "day", 30, "2026-12-21"],
] as const)("a term from %s of %s × %i ends on the day before", (from, unit, count, end) => {
  expect(lastDay(from, unit, count)).toBe(end);
});
