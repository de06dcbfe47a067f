import { expect, test } from "vitest";
import { operations } from "./index.ts";

/** Where in a schema an object would let unknown members through. */
function openObjects(schema: unknown, at: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => openObjects(item, at));
  if (typeof schema !== "object" || schema === null) return [];
  const { type, properties, additionalProperties, patternProperties, items, anyOf, allOf, $id } =
    schema as Record<string, unknown>;
  const here = typeof $id === "string" ? $id : at;
  const isRecord = patternProperties !== undefined;
  const open = type === "object" && !isRecord && additionalProperties !== false ? [here] : [];
  const members = Object.entries((properties ?? {}) as object);
  return [
    ...open,
    ...members.flatMap(([name, member]) => openObjects(member, `${here}.${name}`)),
    ...Object.values((patternProperties ?? {}) as object).flatMap((member) => openObjects(member, here)),
    ...[items, anyOf, allOf].flatMap((inner) => openObjects(inner, here)),
  ];
}

const openIn = (part: "params" | "query" | "body" | "result"): string[] => [
  ...new Set(Object.values(operations).flatMap((op) => openObjects(op[part], `${op.id} ${part}`))),
];

test("an open object is noticed, however deep", () => {
  const inner = { type: "object", properties: {} };
  const outer = {
    type: "object",
    additionalProperties: false,
    properties: { a: { anyOf: [{ items: inner }] } },
  };
  expect(openObjects(outer, "x")).toEqual(["x.a"]);
});

/** Parts of a type definition that say nothing of further members. This list may only get shorter. */
const openInput = ["TypeDefinition.validity", "TypeDefinition.number", "TypeDefinition.template"];

test("nothing unknown comes in", () => {
  const open = [...openIn("params"), ...openIn("query"), ...openIn("body")];
  expect(open.sort()).toEqual([...openInput].sort());
});

/** Inner shapes that are not closed: the serialiser drops what they do not name. This list may only get shorter. */
const openOutput = [
  "Session.organ",
  "Session.actingFor",
  "Session.mayActFor",
  "TypeDetail.adoptions",
  "SealDetail.users",
  "SealDetail.log",
  "SealReport.signatures",
  "Batch.failures",
  "LicenceDetail.holders",
  "LicenceDetail.statusActs",
  "LicenceDetail.flags",
  "LicenceDetail.versions",
  "ShowCodeState.verifier",
  "ShowCodeState.disclosure",
  "ShowCodeState.disclosure.fields",
  "Verification.disclosure",
  "listVerifications result.items",
];

test("nothing unknown goes out", () => {
  expect(openIn("result").sort()).toEqual([...openInput, ...openOutput].sort());
});
