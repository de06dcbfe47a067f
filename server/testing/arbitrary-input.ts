import fc from "fast-check";
import type { TSchema } from "typebox";

type Shape = Readonly<Record<string, unknown>>;

/** Whatever is neither text nor number as one expects them: what breaks parsers, queries and encodings. */
export const oddText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff\ud800",
    "'; drop table x --",
    "%",
    "\\",
    "__proto__",
    "null",
  ),
  fc.constantFrom("9999-99-99", "2026-02-31", "0000-00-00", "-1", "1e400", "NaN", "constructor", "\u202e"),
);

/** Values that a schema allows; ids are often ones that exist. */
export function allowedBy(schema: TSchema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const one = schema as unknown as Shape;
  if (Array.isArray(one["enum"])) return fc.constantFrom(...(one["enum"] as unknown[]));
  if ("const" in one) return fc.constant(one["const"]);
  if (Array.isArray(one["anyOf"]))
    return fc.oneof(...(one["anyOf"] as TSchema[]).map((branch) => allowedBy(branch, ids)));
  switch (one["type"]) {
    case "object":
      return anObject(one, ids);
    case "array": {
      const minLength = Number(one["minItems"] ?? 0);
      return fc.array(allowedBy(one["items"] as TSchema, ids), { minLength, maxLength: minLength + 2 });
    }
    case "string":
      return aString(one, ids);
    case "integer":
      return fc.integer({ min: Number(one["minimum"] ?? -5), max: Number(one["maximum"] ?? 1000) });
    case "number":
      return fc.double({ noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function anObject(one: Shape, ids: readonly string[]): fc.Arbitrary<unknown> {
  const properties = (one["properties"] ?? {}) as Record<string, TSchema>;
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => [name, allowedBy(inner, ids)]),
  );
  const patterns = Object.values((one["patternProperties"] ?? {}) as Record<string, TSchema>);
  const [pattern] = patterns;
  if (pattern !== undefined) return fc.dictionary(oddText, allowedBy(pattern, ids), { maxKeys: 4 });
  return fc.record(values, { requiredKeys: (one["required"] ?? []) as string[] });
}

const patternsKnown: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "^\\d{4}-\\d{2}-\\d{2}$": fc.constantFrom(
    "2026-03-01",
    "2026-02-31",
    "0000-00-00",
    "9999-12-31",
    "2026-13-01",
  ),
};

function aString(one: Shape, ids: readonly string[]): fc.Arbitrary<string> {
  if (one["format"] === "uuid")
    return ids.length === 0 ? fc.uuid() : fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (one["format"] === "date-time") return fc.constant("2026-03-01T00:00:00Z");
  const pattern = one["pattern"];
  if (typeof pattern === "string")
    return (
      patternsKnown[pattern] ??
      fc.oneof(
        fc.stringMatching(new RegExp(pattern)),
        fc.constantFrom(...ids.filter((id) => new RegExp(pattern).test(id)), "construction-special-operator"),
      )
    );
  const min = Number(one["minLength"] ?? 0);
  const max = Number(one["maxLength"] ?? 50);
  return oddText.map((text) => text.slice(0, max).padEnd(min, "长"));
}
