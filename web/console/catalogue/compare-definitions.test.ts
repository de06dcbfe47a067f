import { readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { compareDefinitions, isSame } from "./compare-definitions.ts";

const older = JSON.parse(
  readFileSync(new URL("../../../server/seeds/types/food-business-licence.json", import.meta.url), "utf8"),
) as TypeDefinition;
const [first, second, ...rest] = older.fields;
if (!first || !second) throw new Error("the seed has too few fields");

test("a definition does not differ from itself", () => {
  expect(isSame(compareDefinitions(older, structuredClone(older)))).toBe(true);
});

test("fields are told apart by id: added, removed, changed", () => {
  const added = { ...first, id: "XZD", label: "新字段" };
  const changed = { ...second, label: "改名", required: !second.required };
  const found = compareDefinitions(older, { ...older, fields: [changed, ...rest, added] });
  expect(found.added.map(({ id }) => id)).toEqual(["XZD"]);
  expect(found.removed.map(({ id }) => id)).toEqual([first.id]);
  expect(
    found.changed.map(({ field, changes }) => [field.id, changes.map(({ name }) => name).sort()]),
  ).toEqual([[second.id, ["label", "required"]]]);
  expect(found.moved).toBe(false);
});

test("another order is told, and a rule that changed", () => {
  const found = compareDefinitions(older, {
    ...older,
    fields: [second, first, ...rest],
    secondPerson: !older.secondPerson,
  });
  expect(found.moved).toBe(true);
  expect(found.changed).toEqual([]);
  expect(found.rules.map(({ name }) => name)).toEqual(["secondPerson"]);
});
