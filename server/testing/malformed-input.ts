import type { Operation } from "@liangzheng/contract";
import type { TSchema } from "typebox";
import type { CallInput } from "./world.ts";

/** A request that breaks one rule of its operation's shape, and the member at which it does. */
export interface Malformed {
  readonly name: string;
  readonly input: CallInput;
  /** JSON pointer into params, query or body. */
  readonly field: string;
}

/** Stands in every wrong value, so that an answer which repeats one is noticed. */
export const marker = "ZQXJ7secretZQXJ7";

type Shape = Readonly<Record<string, unknown>>;
type Json = unknown;

/** Every way, for every member however deep, in which a request can miss its shape by one thing. */
export function* malformedInputs(op: Operation, valid: CallInput): Generator<Malformed> {
  for (const part of ["params", "query"] as const) {
    for (const [name, shape] of Object.entries(propertiesOf(op[part]))) {
      for (const text of wrongTexts(shape as Shape)) {
        const input = { ...valid, [part]: { ...valid[part], [name]: text } };
        yield { name: `${part} ${name} of ${text.length} characters`, input, field: `/${name}` };
      }
    }
  }
  yield {
    name: "query with an unknown member",
    input: { ...valid, query: { ...valid.query, [marker]: "1" } },
    field: `/${marker}`,
  };
  if (op.method === "GET" || op.accepts !== undefined) return;
  const body = valid.body ?? {};
  for (const { name, field, value } of wrongValues(op.body as unknown as Shape, body, "")) {
    yield { name: `body${field} ${name}`, input: { ...valid, body: value }, field };
  }
}

const propertiesOf = (schema: TSchema | Shape): Record<string, unknown> =>
  ((schema as Shape)["properties"] ?? {}) as Record<string, unknown>;

function* wrongTexts(shape: Shape): Generator<string> {
  const { format, pattern, maxLength, type } = shape;
  if (format !== undefined || pattern !== undefined || "enum" in shape || type === "integer") yield marker;
  if (type === "integer") yield `${shape["maximum"]}0`;
  if (typeof maxLength === "number") yield marker.repeat(Math.ceil((maxLength + 1) / marker.length));
}

interface Wrong {
  readonly name: string;
  readonly field: string;
  /** The whole body, with one thing wrong in it. */
  readonly value: Json;
}

function* wrongValues(shape: Shape, value: Json, field: string): Generator<Wrong> {
  yield { name: "of another type", field, value: shape["type"] === "object" ? marker : { [marker]: marker } };
  yield { name: "nested deep", field, value: nested(200) };
  if (typeof shape["maxLength"] === "number")
    yield {
      name: "too long",
      field,
      value: marker.repeat(Math.ceil((shape["maxLength"] + 1) / marker.length)),
    };
  if (typeof shape["minLength"] === "number" && shape["minLength"] > 0)
    yield { name: "empty", field, value: "" };
  if (shape["format"] !== undefined || shape["pattern"] !== undefined || "enum" in shape)
    yield { name: "of another form", field, value: marker };
  if (shape["type"] === "boolean") yield { name: "that only looks like one", field, value: "false" };
  if (typeof shape["maximum"] === "number") yield { name: "too great", field, value: shape["maximum"] + 1 };
  if (shape["type"] === "array") yield* wrongItems(shape, value, field);
  else if (shape["patternProperties"] !== undefined) yield* wrongEntry(shape, value, field);
  else if (shape["type"] === "object") yield* wrongMembers(shape, value, field);
}

function* wrongItems(shape: Shape, value: Json, field: string): Generator<Wrong> {
  const items = value as readonly Json[];
  const { maxItems, minItems } = shape;
  if (typeof maxItems === "number" && items.length > 0)
    yield { name: "too many", field, value: Array.from({ length: maxItems + 1 }, () => items[0]) };
  if (typeof minItems === "number" && minItems > 0) yield { name: "none", field, value: [] };
  if (items.length > 0) {
    for (const wrong of wrongValues(shape["items"] as Shape, items[0], `${field}/0`))
      yield { ...wrong, value: [wrong.value, ...items.slice(1)] };
  }
}

/** Entries of a record are wrong as their shape can be; a key of another form is one that the record does not have. */
function* wrongEntry(shape: Shape, value: Json, field: string): Generator<Wrong> {
  const entries = value as Readonly<Record<string, Json>>;
  const [[pattern, inner] = []] = Object.entries(shape["patternProperties"] as Record<string, Shape>);
  if (pattern === undefined || inner === undefined) return;
  const key = Object.keys(entries)[0] ?? ["A", "a"].find((one) => new RegExp(pattern).test(one)) ?? "";
  for (const wrong of wrongValues(inner, entries[key] ?? sampleOf(inner), `${field}/${key}`))
    yield { ...wrong, value: { ...entries, [key]: wrong.value } };
  if (!new RegExp(pattern).test(marker))
    yield {
      name: "under a key of another form",
      field: `${field}/${marker}`,
      value: { ...entries, [marker]: "" },
    };
}

function* wrongMembers(shape: Shape, value: Json, field: string): Generator<Wrong> {
  const members = value as Record<string, Json>;
  yield { name: "with an unknown member", field: `${field}/${marker}`, value: { ...members, [marker]: 1 } };
  for (const name of (shape["required"] ?? []) as string[]) {
    const { [name]: _, ...rest } = members;
    yield { name: "missing", field: `${field}/${name}`, value: rest };
  }
  for (const [name, inner] of Object.entries(propertiesOf(shape)) as [string, Shape][]) {
    const simple = Array.isArray(inner["anyOf"]) ? ((inner["anyOf"] as Shape[])[0] ?? inner) : inner;
    for (const wrong of wrongValues(simple, members[name] ?? sampleOf(simple), `${field}/${name}`))
      yield { ...wrong, value: { ...members, [name]: wrong.value } };
  }
}

const words: readonly string[] = ["x", "A", "1", "#000000", "0".repeat(18)];

/** For an optional member that the valid body leaves out: what its shape asks for and no more. */
function sampleOf(shape: Shape): Json {
  const { enum: choices, anyOf, type, required = [], items, minItems = 0, minimum = 0, pattern } = shape;
  if (Array.isArray(choices)) return choices[0];
  if (Array.isArray(anyOf)) return sampleOf(anyOf[0] as Shape);
  if (type === "array") return Array.from({ length: minItems as number }, () => sampleOf(items as Shape));
  if (type === "object") {
    const members = propertiesOf(shape) as Record<string, Shape>;
    return Object.fromEntries((required as string[]).map((name) => [name, sampleOf(members[name] ?? {})]));
  }
  if (type === "integer" || type === "number")
    return typeof shape["exclusiveMinimum"] === "number" ? shape["exclusiveMinimum"] + 1 : minimum;
  if (type === "boolean") return true;
  return words.find((word) => pattern === undefined || new RegExp(pattern as string).test(word)) ?? "";
}

const nested = (depth: number): Json =>
  Array.from({ length: depth }).reduce<Json>((inner) => [inner], marker);
