import { type OperationId, operations } from "@liangzheng/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allowedBy, oddText } from "../../testing/arbitrary-input.ts";
import { type Subjects, subjectsOf } from "../../testing/subjects.ts";
import {
  type Answer,
  aWorld,
  type CallInput,
  type PersonName,
  people,
  type World,
} from "../../testing/world.ts";

const ids = Object.keys(operations) as OperationId[];
const names = Object.keys(people) as PersonName[];
const statuses = [200, 400, 403, 404, 409, 413, 415, 422, 423];

let world: World;
let known: string[];
beforeAll(async () => {
  world = await aWorld();
  const subjects: Subjects = await subjectsOf(world);
  known = [...Object.values(subjects), ...Object.values(world.licences), ...Object.values(world.sealIds)];
  known.push(...Object.values(world.organIds), world.accounts.clerk.accountId, world.enterpriseId);
});
afterAll(() => world.close());

const callersOf = (id: OperationId): PersonName[] =>
  names.filter((name) =>
    operations[id].callers.some((caller) => caller === "anyone" || caller === people[name].role),
  );

const texts = (value: unknown): Record<string, string> =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]])))
    : {};

/** Whatever comes in: an expected answer, in words without traces of the inside. */
function expectCalm(id: OperationId, input: CallInput, answer: Answer): void {
  expect([
    id,
    JSON.stringify(input),
    statuses.includes(answer.status) ? "" : `${answer.status} ${answer.text}`,
  ]).toEqual([id, JSON.stringify(input), ""]);
  if (answer.status !== 200)
    expect(answer.text).not.toMatch(/\bat .+:\d+|select |insert |node_modules|stack/);
}

test.each(ids)("%s bears whatever its schema allows", async (id) => {
  const op = operations[id];
  const input = fc.record({
    params: allowedBy(op.params, known),
    query: allowedBy(op.query, known),
    body: allowedBy(op.body, known),
    who: fc.constantFrom(...callersOf(id)),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ params, query, body, who }) => {
      const asked: CallInput = { params: texts(params), query: texts(query), body };
      expectCalm(id, asked, await world.call(who, id, asked));
    }),
    { numRuns: 15 },
  );
});

test.each(ids)("%s bears rubbish", async (id) => {
  const rubbish = fc.record({
    params: fc.constant(
      Object.fromEntries([...operations[id].path.matchAll(/:(\w+)/g)].map((m) => [m[1], ""])),
    ),
    odd: oddText,
    query: fc.dictionary(fc.constantFrom("after", "limit", "name", "number", "x", "__proto__"), oddText),
    body: fc.oneof(fc.jsonValue(), fc.constantFrom([], "", 0, { __proto__: null, constructor: 1 })),
    who: fc.constantFrom(...callersOf(id)),
    key: fc.oneof(fc.constant(null), fc.string({ unit: "grapheme-ascii" })),
  });
  await fc.assert(
    fc.asyncProperty(rubbish, async ({ params, odd, query, body, who, key }) => {
      const wellFormed = odd.isWellFormed() ? odd : "x";
      const filled = Object.fromEntries(
        Object.keys(params).map((name) => [name, wellFormed === "" ? "x" : wellFormed]),
      );
      const asked: CallInput = { params: filled, query, body, key };
      expectCalm(id, asked, await world.call(who, id, asked));
    }),
    { numRuns: 10 },
  );
});

test.each([
  ["a body that is no JSON", "{", "application/json", 400],
  ["a body of another kind", "<a/>", "application/xml", 400],
  ["a body that is too large", `"${"长".repeat(800_000)}"`, "application/json", 413],
])("%s is a problem document", async (_, payload, type, status) => {
  const answer = await world.app.inject({
    method: "POST",
    url: "/api/v1/drafts",
    payload,
    headers: { "content-type": type, "liangzheng-app": "console" },
  });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  expect(answer.json()).toMatchObject({ status, type: expect.stringMatching(/^urn:liangzheng:problem:/) });
});

test("a page mark that is no key is the caller's fault, not ours", async () => {
  const { status } = await world.call("clerk", "searchLicences", { query: { after: "x'" } });
  expect(status).toBe(400);
});

test("an address of no operation is a problem document too", async () => {
  const answer = await world.app.inject({ method: "GET", url: "/api/v1/nothing" });
  expect([answer.statusCode, answer.json().type]).toEqual([404, "urn:liangzheng:problem:not-found"]);
});
