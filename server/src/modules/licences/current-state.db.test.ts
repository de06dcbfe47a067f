import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anOperator, aPractitioner, aWorld, holderOf, start, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const operatorType = "construction-special-operator";
const tomorrow = "2026-03-03";
/** The first instant of that day in Shanghai. */
const whenItComes = new Date("2026-03-02T16:00:00Z");

const record = (licenceKey: string, act: string, change: object = {}) =>
  world.call("clerk", "recordStatusAct", {
    params: { licenceKey },
    body: {
      act,
      decidingOrgan: "演示市应急管理局",
      documentNumber: "演应急罚〔2026〕1号",
      basis: "示例依据",
      reason: `示例理由:${act}`,
      effectiveOn: tomorrow,
      ...change,
    },
  });
const summaryOf = async (licenceKey: string) =>
  (await world.call("clerk", "getLicence", { params: { licenceKey } })).body.summary;
const begin = (licenceKey: string) =>
  world.call("clerk", "startVersion", { params: { licenceKey }, body: { kind: "change", reason: "示例" } });
const problemOf = async (issuing: Promise<unknown>): Promise<unknown> =>
  issuing.then(
    () => "issued",
    (error: { problem?: { code: string } }) => error.problem?.code,
  );

test("until its day an act to come shows neither its status nor its reason, and the number is taken", async () => {
  const content = anOperator("owner");
  const licenceKey = await world.issue(operatorType, content);
  expect((await record(licenceKey, "cancel")).body.status).toBe("valid");
  expect(await summaryOf(licenceKey)).toMatchObject({ status: "valid", statusReason: null });
  expect(await problemOf(world.issue(operatorType, content))).toBe("duplicate-licence");
  expect((await begin(licenceKey)).body.type).toBe("urn:liangzheng:problem:state-conflict");

  world.clock.now = new Date(whenItComes.getTime() - 1);
  expect((await summaryOf(licenceKey)).status).toBe("valid");
  expect(await problemOf(world.issue(operatorType, content))).toBe("duplicate-licence");

  world.clock.now = whenItComes;
  expect(await summaryOf(licenceKey)).toMatchObject({ status: "cancelled", statusReason: "示例理由:cancel" });
  expect(await problemOf(world.issue(operatorType, content))).toBe("issued");
  // The new licence has it now, for good: the one before it cannot give it away again.
  expect(await problemOf(world.issue(operatorType, content))).toBe("duplicate-licence");
});

test("a holder has a live licence until the day it ends", async () => {
  const content = aPractitioner("stranger");
  const type = "road-transport-practitioner";
  const licenceKey = await world.issue(type, content);
  await record(licenceKey, "revoke");
  expect(await problemOf(world.issue(type, content))).toBe("duplicate-licence");
  world.clock.now = whenItComes;
  expect(await problemOf(world.issue(type, content))).toBe("issued");
});

test("a suspension that ends tomorrow is still one today, for the reason it was made for", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("owner"));
  await record(licenceKey, "suspend", { effectiveOn: "2026-03-02" });
  expect((await record(licenceKey, "resume")).body.status).toBe("suspended");
  expect(await summaryOf(licenceKey)).toMatchObject({
    status: "suspended",
    statusReason: "示例理由:suspend",
  });
  expect((await begin(licenceKey)).status).toBe(409);
  world.clock.now = whenItComes;
  expect(await summaryOf(licenceKey)).toMatchObject({ status: "valid", statusReason: null });
  expect((await begin(licenceKey)).status).toBe(200);
});

test("a cancellation after a revocation does not take the number from who has it since", async () => {
  const content = anOperator("owner");
  const revoked = await world.issue(operatorType, content);
  await record(revoked, "revoke", { effectiveOn: "2026-03-02" });
  await world.issue(operatorType, { ...content, holders: [holderOf("coHolder")] });
  expect((await record(revoked, "cancel", { effectiveOn: "2026-03-02" })).status).toBe(200);
  expect(await problemOf(world.issue(operatorType, content))).toBe("duplicate-licence");
});

test("a licence is found by the objects of its current version, and not by those it had before", async () => {
  const type = "road-transport-vehicle-certificate";
  await world.as("cityManager", (ctx) =>
    world.services.catalogue.adopt(ctx, type, world.organIds.issuer, world.sealIds.issuer),
  );
  const licenceKey = await world.issue(type, {
    number: "演交运管演字990100000002号",
    holders: [holderOf("owner")],
    issuedOn: "2026-03-01",
    validFrom: "2026-03-01",
    validTo: "2030-02-28",
    fields: {
      YHMC: "演示个体运输户",
      DZ: "演示市验证路1号",
      CLHP: "演A00001",
      JYXKZH: "990100000001",
      CLLX: "重型半挂牵引车",
      DWZW: "40",
      JYFW: "道路普通货物运输",
    },
  });
  const found = async (plate: string): Promise<string[]> =>
    (await world.call("clerk", "searchLicences", { query: { object: plate } })).body.items.map(
      (item: { licenceKey: string }) => item.licenceKey,
    );
  expect(await found("演A00001")).toEqual([licenceKey]);
  const { summary, content } = (await begin(licenceKey)).body;
  const params = { draftId: summary.draftId };
  const changed = { ...content, issuedOn: "2026-03-02", fields: { ...content.fields, CLHP: "演A00002" } };
  await world.call("clerk", "saveDraft", { params, body: { content: changed } });
  expect((await world.call("clerk", "submitDraft", { params })).status).toBe(200);
  expect(await found("演A00001")).toEqual([]);
  expect(await found("演A00002")).toEqual([licenceKey]);
});

test("a licence issued for a later day can be acted on before it", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("owner", { issuedOn: tomorrow }));
  expect((await record(licenceKey, "void")).status).toBe(200);
});
