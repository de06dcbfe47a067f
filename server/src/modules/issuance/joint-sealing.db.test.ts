import { setOver, verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { layBody, layJointType, type SealingBody, withOther } from "../../../testing/joint-type.ts";
import { untilNoticed } from "../../../testing/subjects.ts";
import { anOperator, aWorld, newKey, type PersonName, start, type World } from "../../../testing/world.ts";
import type { Account } from "../../platform/actor.ts";
import type { Ctx } from "../../platform/context.ts";
import { sealTask } from "./seal-task.ts";

let world: World;
let county: SealingBody;
beforeAll(async () => {
  world = await aWorld();
  county = await layBody(world, "演示市演示县应急管理局", "990101", "county");
  await layJointType(world, "joint-two", {
    ...withOther,
    parties: [
      ...withOther.parties,
      { id: "county", role: "属地监管", roleEn: "County", organ: { by: "level", level: "county" } },
    ],
  });
  await layJointType(world, "joint-in-turn", {
    order: "in-turn",
    parties: [
      { id: "county", role: "属地监管", roleEn: "County", organ: { by: "level", level: "county" } },
      ...withOther.parties,
    ],
    deadlineDays: 3,
  });
  await layJointType(world, "joint-chosen", {
    ...withOther,
    parties: [{ id: "second", role: "会签机关", roleEn: "Co-signer", organ: { by: "draft" } }],
  });
  await layJointType(world, "joint-second-person", withOther, { secondPerson: true });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const asCounty = <T>(run: (ctx: Ctx<Account>) => Promise<T>): Promise<T> =>
  world.inTransaction((tx) => run({ ...world.services.context(tx, county.account), actor: county.account }));
const deps = () => world.services.issuanceDeps;
const codeOf = ({ status, body }: { status: number; body: { type?: string } }) => [
  status,
  body?.type?.replace("urn:liangzheng:problem:", ""),
];

const draftOf = async (typeKey: string, content = anOperator("owner")): Promise<string> =>
  (await world.call("clerk", "createDraft", { body: { typeKey, content } })).body.summary.draftId;
async function begin(typeKey: string): Promise<string> {
  const draftId = await draftOf(typeKey);
  const { body } = await world.call("clerk", "submitDraft", { params: { draftId } });
  expect(body.summary).toMatchObject({ state: "sealing", licenceKey: null });
  return draftId;
}
const sealingOf = async (draftId: string) =>
  (await world.call("clerk", "getDraftSealing", { params: { draftId } })).body;
const states = async (draftId: string) =>
  (await sealingOf(draftId)).attempts[0].parties.map((party: { state: string }) => party.state);
async function taskOf(draftId: string, organId: string): Promise<string> {
  const { rows } = await world.database.pool.query(
    "select task_id from issuance.sealing_task where draft_id = $1 and organ_id = $2 order by task_id desc",
    [draftId, organId],
  );
  return rows[0].task_id;
}
const otherTask = (draftId: string) => taskOf(draftId, world.organIds.other);
const countyTask = (draftId: string) => taskOf(draftId, county.account.organId ?? "");
const sealAsOther = (taskId: string, key = newKey(), who: PersonName = "otherClerk") =>
  world.call(who, "sealTask", { params: { taskId }, body: { sealId: world.sealIds.other }, key });
const sealAsCounty = (taskId: string) => asCounty((ctx) => sealTask(deps(), ctx, taskId, county.sealId));
const draftState = async (draftId: string) =>
  (await world.call("clerk", "getDraft", { params: { draftId } })).body.summary;
const count = async (table: string): Promise<number> =>
  Number((await world.database.pool.query(`select count(*) from ${table}`)).rows[0].count);

async function report(licenceKey: string) {
  const { bytes } = await world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
  const { anchors, crls } = await world.inTransaction((tx) => world.services.sealing.trust(tx));
  return {
    bytes,
    report: verifyOfd(bytes, { gm: world.services.gm, trust: { anchors, crls }, now: world.clock.now }),
  };
}

test("the last seal delivers a licence whose seals are all valid, each over those before it", async () => {
  const before = await count("licences.version");
  const draftId = await begin("joint-two");
  expect(await states(draftId)).toEqual(["open", "open"]);
  expect(await count("licences.version")).toBe(before);
  await sealAsCounty(await countyTask(draftId));
  expect(await states(draftId)).toEqual(["open", "sealed"]);
  expect(await count("licences.version")).toBe(before);
  const last = await sealAsOther(await otherTask(draftId));
  expect(last.body).toMatchObject({ summary: { state: "sealed" }, mayDecide: false, hasPage: false });

  const { state, licenceKey } = await draftState(draftId);
  expect([state, await count("licences.version")]).toEqual(["issued", before + 1]);
  const { bytes, report: judged } = await report(licenceKey);
  expect([judged.verdict, judged.signatures.length]).toEqual(["valid", 3]);
  expect(judged.signatures.map(({ verdict, sealName }) => [verdict, sealName])).toEqual([
    ["valid", expect.stringContaining("演示市住房和城乡建设局")],
    ["valid", expect.stringContaining("演示市演示县应急管理局")],
    ["valid", expect.stringContaining("示范市住房和城乡建设局")],
  ]);
  expect(setOver(judged.signatures)).toEqual([[], [0], [0, 1]]);
  // The public seal desk shows each seal on the page; here it trusts nobody's maker.
  const desk = (await world.call(undefined, "checkSeal", { file: bytes })).body;
  expect(desk.signatures.map(({ places }: { places: unknown[] }) => places.length)).toEqual([1, 1, 1]);
  const pdf = await world.call("owner", "getMyLicencePdf", { params: { licenceKey } });
  expect([pdf.status, pdf.bytes.length > 10_000]).toEqual([200, true]);
});

test("the uses of all seals are logged for the same version, and nothing sealed stays behind", async () => {
  const draftId = await begin("joint-two");
  await sealAsOther(await otherTask(draftId));
  await sealAsCounty(await countyTask(draftId));
  const { licenceKey } = await draftState(draftId);
  const { rows } = await world.database.pool.query(
    "select seal_id from sealing.seal_use where subject = $1 order by use_id",
    [`licence/${licenceKey}/1`],
  );
  expect(rows.map((row) => row.seal_id)).toEqual([world.sealIds.issuer, world.sealIds.other, county.sealId]);
  const left = await world.database.pool.query(
    "select 1 from issuance.joint_sealing where state <> 'under-way' and coalesce(content_keys, stored_file, sealed_record, sealed_photo) is not null",
  );
  expect(left.rowCount).toBe(0);
});

test("in turn a body is asked only when the one before it has sealed", async () => {
  const draftId = await begin("joint-in-turn");
  expect(await states(draftId)).toEqual(["open", "waiting"]);
  const taskId = await otherTask(draftId);
  expect(codeOf(await world.call("otherClerk", "getSealingTask", { params: { taskId } }))).toEqual([
    404,
    "not-found",
  ]);
  expect(codeOf(await sealAsOther(taskId))).toEqual([404, "not-found"]);
  world.clock.now = new Date(start.getTime() + 3_600_000);
  await sealAsCounty(await countyTask(draftId));
  const { body } = await world.call("otherClerk", "getSealingTask", { params: { taskId } });
  expect(body.summary).toMatchObject({
    state: "open",
    dueAt: new Date(world.clock.now.getTime() + 3 * 86_400_000).toISOString(),
  });
  expect(body.seals).toEqual([{ sealId: world.sealIds.other, name: expect.any(String) }]);
  await sealAsOther(taskId);
  expect((await draftState(draftId)).state).toBe("issued");
});

test("two bodies that seal at the same moment both have their seal on the licence", async () => {
  const draftId = await begin("joint-two");
  const [other, own] = [await otherTask(draftId), await countyTask(draftId)];
  const [answer] = await Promise.all([sealAsOther(other), sealAsCounty(own)]);
  expect(answer.status).toBe(200);
  const { state, licenceKey } = await draftState(draftId);
  expect(state).toBe("issued");
  expect((await report(licenceKey)).report).toMatchObject({ verdict: "valid", signatures: { length: 3 } });
});

test("a repeated press is one seal, and a second press is told that it is sealed", async () => {
  const draftId = await begin("joint-two");
  const taskId = await otherTask(draftId);
  const uses = await count("sealing.seal_use");
  const key = newKey();
  const answers = await Promise.all([sealAsOther(taskId, key), sealAsOther(taskId, key)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(codeOf(await sealAsOther(taskId))).toEqual([409, "state-conflict"]);
  expect(await count("sealing.seal_use")).toBe(uses + 1);
});

test("what fails between the seal and its record leaves no trace of the seal, and is done again", async () => {
  const draftId = await begin("joint-two");
  await sealAsCounty(await countyTask(draftId));
  const taskId = await otherTask(draftId);
  const uses = await count("sealing.seal_use");
  const broken = vi.spyOn(deps().licences, "record").mockRejectedValueOnce(new Error("cut"));
  expect((await sealAsOther(taskId)).status).toBe(500);
  broken.mockRestore();
  expect([await states(draftId), await count("sealing.seal_use")]).toEqual([["open", "sealed"], uses]);
  expect((await sealAsOther(taskId)).status).toBe(200);
  const { licenceKey } = await draftState(draftId);
  expect((await report(licenceKey)).report).toMatchObject({ verdict: "valid", signatures: { length: 3 } });
});

test("a refusal gives the draft back with the reason; no licence exists, and it can be sealed anew", async () => {
  const before = await count("licences.version");
  const draftId = await begin("joint-two");
  const taskId = await otherTask(draftId);
  const refused = await world.call("otherReviewer", "refuseSealingTask", {
    params: { taskId },
    body: { reason: "范围与许可不符" },
  });
  expect(refused.body).toMatchObject({ summary: { state: "refused" }, mayDecide: false });
  expect(await draftState(draftId)).toMatchObject({
    state: "open",
    licenceKey: null,
    returnReason: "示范市住房和城乡建设局：范围与许可不符",
  });
  expect(await states(draftId)).toEqual(["refused", "closed"]);
  const { rows: told } = await world.database.pool.query(
    "select payload ->> 'change' as change from platform.event where key = $1 order by seq",
    [draftId],
  );
  expect(told.map(({ change }) => change).slice(-2)).toEqual(["refused", "ended"]);
  await expect(sealAsCounty(await countyTask(draftId))).rejects.toMatchObject({
    problem: { code: "state-conflict" },
  });
  expect(codeOf(await world.call("otherClerk", "getSealingTaskPage", { params: { taskId } }))).toEqual([
    409,
    "state-conflict",
  ]);
  expect(await count("licences.version")).toBe(before);

  expect((await world.call("clerk", "submitDraft", { params: { draftId } })).body.summary.state).toBe(
    "sealing",
  );
  expect((await sealingOf(draftId)).attempts.map(({ state }: { state: string }) => state)).toEqual([
    "under-way",
    "refused",
  ]);
  await sealAsOther(await otherTask(draftId));
  await sealAsCounty(await countyTask(draftId));
  expect((await draftState(draftId)).state).toBe("issued");
});

test("after the day both sides are told once; the body may still seal, and the issuer may take the draft back", async () => {
  const draftId = await begin("joint-two");
  const taskId = await otherTask(draftId);
  const tell = () => world.as("keeper", (ctx) => world.services.issuance.tellOverdueSealing(ctx));
  await tell();
  world.clock.now = new Date(start.getTime() + 5 * 86_400_000 + 1000);
  expect(await tell()).toBeGreaterThanOrEqual(2);
  expect(await tell()).toBe(0);
  expect(await states(draftId)).toEqual(["overdue", "overdue"]);
  const { items } = (await world.call("otherClerk", "listSealingTasks", { query: { show: "overdue" } })).body;
  expect(items.map((one: { taskId: string }) => one.taskId)).toContain(taskId);
  await untilNoticed(world);
  for (const who of ["clerk", "reviewer", "otherClerk", "otherReviewer"] as const) {
    const told = (await world.call(who, "listNotices")).body.items;
    expect(told[0]).toMatchObject({
      kind: "joint-sealing",
      facts: { change: "overdue", issuer: "演示市住房和城乡建设局" },
    });
  }
  const taken = await world.call("clerk", "withdrawSealing", {
    params: { draftId },
    body: { reason: "逾期未会签" },
  });
  expect(taken.body.attempts[0]).toMatchObject({
    state: "withdrawn",
    parties: [{ state: "closed" }, { state: "closed" }],
  });
  expect(await draftState(draftId)).toMatchObject({ state: "open", returnReason: "逾期未会签" });
  expect(codeOf(await sealAsOther(taskId))).toEqual([409, "state-conflict"]);
});

test("who may not use the body's seal seals nothing, and a task shows them none to choose", async () => {
  const draftId = await begin("joint-two");
  const taskId = await otherTask(draftId);
  const allow = (allowed: boolean) =>
    world.call("otherKeeper", "setSealUser", {
      params: { sealId: world.sealIds.other },
      body: { accountId: world.accounts.otherClerk.accountId, allowed },
    });
  await allow(false);
  expect(codeOf(await sealAsOther(taskId))).toEqual([409, "seal-not-usable"]);
  expect((await world.call("otherClerk", "getSealingTask", { params: { taskId } })).body.seals).toEqual([]);
  await allow(true);
  const foreign = { params: { taskId }, body: { sealId: world.sealIds.issuer } };
  expect(codeOf(await world.call("otherClerk", "sealTask", foreign))).toEqual([409, "seal-not-usable"]);
  expect(codeOf(await world.call("clerk", "sealTask", foreign))).toEqual([404, "not-found"]);
  expect(await states(draftId)).toEqual(["open", "open"]);
});

test("the body that seals sees the page with the seals so far, and each look is in its audit log", async () => {
  const draftId = await begin("joint-two");
  const params = { taskId: await otherTask(draftId) };
  const stamps = async () =>
    (await world.call("otherReviewer", "getSealingTaskPage", { params })).text.match(/id="[^"]*stamp-\d+"/g)
      ?.length;
  expect(await stamps()).toBe(1);
  await sealAsCounty(await countyTask(draftId));
  expect(await stamps()).toBe(2);
  const { items } = (await world.call("otherAuditor", "listAudit")).body;
  const looks = items.filter(
    ({ act, subject }: { act: string; subject: string }) =>
      act === "look-at-sealing-task" && subject.endsWith(params.taskId),
  );
  expect(looks).toHaveLength(2);
});

test("bodies left to the draft are chosen there, and nothing is sealed before they are", async () => {
  const draftId = await draftOf("joint-chosen");
  const submit = () => world.call("clerk", "submitDraft", { params: { draftId } });
  expect((await submit()).body.faults).toEqual([
    { field: "/sealers/second", rule: "required", message: expect.any(String) },
  ]);
  const [party] = (await sealingOf(draftId)).parties;
  expect(party).toMatchObject({ by: "draft", organ: null });
  const choose = (sealers: object) =>
    world.call("clerk", "chooseSealers", { params: { draftId }, body: { sealers } });
  expect(codeOf(await choose({ second: "1199010000DEM00000" }))).toEqual([400, "invalid-input"]);
  expect(codeOf(await choose({ nobody: county.code }))).toEqual([400, "invalid-input"]);
  expect((await choose({ second: county.code })).body.parties[0].organ).toEqual({
    code: county.code,
    name: "演示市演示县应急管理局",
  });
  expect((await submit()).body.summary.state).toBe("sealing");
  expect(codeOf(await choose({ second: county.code }))).toEqual([409, "state-conflict"]);
});

test("with a second person the issuer's seal and the requests come with the approval", async () => {
  const draftId = await draftOf("joint-second-person");
  await world.call("clerk", "submitDraft", { params: { draftId } });
  expect((await sealingOf(draftId)).attempts).toEqual([]);
  const { body } = await world.call("reviewer", "approveDraft", { params: { draftId } });
  expect(body.summary).toMatchObject({ state: "sealing", licenceKey: null });
  await sealAsOther(await otherTask(draftId));
  expect((await draftState(draftId)).state).toBe("issued");
});

test("a change is sealed jointly too, and fails where the licence has had another version meanwhile", async () => {
  const draftId = await begin("joint-two");
  await sealAsOther(await otherTask(draftId));
  await sealAsCounty(await countyTask(draftId));
  const { licenceKey } = await draftState(draftId);
  const change = async (): Promise<string> => {
    const { body } = await world.call("clerk", "startVersion", {
      params: { licenceKey },
      body: { kind: "change", reason: "更正" },
    });
    const params = { draftId: body.summary.draftId };
    await world.call("clerk", "saveDraft", {
      params,
      body: { content: { ...body.content, issuedOn: "2026-03-02" } },
    });
    expect((await world.call("clerk", "submitDraft", { params })).body.summary.state).toBe("sealing");
    return params.draftId;
  };
  const [one, two] = [await change(), await change()];
  await sealAsOther(await otherTask(one));
  await sealAsCounty(await countyTask(one));
  expect(await draftState(one)).toMatchObject({ state: "issued", licenceKey });
  expect((await report(licenceKey)).report.signatures).toHaveLength(3);
  await sealAsOther(await otherTask(two));
  await expect(sealAsCounty(await countyTask(two))).rejects.toMatchObject({
    problem: { code: "state-conflict" },
  });
  expect(await states(two)).toEqual(["sealed", "open"]);
});

test("a type that several bodies seal is not issued in batches", async () => {
  const answer = await world.call("clerk", "createBatch", {
    body: { typeKey: "joint-two", rows: [anOperator("owner")] },
  });
  expect([answer.status, answer.body.faults[0].rule]).toEqual([400, "joint-sealing"]);
});
