import type { TypeDefinition } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { aWorld, type PersonName, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const known = readLicenceTypes().get("law-enforcement-officer-card") as TypeDefinition;
let made = 0;
const aDefinition = (change: Partial<TypeDefinition> = {}): TypeDefinition => ({
  ...known,
  name: "演示省样例证",
  code: `${known.code.slice(0, 18)}X${String(++made).padStart(2, "0")}`,
  ...change,
});
const save = (who: PersonName, typeKey: string, definition: TypeDefinition) =>
  world.call(who, "saveTypeDraft", { params: { typeKey }, body: { definition } });
const act = (who: PersonName, id: "proposeType" | "publishType", typeKey: string) =>
  world.call(who, id, { params: { typeKey } });
const problemOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body.type?.replace("urn:liangzheng:problem:", ""),
];
const publish = async (typeKey: string, definition = aDefinition()): Promise<TypeDefinition> => {
  expect((await save("proposer", typeKey, definition)).status).toBe(200);
  expect((await act("proposer", "proposeType", typeKey)).status).toBe(200);
  expect((await act("publisher", "publishType", typeKey)).status).toBe(200);
  return definition;
};

test("a type is written, proposed, and published by somebody else", async () => {
  const typeKey = "sample-chain";
  await save("proposer", typeKey, aDefinition());
  expect(problemOf(await act("publisher", "publishType", typeKey))).toEqual([409, "state-conflict"]);
  await act("proposer", "proposeType", typeKey);
  expect(problemOf(await save("proposer", typeKey, aDefinition()))).toEqual([409, "state-conflict"]);
  expect(problemOf(await act("proposer", "publishType", typeKey))).toEqual([409, "second-person-required"]);
  const published = await act("publisher", "publishType", typeKey);
  expect(published.body.versions[0]).toMatchObject({ version: 1, state: "published" });
  expect(problemOf(await act("publisher", "publishType", typeKey))).toEqual([409, "state-conflict"]);
});

test("who wrote a draft does not publish it, though another proposed it", async () => {
  const typeKey = "sample-writer";
  await save("publisher", typeKey, aDefinition());
  await act("proposer", "proposeType", typeKey);
  expect(problemOf(await act("publisher", "publishType", typeKey))).toEqual([409, "second-person-required"]);
});

test("a city writes no types", async () => {
  expect(problemOf(await save("cityManager", "sample-city", aDefinition()))).toEqual([403, "not-allowed"]);
});

test("national types are read-only here, those that are and those that would be", async () => {
  const national = readLicenceTypes().get("business-licence") as TypeDefinition;
  const changed = { ...national, level: "province" as const };
  expect(problemOf(await save("proposer", "business-licence", changed))).toEqual([409, "state-conflict"]);
  expect(problemOf(await save("proposer", "sample-nation", aDefinition({ level: "national" })))).toEqual([
    409,
    "state-conflict",
  ]);
});

test("a published type keeps its code and origin through its versions", async () => {
  const typeKey = "sample-fixed";
  const definition = await publish(typeKey);
  const changed = await save("proposer", typeKey, aDefinition());
  expect([changed.status, changed.body.faults]).toEqual([
    400,
    [expect.objectContaining({ field: "/definition/code", rule: "immutable" })],
  ]);
  const origin = await save("proposer", typeKey, { ...definition, origin: "relayed" });
  expect(origin.body.faults[0]).toMatchObject({ field: "/definition/origin", rule: "immutable" });
  await publish(typeKey, { ...definition, name: "演示省样例证（二）" });
  const { body } = await world.call("auditor", "getLicenceType", { params: { typeKey } });
  expect(
    body.versions.map(
      ({ version, definition: { name } }: { version: number; definition: { name: string } }) => [
        version,
        name,
      ],
    ),
  ).toEqual([
    [2, "演示省样例证（二）"],
    [1, "演示省样例证"],
  ]);
});

test("no two types share a code", async () => {
  const { code } = await publish("sample-one");
  expect(problemOf(await save("proposer", "sample-two", aDefinition({ code })))).toEqual([
    409,
    "state-conflict",
  ]);
});

test("faults of a definition are told together, each by its place", async () => {
  const [field] = known.fields;
  if (field === undefined) throw new Error("the sample has no field");
  const fields = [
    field,
    { ...field, kind: "code" as const, sensitivity: "P0" as const, mask: "last4" as const },
  ];
  const answer = await save(
    "proposer",
    "sample-faults",
    aDefinition({ fields, number: { ...known.number, pattern: "(" } }),
  );
  const rules = answer.body.faults.map(
    ({ field: at, rule }: { field: string; rule: string }) => `${at} ${rule}`,
  );
  expect(rules).toEqual(
    expect.arrayContaining([
      "/definition/fields/1/id unique",
      "/definition/fields/1/codes required",
      "/definition/fields/1/mask sensitivity",
      "/definition/number/pattern pattern",
    ]),
  );
});

test("a unit adopts for itself alone, with a seal of its own, what is published and made here", async () => {
  const { issuer, other } = world.organIds;
  const adopt = (typeKey: string, organId: string, sealId: string) =>
    world.call("cityManager", "adoptType", { params: { typeKey }, body: { organId, sealId } });
  expect(problemOf(await adopt("business-licence", other, world.sealIds.other))).toEqual([404, "not-found"]);
  expect(problemOf(await adopt("business-licence", issuer, world.sealIds.other))).toEqual([404, "not-found"]);
  expect(problemOf(await adopt("driving-licence", issuer, world.sealIds.issuer))).toEqual([
    409,
    "relayed-type",
  ]);
  await save("proposer", "sample-unpublished", aDefinition());
  expect((await adopt("sample-unpublished", issuer, world.sealIds.issuer)).status).toBe(409);
  const adopted = await adopt("business-licence", issuer, world.sealIds.issuer);
  expect(adopted.body.adoptions).toEqual([
    expect.objectContaining({ organId: issuer, sealId: world.sealIds.issuer }),
  ]);
});

test("a page with a fault is not saved, and the answer says where it is", async () => {
  const { template } = known;
  const shift = { x: 40, y: 0 };
  const answer = await save(
    "proposer",
    "sample-page",
    aDefinition({ template: { ...template, seal: { ...template.seal, shift } } }),
  );
  expect(problemOf(answer)).toEqual([400, "invalid-input"]);
  expect(answer.body.faults).toContainEqual(
    expect.objectContaining({ field: "/definition/template/seal", rule: "template-outside" }),
  );
});

test("a version of before there were designs is read as the standard page of its fields", async () => {
  const typeKey = "sample-older";
  await publish(typeKey);
  await world.database.pool.query(
    `update catalogue.type_version set definition = jsonb_set(definition, '{template}', $2::jsonb) where type_key = $1`,
    [typeKey, JSON.stringify({ landscape: false, accent: "#1c2f5a" })],
  );
  const { body } = await world.call("proposer", "getLicenceType", { params: { typeKey } });
  expect(body.versions[0].definition.template.page).toEqual({ width: 210, height: 297 });
  const { name, fields } = known;
  const start = { name, fields, landscape: false };
  const standard = await world.call("proposer", "startTemplate", { body: start });
  expect(standard.body.page).toEqual({ width: 210, height: 297 });
  expect(standard.body.fields.map(({ id }: { id: string }) => id)).toContain("KZ_XM");
});
