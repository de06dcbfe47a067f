import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anOperator, aTitle, aWorld, holderOf, people, start, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const operatorType = "construction-special-operator";
const begin = (licenceKey: string, kind: string) =>
  world.call("clerk", "startVersion", { params: { licenceKey }, body: { kind, reason: "示例理由" } });
const save = (draftId: string, content: unknown) =>
  world.call("clerk", "saveDraft", { params: { draftId }, body: { content } });
const submit = (draftId: string) => world.call("clerk", "submitDraft", { params: { draftId } });
const detail = async (licenceKey: string) =>
  (await world.call("clerk", "getLicence", { params: { licenceKey } })).body;
const fileOf = async (licenceKey: string) =>
  (await world.call("owner", "getMyLicenceFile", { params: { licenceKey } })).bytes;

const anAct = (act: string, change: object = {}) => ({
  act,
  decidingOrgan: "演示市应急管理局",
  documentNumber: "演应急罚〔2026〕1号",
  basis: "示例依据",
  reason: "示例理由",
  effectiveOn: "2026-03-02",
  ...change,
});
const record = (licenceKey: string, act: string, change: object = {}) =>
  world.call("clerk", "recordStatusAct", { params: { licenceKey }, body: anAct(act, change) });

test.each(["change", "renewal", "replacement"])(
  "a %s begins with the record as it is, and is sealed anew as the next version",
  async (kind) => {
    const licenceKey = await world.issue(operatorType, anOperator("owner"));
    const [before, fileBefore] = [await detail(licenceKey), await fileOf(licenceKey)];
    const draft = (await begin(licenceKey, kind)).body;
    expect(draft.content).toMatchObject({ number: before.summary.number, issuedOn: null });
    expect(draft.content.fields.ZP).toMatch(/^data:image\/png;base64,/);
    const content = { ...draft.content, issuedOn: "2026-03-02", validTo: "2028-03-01" };
    expect((await save(draft.summary.draftId, content)).body.faults).toEqual([]);
    expect((await submit(draft.summary.draftId)).body.summary).toMatchObject({ state: "issued", licenceKey });

    const after = await detail(licenceKey);
    expect(
      after.versions.map(({ version, state }: { version: string; state: string }) => [version, state]),
    ).toEqual([
      ["002", "current"],
      ["001", "superseded"],
    ]);
    expect(after.summary).toMatchObject({ issuedOn: "2026-03-02", validTo: "2028-03-01", status: "valid" });
    expect(after.identifier).not.toBe(before.identifier);
    expect(after.identifier.split(".").slice(0, 7)).toEqual(before.identifier.split(".").slice(0, 7));
    expect(Buffer.from(await fileOf(licenceKey)).equals(Buffer.from(fileBefore))).toBe(false);
  },
);

test("a type that makes a new licence of a change voids the old one and names it", async () => {
  const draft = await world.call("clerk", "createDraft", {
    body: { typeKey: "real-estate-title", content: aTitle(["owner"]) },
  });
  const approve = async (draftId: string): Promise<string> => {
    await submit(draftId);
    return (await world.call("reviewer", "approveDraft", { params: { draftId } })).body.summary.licenceKey;
  };
  const old = await approve(draft.body.summary.draftId);
  const next = (await begin(old, "replacement")).body;
  await save(next.summary.draftId, { ...next.content, issuedOn: "2026-03-02" });
  const made = await approve(next.summary.draftId);
  expect(made).not.toBe(old);
  expect((await detail(old)).summary.status).toBe("void");
  expect((await detail(made)).summary).toMatchObject({
    status: "valid",
    number: (await detail(old)).summary.number,
  });
  const { rows } = await world.database.pool.query(
    "select related_key, kind from licences.related where licence_key = $1",
    [made],
  );
  expect(rows).toEqual([{ related_key: old, kind: "replacement" }]);
});

test("a change of holder takes the licence from the old one and gives it to the new", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("stranger"));
  const draft = (await begin(licenceKey, "change")).body;
  await save(draft.summary.draftId, {
    ...draft.content,
    issuedOn: "2026-03-02",
    holders: [holderOf("coHolder")],
  });
  expect((await submit(draft.summary.draftId)).status).toBe(200);
  const read = (who: "coHolder" | "stranger") => world.call(who, "getMyLicence", { params: { licenceKey } });
  expect((await read("coHolder")).body.summary).toMatchObject({ holderName: people.coHolder.name });
  expect((await read("stranger")).status).toBe(404);
  expect((await detail(licenceKey)).summary.holderName).toBe(people.coHolder.name);
});

test("a change of number frees the old number", async () => {
  const first = anOperator("owner");
  const licenceKey = await world.issue(operatorType, first);
  const draft = (await begin(licenceKey, "change")).body;
  await save(draft.summary.draftId, {
    ...draft.content,
    issuedOn: "2026-03-02",
    number: anOperator("owner").number,
  });
  await submit(draft.summary.draftId);
  await expect(world.issue(operatorType, { ...first, holders: [holderOf("coHolder")] })).resolves.toBeTypeOf(
    "string",
  );
});

test("acts lead through the statuses, and the file does not change", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("owner"));
  const before = await fileOf(licenceKey);
  expect((await record(licenceKey, "suspend")).body.status).toBe("suspended");
  expect((await begin(licenceKey, "renewal")).status).toBe(409);
  expect((await record(licenceKey, "suspend")).status).toBe(409);
  expect((await record(licenceKey, "resume")).body.status).toBe("valid");
  expect((await record(licenceKey, "revoke")).body.status).toBe("revoked");
  expect((await record(licenceKey, "resume")).status).toBe(409);
  expect((await record(licenceKey, "cancel")).body.status).toBe("cancelled");
  for (const act of ["resume", "suspend", "void", "revoke"])
    expect((await record(licenceKey, act)).status).toBe(409);
  const { statusActs, summary } = await detail(licenceKey);
  expect(statusActs.map(({ act }: { act: string }) => act)).toEqual([
    "cancel",
    "revoke",
    "resume",
    "suspend",
  ]);
  expect(statusActs[0]).toMatchObject({
    decidingOrgan: "演示市应急管理局",
    executingOrgan: "演示市住房和城乡建设局",
  });
  expect(summary.statusReason).toBe("示例理由");
  expect(Buffer.from(await fileOf(licenceKey)).equals(Buffer.from(before))).toBe(true);
});

test("an act that takes effect later leaves the licence as it is until that day", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("owner"));
  expect((await record(licenceKey, "revoke", { effectiveOn: "2026-03-05" })).body.status).toBe("valid");
  expect((await record(licenceKey, "suspend")).status).toBe(409);
  world.clock.now = new Date("2026-03-04T15:59:59Z");
  expect((await detail(licenceKey)).summary.status).toBe("valid");
  world.clock.now = new Date("2026-03-04T16:00:00Z");
  expect((await detail(licenceKey)).summary.status).toBe("revoked");
});

test.each([
  ["before the day of issue", "2026-02-28", "order"],
  ["on a day of no calendar", "2026-02-31", "date"],
])("an act that takes effect %s names its field", async (_, effectiveOn, rule) => {
  const { status, body } = await record(world.licences.made, "suspend", { effectiveOn });
  expect([status, body.faults]).toEqual([400, [expect.objectContaining({ field: "/effectiveOn", rule })]]);
});

test("flags stand beside the status, one of a kind, until they are released", async () => {
  const licenceKey = await world.issue(operatorType, anOperator("owner"));
  const flag = (kind: string, set: boolean) =>
    world.call("clerk", "setFlag", {
      params: { licenceKey },
      body: { kind, set, source: "演示市人民法院", documentNumber: "（2026）演01执1号" },
    });
  expect((await flag("seizure", true)).body.flags).toEqual(["seizure"]);
  expect((await flag("mortgage", true)).body.flags).toEqual(["seizure", "mortgage"]);
  expect((await flag("seizure", true)).status).toBe(409);
  expect((await detail(licenceKey)).summary).toMatchObject({
    status: "valid",
    flags: ["seizure", "mortgage"],
  });
  expect((await flag("seizure", false)).body.flags).toEqual(["mortgage"]);
  expect((await flag("seizure", false)).status).toBe(409);
  expect((await flag("seizure", true)).body.flags).toEqual(["mortgage", "seizure"]);
});

test("a relayed licence takes no act, no record, no version, and has no file", async () => {
  const licenceKey = world.licences.relayed;
  const flag = { kind: "loss", set: true, source: "本人声明", documentNumber: "1" };
  const refusals = [
    await record(licenceKey, "suspend"),
    await world.call("clerk", "setFlag", { params: { licenceKey }, body: flag }),
    await begin(licenceKey, "renewal"),
  ];
  expect(refusals.map(({ body }) => body.type)).toEqual(
    refusals.map(() => "urn:liangzheng:problem:relayed-type"),
  );
  for (const id of ["getMyLicenceFile", "getMyLicencePage"] as const)
    expect((await world.call("owner", id, { params: { licenceKey } })).status).toBe(404);
});
