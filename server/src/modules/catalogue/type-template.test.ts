import type { TypeDefinition } from "@liangzheng/contract";
import { drawDesign, isTemplate } from "@liangzheng/ofd";
import { expect, test } from "vitest";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { openFontBook } from "../../platform/fonts/font-book.ts";
import { readDefinition, startTemplate, subjectOf, templateFaults } from "./type-template.ts";

const { metrics } = openFontBook();
const types = [...readLicenceTypes()];
const card = readLicenceTypes().get("law-enforcement-officer-card") as TypeDefinition;

test.each(types)("the designed page of %s has no fault in the fonts of the platform", (_, definition) => {
  expect(templateFaults(definition, metrics)).toEqual([]);
  expect(isTemplate(drawDesign(definition.template, subjectOf(definition)))).toBe(true);
});

test.each(types)("the standard page of %s has no fault either, lying or standing", (_, definition) => {
  for (const landscape of [true, false]) {
    const template = startTemplate(definition, landscape);
    expect(templateFaults({ ...definition, template }, metrics)).toEqual([]);
  }
});

test("a definition of before there were designs means the standard face of its fields", () => {
  const stored = { ...card, template: { landscape: false, accent: "#1c2f5a" } };
  expect(readDefinition(stored)).toEqual({ ...card, template: startTemplate(card, false) });
  expect(readDefinition(card)).toBe(card);
});

test("a fault is told by its place in the definition", () => {
  const { template } = card;
  const fields = template.fields.filter(({ id }) => id !== "KZ_XM");
  expect(templateFaults({ ...card, template: { ...template, fields } })).toEqual([
    { field: "/template/fields", rule: "template-not-printed", message: "姓名 (KZ_XM) is not printed" },
  ]);
  const [first, ...rest] = template.fields;
  if (first === undefined) throw new Error("no field");
  const box = { ...first.box, x: template.page.width - 5 };
  expect(
    templateFaults({ ...card, template: { ...template, fields: [{ ...first, box }, ...rest] } })[0],
  ).toMatchObject({ field: "/template/fields/0/box", rule: "template-outside" });
});
