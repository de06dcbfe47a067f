import { TypeDefinition } from "@liangzheng/contract";
import { isTypeCode, isUscc } from "@liangzheng/ident";
import Value from "typebox/value";
import { expect, test } from "vitest";
import { definitionFaults } from "../src/modules/catalogue/licence-type.ts";
import { readLicenceTypes } from "./types.ts";

const types = [...readLicenceTypes()];

test("there are seventeen licence types", () => {
  expect(types).toHaveLength(17);
});

test.each(types)("%s is a type definition of the contract", (_, definition) => {
  expect([...Value.Errors(TypeDefinition, definition)]).toEqual([]);
});

test.each(types)("%s could be published", (_, definition) => {
  expect(definitionFaults(definition, undefined)).toEqual([]);
  expect(isTypeCode(definition.code)).toBe(true);
  expect(isUscc(definition.definingOrganCode)).toBe(true);
  expect(definition.code.startsWith(definition.definingOrganCode)).toBe(true);
});

test.each(types)("%s: the example follows the rule for numbers", (_, { number }) => {
  expect(number.example).toMatch(new RegExp(`^(?:${number.pattern})$`, "u"));
});

test.each(types)("%s: a long field is a long text, and every code has its list", (_, { fields }) => {
  for (const { id, kind, maxLength, codes } of fields) {
    if (maxLength !== null && maxLength >= 500) expect([id, kind]).toEqual([id, "long-text"]);
    expect([id, kind === "code"]).toEqual([id, codes !== undefined]);
  }
});

test("type codes are unique, and a made-up code says so", () => {
  expect(new Set(types.map(([, { code }]) => code)).size).toBe(types.length);
  for (const [, { code, codeIsPlaceholder }] of types) expect(code.includes("DEM")).toBe(codeIsPlaceholder);
});

test("what belongs to ministries is relayed and nothing else", () => {
  const relayed = types.filter(([, { origin }]) => origin === "relayed").map(([key]) => key);
  expect(relayed).toEqual(["driving-licence", "resident-id-card", "social-security-card", "vehicle-licence"]);
});
