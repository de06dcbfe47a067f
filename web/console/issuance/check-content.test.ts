import { readFileSync } from "node:fs";
import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { contentFaults } from "./check-content.ts";

const definition = JSON.parse(
  readFileSync(new URL("../../../server/seeds/types/food-business-licence.json", import.meta.url), "utf8"),
) as TypeDefinition;

const sound: DraftContent = {
  number: definition.number.example,
  holders: [{ kind: "organisation", codeType: "001", code: "91990101MADEM00117", name: "演示商贸" }],
  issuedOn: "2026-01-05",
  validFrom: "2026-01-05",
  validTo: "2031-01-04",
  fields: Object.fromEntries(
    definition.fields
      .filter(({ required, from }) => required && from === undefined)
      .map(({ id, codes }) => [id, codes ? Object.keys(codes)[0]! : "演示"]),
  ),
};
const rules = (content: Partial<DraftContent>): string[] =>
  contentFaults(definition, { ...sound, ...content }).map(({ field, rule }) => `${field} ${rule}`);

test("a sound content has no faults", () => {
  expect(rules({})).toEqual([]);
});

test("each broken rule is told with its place", () => {
  expect(rules({ number: "" })).toEqual(["/number required"]);
  expect(rules({ number: "JY9" })).toEqual(["/number pattern"]);
  expect(rules({ holders: [] })).toEqual(["/holders/0/code required"]);
  expect(rules({ holders: [{ ...sound.holders[0]!, code: "91990101MADEM00118" }] })).toEqual([
    "/holders/0/code uscc",
  ]);
  expect(
    rules({ holders: [{ kind: "person", codeType: "001", code: "91990101MADEM00117", name: "甲" }] }),
  ).toEqual(["/holders/0/codeType code-type", "/holders/0/kind holder-kind"]);
  expect(rules({ validTo: "2025-01-01" })).toEqual(["/validTo order"]);
  expect(rules({ validTo: null })).toEqual(["/validTo required"]);
  expect(rules({ issuedOn: "2026-02-30" })).toEqual(["/issuedOn date"]);
  expect(rules({ fields: { ...sound.fields, ZTYT: "饭店" } })).toEqual(["/fields/ZTYT code-list"]);
});
