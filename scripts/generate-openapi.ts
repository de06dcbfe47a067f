import { apps, binaryFiles, type Operation, operations } from "@liangzheng/contract";
import type { ProblemType } from "@liangzheng/problem";
import { problemTypes, raisedByAny } from "./problem-types.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };
type Components = Map<string, Json>;

const byName = <T>([a]: readonly [string, T], [b]: readonly [string, T]): number =>
  a < b ? -1 : a > b ? 1 : 0;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A TypeBox value is a JSON Schema 2020-12 document already; what has an `$id` becomes a component and a reference to it. */
function schemaOf(value: unknown, components: Components): Json {
  if (Array.isArray(value)) return value.map((item) => schemaOf(item, components));
  if (!isObject(value)) return value as Json;
  const { $id, ...rest } = value;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([key, item]) => [key, schemaOf(item, components)]),
  );
  if (typeof $id !== "string") return schema;
  const known = components.get($id);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Error(`two different schemas are called ${$id}`);
  components.set($id, schema);
  return { $ref: `#/components/schemas/${$id}` };
}

const problemContent = (problems: readonly ProblemType[]): JsonObject => ({
  "application/problem+json": {
    schema: {
      allOf: [{ $ref: "#/components/schemas/Problem" }],
      properties: { type: { enum: problems.map(({ code }) => `urn:liangzheng:problem:${code}`) } },
    },
  },
});

/** One response for each status, with the codes that share it. */
function problemResponses(problems: readonly ProblemType[]): JsonObject {
  const unique = [...new Map(problems.map((problem) => [problem.code, problem])).values()];
  const statuses = [...new Set(unique.map(({ status }) => status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => {
      const same = unique.filter((problem) => problem.status === status);
      const description = same.map(({ code, title }) => `${code}: ${title}`).join("; ");
      return [
        String(status),
        { description, "x-problems": same.map(({ code }) => code), content: problemContent(same) },
      ];
    }),
  );
}

function parametersOf(op: Operation, components: Components): Json[] {
  const listed = (place: "path" | "query", schema: unknown): Json[] => {
    const { properties = {}, required = [] } = schema as {
      properties?: object;
      required?: readonly string[];
    };
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: required.includes(name),
      schema: schemaOf(property, components),
    }));
  };
  return [
    ...listed("path", op.params),
    ...listed("query", op.query),
    { $ref: "#/components/parameters/LiangzhengApp" },
    ...(op.repeats === "harmless" ? [] : [{ $ref: "#/components/parameters/IdempotencyKey" }]),
  ];
}

function describeOperation(op: Operation, components: Components): JsonObject {
  const body =
    op.accepts === undefined
      ? { "application/json": { schema: schemaOf(op.body, components) } }
      : { [op.accepts]: {} };
  const answer =
    op.produces === undefined
      ? { "application/json": { schema: schemaOf(op.result, components) } }
      : {
          [op.produces]: binaryFiles.some((binary) => binary === op.produces)
            ? {}
            : { schema: { type: "string" } },
        };
  return {
    operationId: op.id,
    tags: [op.room],
    summary: op.summary,
    "x-callers": op.callers,
    "x-repeats": op.repeats,
    ...(op.callers.includes("anyone") ? { security: [] } : {}),
    parameters: parametersOf(op, components),
    ...(op.method === "GET" ? {} : { requestBody: { required: true, content: body } }),
    responses: {
      "200": { description: "Done", content: answer },
      ...problemResponses(op.problems),
      default: { $ref: "#/components/responses/AnyProblem" },
    },
  };
}

const problemSchema: JsonObject = {
  type: "object",
  description: "RFC 9457. `detail` is for people and carries neither personal data nor the rejected input.",
  required: ["type", "title", "status", "detail", "instance"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string", description: "The number of the request, for the operator" },
    faults: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "rule", "message"],
        properties: { field: { type: "string" }, rule: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const parameters: JsonObject = {
  LiangzhengApp: {
    name: "Liangzheng-App",
    in: "header",
    required: false,
    description: "Which app asks: its own session answers. Without it the caller is anonymous.",
    schema: { type: "string", enum: apps },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    description: "New for each write, the same for its retries: a retry gets the recorded answer.",
    schema: { type: "string", pattern: "^[\\w-]{8,64}$" },
  },
};

/** The public API as an OpenAPI 3.1 document, from the contract's values alone. */
export function openApiText(ops: readonly Operation[] = Object.values(operations)): string {
  const components: Components = new Map();
  const paths = new Map<string, Record<string, Json>>();
  for (const op of ops) {
    const path = op.path.replace(/:(\w+)/g, "{$1}");
    const item = paths.get(path) ?? {};
    item[op.method.toLowerCase()] = describeOperation(op, components);
    paths.set(path, item);
  }
  const any = problemTypes().filter(raisedByAny);
  const document = {
    openapi: "3.1.0",
    info: {
      title: "Liangzheng",
      version: "1",
      summary: "Electronic licences 电子证照: issue, show, verify",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/api/v1" }],
    security: apps.map((app) => ({ [app]: [] })),
    tags: [...new Set(ops.map(({ room }) => room))].map((name) => ({ name })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries([...components, ["Problem", problemSchema] as const].sort(byName)),
      parameters,
      responses: {
        AnyProblem: {
          description: any.map(({ code, title }) => `${code}: ${title}`).join("; "),
          "x-problems": any.map(({ code }) => code),
          content: problemContent(any),
        },
      },
      securitySchemes: Object.fromEntries(
        apps.map((app) => [
          app,
          {
            type: "apiKey",
            in: "cookie",
            name: `__Host-liangzheng-${app}`,
            description: "Set by signing in; without `__Host-` where there is no TLS.",
          },
        ]),
      ),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
