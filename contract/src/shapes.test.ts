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

test("nothing unknown comes in", () => {
  expect([...openIn("params"), ...openIn("query"), ...openIn("body")]).toEqual([]);
});

test("nothing unknown goes out", () => {
  expect(openIn("result")).toEqual([]);
});

/** Where a schema has a text of any length. */
function endlessTexts(schema: unknown, at: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item) => endlessTexts(item, at));
  if (typeof schema !== "object" || schema === null) return [];
  const { type, maxLength, pattern, format, properties, patternProperties, items, anyOf } = schema as Record<
    string,
    unknown
  >;
  const endless = type === "string" && [maxLength, pattern, format].every((bound) => bound === undefined);
  return [
    ...(endless && !("enum" in schema) ? [at] : []),
    ...Object.entries((properties ?? {}) as object).flatMap(([name, member]) =>
      endlessTexts(member, `${at}.${name}`),
    ),
    ...Object.values((patternProperties ?? {}) as object).flatMap((member) => endlessTexts(member, at)),
    ...[items, anyOf].flatMap((inner) => endlessTexts(inner, at)),
  ];
}

test("no text that comes in is endless", () => {
  const all = Object.values(operations).flatMap((op) =>
    (["params", "query", "body"] as const).flatMap((part) => endlessTexts(op[part], `${op.id} ${part}`)),
  );
  expect(all).toEqual([]);
});
