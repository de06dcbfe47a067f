import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anOperator,
  aPractitioner,
  aTitle,
  aWorld,
  newKey,
  type PersonName,
  people,
  type World,
} from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const operatorType = "construction-special-operator";
const draft = async (content: unknown, typeKey = operatorType, who: PersonName = "clerk"): Promise<string> =>
  (await world.call(who, "createDraft", { body: { typeKey, content } })).body.summary.draftId;
const submit = (draftId: string, key = newKey()) =>
  world.call("clerk", "submitDraft", { params: { draftId }, key });
const problemOf = ({ status, body }: { status: number; body: { type: string } }) => [
  status,
  body.type?.replace("urn:liangzheng:problem:", ""),
];
const countOf = async (table: string): Promise<number> =>
  Number((await world.database.pool.query(`select count(*) as n from ${table}`)).rows[0]?.n);

test("faults are named by the field they are in, and never repeat the value", async () => {
  const content = anOperator("owner", {
    number: "X-SECRET-1",
    holders: [{ kind: "person", codeType: "111", code: "990101199004170000", name: people.owner.name }],
    issuedOn: null,
    validTo: null,
    fields: { CCLZRQ: "20260231", CZLBDM: "77", ZP: "data:text/html;base64,AAAA", UNKNOWN: "x", XB: "" },
  });
  const answer = await submit(await draft(content));
  expect(problemOf(answer)).toEqual([400, "invalid-input"]);
  const faults = new Map(
    answer.body.faults.map((fault: { field: string; rule: string }) => [fault.field, fault.rule]),
  );
  expect(Object.fromEntries(faults)).toMatchObject({
    "/number": "pattern",
    "/holders/0/code": "citizen-number",
    "/issuedOn": "required",
    "/validTo": "required",
    "/fields/CCLZRQ": "date",
    "/fields/CZLBDM": "code-list",
    "/fields/ZP": "photo",
    "/fields/UNKNOWN": "unknown",
    "/fields/XB": "required",
  });
  for (const secret of ["X-SECRET-1", "990101199004170000", "20260231"])
    expect(answer.text).not.toContain(secret);
});

test("what does not fit the page or the font names its field", async () => {
  const { fields } = anOperator("owner");
  const answer = await submit(await draft(anOperator("owner", { fields: { ...fields, CZLB: "\u{1F4A9}" } })));
  expect(problemOf(answer)).toEqual([422, "does-not-fit"]);
  expect(answer.body.faults[0]).toMatchObject({ field: "/fields/CZLB", rule: "missing-glyph" });
});

test("a live number is issued once, and is free again when its licence is gone", async () => {
  const content = anOperator("owner");
  const licenceKey = await world.issue(operatorType, content);
  expect(problemOf(await submit(await draft(content)))).toEqual([409, "duplicate-licence"]);
  await world.call("clerk", "recordStatusAct", {
    params: { licenceKey },
    body: {
      act: "void",
      decidingOrgan: "演示市住房和城乡建设局",
      documentNumber: "1",
      basis: "示例依据",
      reason: "打印错误",
      effectiveOn: "2026-03-02",
    },
  });
  expect((await submit(await draft(content))).body.summary.state).toBe("issued");
});

test("two desks that submit one number at once issue one licence", async () => {
  const content = anOperator("owner");
  const drafts = await Promise.all(Array.from({ length: 4 }, () => draft(content)));
  const answers = await Promise.all(drafts.map((draftId) => submit(draftId)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test("one draft submitted twice at once is issued once", async () => {
  const draftId = await draft(anOperator("owner"));
  const before = await countOf("licences.licence");
  const answers = await Promise.all([submit(draftId), submit(draftId), submit(draftId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await countOf("licences.licence")).toBe(before + 1);
});

test("a retry with the same key is the same answer and no second licence", async () => {
  const draftId = await draft(anOperator("owner"));
  const before = await countOf("licences.version");
  const key = newKey();
  const answers = await Promise.all([submit(draftId, key), submit(draftId, key)]);
  answers.push(await submit(draftId, key));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await countOf("licences.version")).toBe(before + 1);
});

test("a holder has one live licence of a type that says so, also when two desks try at once", async () => {
  const first = aPractitioner("coHolder");
  const type = "road-transport-practitioner";
  const drafts = [await draft(first, type), await draft(first, type)];
  const answers = await Promise.all(drafts.map((draftId) => submit(draftId)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.body.faults[0].field).toMatch(/^\/(?:holders|number)$/);
});

test("a type that wants a second person is issued by one who did not write it", async () => {
  const draftId = await draft(aTitle(["owner", "coHolder"]), "real-estate-title");
  const approve = (who: PersonName) => world.call(who, "approveDraft", { params: { draftId } });
  expect(problemOf(await approve("reviewer"))).toEqual([409, "state-conflict"]);
  expect((await submit(draftId)).body.summary).toMatchObject({ state: "submitted", licenceKey: null });
  expect(
    (await world.call("clerk", "saveDraft", { params: { draftId }, body: { content: aTitle(["owner"]) } }))
      .status,
  ).toBe(409);
  const returned = await world.call("reviewer", "returnDraft", {
    params: { draftId },
    body: { reason: "坐落不清" },
  });
  expect(returned.body.summary).toMatchObject({ state: "open", returnReason: "坐落不清" });
  await submit(draftId);
  const issued = await approve("reviewer");
  expect(issued.body.summary.state).toBe("issued");
  expect(problemOf(await approve("reviewer"))).toEqual([409, "state-conflict"]);
});

test("a reviewer who is also the writer is sent to a second person", async () => {
  const draftId = await draft(aTitle(["owner"]), "real-estate-title");
  await submit(draftId);
  await world.database.pool.query("update issuance.draft set created_by = $1 where draft_id = $2", [
    world.accounts.reviewer.accountId,
    draftId,
  ]);
  const answer = await world.call("reviewer", "approveDraft", { params: { draftId } });
  expect(problemOf(answer)).toEqual([409, "second-person-required"]);
});

test("a discarded draft is issued no more, and its content is not changed", async () => {
  const draftId = await draft(anOperator("owner"));
  await world.call("clerk", "discardDraft", { params: { draftId }, body: { reason: "申请撤回" } });
  expect(problemOf(await submit(draftId))).toEqual([409, "state-conflict"]);
});

test("what a datum repeats is filled in whatever the client sent", async () => {
  const licenceKey = await world.issue(
    operatorType,
    anOperator("owner", {
      fields: { ...anOperator("owner").fields, XM: "冒名", SFZJHM: people.stranger.citizenNumber },
    }),
  );
  const { body } = await world.call("owner", "getMyLicence", { params: { licenceKey } });
  const values = body.fields.map((field: { value: string }) => field.value);
  expect(values).toContain(people.owner.name);
  expect(values).toContain(people.owner.citizenNumber);
  expect(values).not.toContain("冒名");
});

test.each([
  ["relayed from above", "driving-licence", "relayed-type"],
  ["not adopted by the unit", "business-licence", "not-adopted"],
  ["not known", "no-such-type", "not-found"],
])("a type that is %s is not issued", async (_, typeKey, problem) => {
  const answer = await world.call("clerk", "createDraft", {
    body: { typeKey, content: anOperator("owner") },
  });
  expect(problemOf(answer)[1]).toBe(problem);
});

test("a preview is a picture of the page without a seal, and issues nothing", async () => {
  const before = await countOf("licences.version");
  const draftId = await draft(anOperator("owner"));
  const { status, text } = await world.call("clerk", "previewDraft", { params: { draftId } });
  expect([status, text.startsWith("<svg")]).toEqual([200, true]);
  expect(await countOf("licences.version")).toBe(before);
  expect(await countOf("sealing.seal_use")).toBe(before - 1);
});
