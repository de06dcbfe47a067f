import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  agreement,
  ask,
  askAndAgree,
  aUse,
  aUseItem,
  layUseItem,
  takeCode,
} from "../../../testing/authorised-use.ts";
import { untilNoticed } from "../../../testing/subjects.ts";
import {
  anOperator,
  aTitle,
  aWorld,
  newKey,
  type PersonName,
  people,
  type World,
} from "../../../testing/world.ts";

let world: World;
let licenceKey: string;
const day = 24 * 3_600_000;
beforeAll(async () => {
  world = await aWorld();
  licenceKey = world.licences.made;
  await layUseItem(world);
});
afterAll(() => world.close());
const start = new Date("2026-03-02T02:00:00Z");
beforeEach(() => {
  world.clock.now = start;
});

const problemOf = ({ body }: { body: { type?: string } }) => body.type?.split(":").at(-1);
const mine = async (requestId: string, who: PersonName = "owner") =>
  (await world.call(who, "getMyUseRequest", { params: { requestId } })).body;
const theirs = async (requestId: string) =>
  (await world.call("clerk", "getUseRequest", { params: { requestId } })).body;
const read = async (code: string, key = newKey()) =>
  world.call("clerk", "readAuthorised", { body: { code }, key });
const receipts = async (basis = "holder-authorised") =>
  (
    await world.database.pool.query<{ fields: string[]; outcome: string }>(
      "select fields, outcome from use.receipt where basis = $1 order by receipt_id",
      [basis],
    )
  ).rows;

test("exactly what the holder agreed to is read, with a receipt of the same fields", async () => {
  const requestId = await askAndAgree(world, "owner", licenceKey);
  const before = (await receipts()).length;
  const { status, body, text } = await read(await takeCode(world, requestId));
  expect(status).toBe(200);
  expect(body.fields.map(({ id, value }: { id: string; value: string }) => [id, value])).toEqual([
    ["XM", people.owner.name],
    ["CZLB", "建筑起重信号司索工"],
  ]);
  expect(text).not.toContain("使用期结束日期");
  expect(text).not.toContain(people.owner.citizenNumber);
  const after = await receipts();
  expect(after.slice(before)).toEqual([{ fields: ["XM", "CZLB"], outcome: "valid" }]);
  const uses = (await world.call("owner", "listMyUses", { query: { licenceKey } })).body.items;
  const told = uses.find(({ basis }: { basis: string }) => basis === "holder-authorised");
  expect(told).toMatchObject({
    byUnit: "演示市住房和城乡建设局",
    byPerson: people.clerk.name,
    purpose: "核验塔吊司索工资格",
    matter: "施工现场作业人员实名登记（SX-990100-0017）· BJ-2026-0088",
    fields: ["姓名", "操作类别"],
  });
  expect((await theirs(requestId)).readings).toMatchObject([{ by: people.clerk.name }]);
});

test("the same key gets the same reading again; another key finds it spent", async () => {
  const requestId = await askAndAgree(world, "owner", licenceKey);
  const code = await takeCode(world, requestId);
  const key = newKey();
  const first = await read(code, key);
  const before = (await receipts()).length;
  expect((await read(code, key)).body).toEqual(first.body);
  expect(await receipts()).toHaveLength(before);
  expect(problemOf(await read(code))).toBe("authorisation-spent");
  const another = await world.call("clerk", "takeUseCode", { params: { requestId } });
  expect(problemOf(another)).toBe("authorisation-spent");
  expect((await receipts()).at(-1)).toEqual({ fields: [], outcome: "authorisation-spent" });
  expect((await mine(requestId)).state).toBe("spent");
});

test("of readings that come at once with one code, one is made", async () => {
  const code = await takeCode(world, await askAndAgree(world, "owner", licenceKey));
  const answers = await Promise.all([read(code), read(code), read(code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test("what is agreed to until a day is read again and again, each time by a new code", async () => {
  const requestId = await ask(world, "owner", { until: "2026-03-20" });
  const body = agreement(licenceKey, { until: "2026-03-10" });
  await world.call("owner", "answerUseRequest", { params: { requestId }, body });
  for (let time = 0; time < 2; time++)
    expect((await read(await takeCode(world, requestId))).status).toBe(200);
  world.clock.now = new Date("2026-03-10T15:59:00Z");
  const late = await takeCode(world, requestId);
  world.clock.now = new Date("2026-03-10T16:00:00Z");
  expect(problemOf(await read(late))).toBe("authorisation-expired");
  expect(problemOf(await world.call("clerk", "takeUseCode", { params: { requestId } }))).toBe(
    "authorisation-expired",
  );
});

test("withdrawn it is dead at once: for a code in hand, for a new one, and for a repeat of the last reading", async () => {
  const requestId = await ask(world, "owner", { until: "2026-03-20" });
  const body = agreement(licenceKey, { until: "2026-03-20" });
  await world.call("owner", "answerUseRequest", { params: { requestId }, body });
  const key = newKey();
  const read1 = await takeCode(world, requestId);
  expect((await read(read1, key)).status).toBe(200);
  const inHand = await takeCode(world, requestId);
  const withdrawn = await world.call("owner", "withdrawUse", { params: { requestId } });
  expect(withdrawn.body.state).toBe("withdrawn");
  for (const answer of [
    await read(inHand),
    await read(read1, key),
    await world.call("clerk", "takeUseCode", { params: { requestId } }),
  ])
    expect(problemOf(answer)).toBe("authorisation-withdrawn");
  expect(problemOf(await world.call("owner", "withdrawUse", { params: { requestId } }))).toBe(
    "state-conflict",
  );
  expect((await receipts()).at(-1)).toEqual({ fields: [], outcome: "authorisation-withdrawn" });
});

test("a code lives five minutes, and is good for the clerk who took it and nobody else", async () => {
  const requestId = await askAndAgree(world, "owner", licenceKey);
  const code = await takeCode(world, requestId);
  const foreign = await world.call("otherClerk", "readAuthorised", { body: { code } });
  const nobodys = await world.call("clerk", "readAuthorised", { body: { code: "0".repeat(32) } });
  expect([problemOf(foreign), problemOf(nobodys)]).toEqual(["not-found", "not-found"]);
  world.clock.now = new Date(start.getTime() + 5 * 60_000 + 1);
  expect(problemOf(await read(code))).toBe("authorisation-expired");
  expect((await read(await takeCode(world, requestId))).status).toBe(200);
});

test("the code stands in the database as its digest alone", async () => {
  const code = await takeCode(world, await askAndAgree(world, "owner", licenceKey));
  const { rows } = await world.database.pool.query<{ line: string }>(
    "select t::text as line from consent.auth_code t",
  );
  expect(rows.map(({ line }) => line).join()).not.toContain(code);
  const digest = Buffer.from(world.services.gm.sm3(new TextEncoder().encode(code))).toString("hex");
  expect(rows.map(({ line }) => line).join()).toContain(digest);
});

test("codes that nobody used are purged; readings stay", async () => {
  await world.inTransaction((tx) => world.services.consent.purge(tx, new Date(start.getTime() + 30 * day)));
  const { rows } = await world.database.pool.query("select 1 from consent.auth_code where used_at is null");
  expect(rows).toEqual([]);
  const { items } = (await world.call("clerk", "listUseRequests")).body;
  expect(items.some(({ readings }: { readings: unknown[] }) => readings.length > 0)).toBe(true);
});

test.each([
  ["a field that is not on the item's list", { fields: ["XM", "ZP"] }, "/fields/1", /\bZP\b/],
  ["a type that is not on it", { typeKey: "real-estate-title", fields: ["ZL"] }, "/typeKey", /type/],
])("asking for %s is refused by name", async (_, change, field, detail) => {
  const answer = await world.call("clerk", "askForUse", { body: aUse("owner", change) });
  expect([answer.status, problemOf(answer)]).toEqual([422, "over-asking"]);
  expect(answer.body.faults[0].field).toBe(field);
  expect(answer.body.detail).toMatch(detail);
});

test("an item that is not registered, or another unit's, is refused", async () => {
  const unknown = await world.call("clerk", "askForUse", { body: aUse("owner", { itemCode: "SX-1" }) });
  const foreign = await world.call("otherClerk", "askForUse", { body: aUse("owner") });
  expect([problemOf(unknown), problemOf(foreign)]).toEqual([
    "matter-not-registered",
    "matter-not-registered",
  ]);
});

test("a number that nobody has is asked like any other: the unit learns nothing by asking", async () => {
  const before = await ask(world, "owner");
  const { body } = await world.call("clerk", "askForUse", {
    body: aUse("owner", { holderCode: "990101199001010000" }),
  });
  const [known, unknown] = [await theirs(before), await theirs(body.requestId)];
  expect(Object.keys(unknown)).toEqual(Object.keys(known));
  expect({ ...unknown, requestId: "", holder: "" }).toEqual({ ...known, requestId: "", holder: "" });
  expect(unknown.holder).toBe("990101**********00");
});

test("a request that nobody answers in seven days is over, for both", async () => {
  const requestId = await ask(world, "owner");
  world.clock.now = new Date(start.getTime() + 7 * day + 1);
  const late = await world.call("owner", "answerUseRequest", {
    params: { requestId },
    body: agreement(licenceKey),
  });
  expect(problemOf(late)).toBe("state-conflict");
  expect([(await mine(requestId)).state, (await theirs(requestId)).state]).toEqual([
    "unanswered",
    "unanswered",
  ]);
});

test("what is refused gives nothing, and is answered once", async () => {
  const requestId = await ask(world, "owner");
  const params = { requestId };
  const refused = await world.call("owner", "answerUseRequest", { params, body: { agree: null } });
  expect(refused.body.state).toBe("refused");
  expect(problemOf(await world.call("clerk", "takeUseCode", { params }))).toBe("state-conflict");
  const again = await world.call("owner", "answerUseRequest", { params, body: agreement(licenceKey) });
  expect(problemOf(again)).toBe("state-conflict");
});

test.each([
  ["more fields than were asked for", { fields: ["XM", "SFZJHM"] }],
  ["longer than was asked for", { until: "2026-03-03" }],
])("nobody agrees to %s", async (_, change) => {
  const requestId = await ask(world, "owner");
  const body = agreement(licenceKey, change);
  const answer = await world.call("owner", "answerUseRequest", { params: { requestId }, body });
  expect(problemOf(answer)).toBe("invalid-input");
});

test("a line that is withdrawn allows nothing more: no asking, no agreeing, no reading", async () => {
  const change = { itemCode: "SX-WITHDRAWN" };
  const itemId = await layUseItem(world, change);
  const asked = await ask(world, "owner", change);
  const agreed = await ask(world, "owner", change);
  await world.call("owner", "answerUseRequest", {
    params: { requestId: agreed },
    body: agreement(licenceKey),
  });
  await world.call("publisher", "withdrawUseItem", { params: { itemId }, body: { reason: "依据已废止" } });
  for (const answer of [
    await world.call("clerk", "askForUse", { body: aUse("owner", change) }),
    await world.call("owner", "answerUseRequest", {
      params: { requestId: asked },
      body: agreement(licenceKey),
    }),
    await world.call("clerk", "takeUseCode", { params: { requestId: agreed } }),
  ])
    expect(problemOf(answer)).toBe("matter-not-registered");
});

test("a licence that is suspended is not read, and the attempt leaves a receipt; nothing is spent", async () => {
  const suspended = await world.issue("construction-special-operator", anOperator("stranger"));
  const requestId = await askAndAgree(world, "stranger", suspended);
  const act = async (name: string) =>
    world.call("clerk", "recordStatusAct", {
      params: { licenceKey: suspended },
      body: {
        act: name,
        decidingOrgan: "演示市应急管理局",
        documentNumber: "1",
        basis: "示例依据",
        reason: "示例",
        effectiveOn: "2026-03-02",
      },
    });
  await act("suspend");
  const refused = await read(await takeCode(world, requestId));
  expect([problemOf(refused), refused.body.licenceStatus]).toEqual(["licence-not-showable", "suspended"]);
  expect((await receipts()).at(-1)).toEqual({ fields: [], outcome: "suspended" });
  const asked = await ask(world, "stranger");
  expect((await mine(asked, "stranger")).choices).toEqual([]);
  await act("resume");
  expect((await mine(asked, "stranger")).choices).toEqual([suspended]);
  expect((await read(await takeCode(world, requestId))).status).toBe(200);
});

test("of several holders the others' numbers stay masked, and every one of them is told", async () => {
  const item = { itemCode: "SX-TITLE", typeKey: "real-estate-title", fields: ["ZL", "FJ"] };
  await layUseItem(world, item);
  const content = aTitle(["owner", "coHolder"]);
  const draft = await world.call("clerk", "createDraft", { body: { typeKey: "real-estate-title", content } });
  const params = { draftId: draft.body.summary.draftId };
  await world.call("clerk", "submitDraft", { params });
  const title = (await world.call("reviewer", "approveDraft", { params })).body.summary.licenceKey;
  const requestId = await ask(world, "owner", item);
  const body = agreement(title, { fields: ["ZL", "FJ"] });
  await world.call("owner", "answerUseRequest", { params: { requestId }, body });
  const { text } = await read(await takeCode(world, requestId));
  expect(text).toContain(people.owner.citizenNumber);
  expect(text).not.toContain(people.coHolder.citizenNumber);
  const uses = await world.call("coHolder", "listMyUses", { query: { licenceKey: title } });
  expect(uses.body.items.map(({ basis }: { basis: string }) => basis)).toContain("holder-authorised");
});

test("what a higher system keeps is read as it was relayed", async () => {
  const item = { itemCode: "SX-DRIVER", typeKey: "driving-licence", fields: ["ZJCX"] };
  await layUseItem(world, item);
  const requestId = await ask(world, "owner", item);
  const body = agreement(world.licences.relayed, { fields: ["ZJCX"] });
  await world.call("owner", "answerUseRequest", { params: { requestId }, body });
  const { body: answer } = await read(await takeCode(world, requestId));
  expect(answer.fields).toMatchObject([{ id: "ZJCX", value: "C1" }]);
});

test("a line is published by a unit above, and takes the place of the one in force", async () => {
  const item = { ...aUseItem, itemCode: "SX-NARROWER" };
  const first = await layUseItem(world, item);
  const { body } = await world.call("clerk", "proposeUseItem", { body: { ...item, fields: ["XM"] } });
  // Often enough for the database to settle on a plan.
  for (let time = 0; time < 10; time++) await world.call("clerk", "proposeUseItem", { body: item });
  const twice = await world.call("clerk", "proposeUseItem", { body: item });
  expect(problemOf(twice)).toBe("state-conflict");
  const publish = (who: PersonName, itemId: string) =>
    world.call(who, "decideUseItem", { params: { itemId }, body: { decision: "publish", reason: "已核对" } });
  expect((await publish("cityManager", body.itemId)).status).toBe(404);
  expect((await publish("publisher", body.itemId)).status).toBe(200);
  expect(problemOf(await publish("publisher", body.itemId))).toBe("state-conflict");
  const { items } = (await world.call("clerk", "listUseItems")).body;
  const stateOf = (id: string) => items.find(({ itemId }: { itemId: string }) => itemId === id)?.state;
  expect([stateOf(first), stateOf(body.itemId)]).toEqual(["withdrawn", "published"]);
  const wide = await world.call("clerk", "askForUse", { body: aUse("owner", { itemCode: item.itemCode }) });
  expect(problemOf(wide)).toBe("over-asking");
});

test("who proposed a line does not publish it from another desk of theirs", async () => {
  const { services, accounts, organIds } = world;
  const itemCode = "SX-TWO-DESKS";
  const { body } = await world.call("clerk", "proposeUseItem", { body: { ...aUseItem, itemCode } });
  const second = {
    ...accounts.publisher,
    accountId: services.id(),
    personId: accounts.clerk.personId,
    organId: organIds.province,
  };
  const decided = world.as("publisher", async (ctx) => {
    await services.access.createAccount(ctx, { ...second, subject: "test-second-desk", cardNumber: null });
    const decision = { decision: "publish", reason: "自己发布" } as const;
    await services.consent.decideItem({ ...ctx, actor: second }, body.itemId, decision);
  });
  await expect(decided).rejects.toMatchObject({ problem: { code: "second-person-required" } });
});

test("only what the face of a published type shows can be on a list", async () => {
  const of = (change: object) =>
    world.call("clerk", "proposeUseItem", { body: { ...aUseItem, itemCode: "SX-2", ...change } });
  expect((await of({ fields: ["XM", "XBDM"] })).body.faults[0].field).toBe("/fields/1");
  expect(problemOf(await of({ typeKey: "no-such-type" }))).toBe("not-found");
});

test("the holder's three lists hold each request once, as its state says", async () => {
  const list = async (show?: string) =>
    (await world.call("owner", "listMyUseRequests", { query: { limit: "100", ...(show && { show }) } })).body
      .items as {
      requestId: string;
      state: string;
    }[];
  for (const at of [start, new Date(start.getTime() + 8 * day), new Date(start.getTime() + 40 * day)]) {
    world.clock.now = at;
    const all = await list();
    const kindOf = (state: string) => (state === "waiting" || state === "live" ? state : "over");
    for (const show of ["waiting", "live", "over"]) {
      const expected = all.filter(({ state }) => kindOf(state) === show);
      expect((await list(show)).map(({ requestId }) => requestId)).toEqual(
        expected.map(({ requestId }) => requestId),
      );
    }
  }
});

test("both sides are told: of the request, the answer, each reading, the withdrawal", async () => {
  await untilNoticed(world);
  const requestId = await ask(world, "coHolder", { until: "2026-03-20" });
  const own = await world.issue("construction-special-operator", anOperator("coHolder"));
  const body = agreement(own, { until: "2026-03-20" });
  await world.call("coHolder", "answerUseRequest", { params: { requestId }, body });
  await read(await takeCode(world, requestId));
  await world.call("coHolder", "withdrawUse", { params: { requestId } });
  await untilNoticed(world);
  const told = async (who: PersonName) =>
    (await world.call(who, "listNotices")).body.items
      .filter(({ facts }: { facts: Record<string, string> }) =>
        [requestId, undefined].includes(facts["requestId"]),
      )
      .map(({ kind }: { kind: string }) => kind);
  expect(await told("coHolder")).toEqual(
    expect.arrayContaining(["use-asked", "licence-used", "authorisation-withdrawn"]),
  );
  expect(await told("clerk")).toEqual(expect.arrayContaining(["use-answered", "authorisation-withdrawn"]));
});
