import { type OperationId, operations } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { malformedInputs, marker } from "../../testing/malformed-input.ts";
import { subjectsOf, validInputs } from "../../testing/subjects.ts";
import {
  type Answer,
  aWorld,
  type CallInput,
  type PersonName,
  people,
  type World,
} from "../../testing/world.ts";

const ids = Object.keys(operations) as OperationId[];
const writes = ids.filter((id) => operations[id].method !== "GET" && operations[id].accepts === undefined);

let world: World;
let inputs: Readonly<Record<OperationId, CallInput>>;
beforeAll(async () => {
  world = await aWorld();
  const valid = validInputs(world, await subjectsOf(world));
  // What a valid request leaves out stands here in full, so that its members are tried too: of the shape is enough.
  const person = { codeType: "111", code: "990101199001010000", name: "某人" };
  const seal = {
    ...(valid.applyForSeal.body as object),
    owner: { ...person, kind: "person" },
    bearer: person,
  };
  inputs = { ...valid, applyForSeal: { body: seal } };
});
afterAll(() => world.close());

const callerOf = (id: OperationId): PersonName | undefined =>
  (Object.keys(people) as PersonName[]).find((name) =>
    operations[id].callers.some((caller) => caller === people[name].role),
  );

/** Told as a problem, without what was sent and without anything of the inside. A member's name is no value. */
function expectTold({ status, body, text }: Pick<Answer, "status" | "body" | "text">, expected = 400): void {
  expect(body?.type, text).toMatch(/^urn:liangzheng:problem:/);
  expect([status, body.status]).toEqual([expected, expected]);
  expect(text.replaceAll(`/${marker}`, "")).not.toContain(marker);
  expect(text).not.toMatch(/\bat .+:\d+|node_modules|Error:|select |stack/);
  expect(text.length).toBeLessThan(2000);
}

test.each(ids)("%s names the member that is wrong, whichever and however", async (id) => {
  const cases = [...malformedInputs(operations[id], inputs[id])];
  expect(cases.length).toBeGreaterThan(0);
  for (const { name, input, field } of cases) {
    const answer = await world.call(callerOf(id), id, input);
    expect([name, answer.body?.faults?.[0]?.field]).toEqual([name, expect.stringContaining(field)]);
    expectTold(answer);
  }
});

const rawly = async (id: OperationId, payload: Buffer | string, type = "application/json") => {
  const answer = await world.app.inject({
    method: operations[id].method,
    url: `/api/v1${operations[id].path.replace(/:typeKey/, "a-type").replace(/:\w+/g, "01890000-0000-7000-8000-000000000000")}`,
    remoteAddress: `10.8.${Math.floor(ids.indexOf(id) / 200)}.${ids.indexOf(id) % 200}`,
    payload,
    headers: { "content-type": type, "liangzheng-app": "console", "idempotency-key": "12345678" },
  });
  return { status: answer.statusCode, body: answer.json(), text: answer.payload };
};

test.each(writes)("%s refuses bodies that are no JSON object of its shape", async (id) => {
  for (const body of ["", "{", "null", `"${marker}"`, `{"${marker}":`, `[${marker}]`, "\u0000"])
    expectTold(await rawly(id, body));
  for (const type of ["text/plain", "application/xml", "multipart/form-data; boundary=x", "x"])
    expectTold(await rawly(id, `{"${marker}":1}`, type));
});

test.each(writes)("%s refuses bytes that are no UTF-8", async (id) => {
  for (const bytes of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe4, 0xb8]]) {
    const body = Buffer.concat([Buffer.from('{"reason":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expectTold(await rawly(id, body));
  }
});

test.each(writes)("%s takes no prototype for a member", async (id) => {
  for (const body of [
    `{"__proto__":{"${marker}":1}}`,
    `{"constructor":{"prototype":{"${marker}":1}}}`,
    `{"content":{"fields":{"__proto__":{"${marker}":"1"}}}}`,
  ])
    expectTold(await rawly(id, body));
  expect(marker in {}).toBe(false);
});

test.each(writes)(
  "%s bears nesting a hundred thousand deep, a body too large, and a million wrong items",
  async (id) => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expectTold(await rawly(id, deep));
    expectTold(await rawly(id, `{"content":${deep},"body":${deep}}`));
    expectTold(await rawly(id, `{"rows":[${"0,".repeat(900_000)}0]}`));
    expectTold(await rawly(id, `"${marker.repeat(200_000)}"`), 413);
  },
);

test("a file too large to be judged is refused before it is read", async () => {
  expectTold(await rawly("checkSeal", Buffer.alloc(20 * 1024 * 1024 + 1), "application/octet-stream"), 413);
  expectTold(await rawly("checkSeal", `{"file":"${marker}"}`));
});
