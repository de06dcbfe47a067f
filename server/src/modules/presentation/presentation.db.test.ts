import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  anOperator,
  aWorld,
  newKey,
  type PersonName,
  people,
  start,
  type World,
} from "../../../testing/world.ts";
import { createPresentation } from "./index.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const later = (seconds: number): void => {
  world.clock.now = new Date(world.clock.now.getTime() + seconds * 1000);
};
const show = async (licenceKey = world.licences.made, body = {}) =>
  (await world.call("owner", "createShowCode", { params: { licenceKey }, body })).body;
const redeem = (who: PersonName, code: string, key = newKey()) =>
  world.call(who, "redeemShowCode", { body: { code, purpose: "site-inspection", place: "验证路口" }, key });

test("a code is answered once: of twenty who redeem it at once, one is", async () => {
  const { code } = await show();
  const officers: PersonName[] = ["officer", "secondOfficer", "otherOfficer"];
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => redeem(officers[at % 3] ?? "officer", code)),
  );
  const outcomes = answers.map(({ status, body }) => body.outcome ?? `${status} ${body.type}`);
  expect(new Set(outcomes)).toEqual(new Set(["answered", "replayed"]));
  expect(outcomes.filter((outcome) => outcome === "answered")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "replayed")).toHaveLength(19);
  const refused = answers.find((answer) => answer.body.outcome === "replayed");
  expect([refused?.body.licence, refused?.body.fields]).toEqual([null, []]);
});

test("the same officer with the same key gets the same verdict, at once and again", async () => {
  const { code } = await show();
  const key = newKey();
  const answers = await Promise.all(Array.from({ length: 8 }, () => redeem("officer", code, key)));
  answers.push(await redeem("officer", code, key));
  expect(answers.map(({ body }) => body.outcome)).toEqual(answers.map(() => "answered"));
  expect(new Set(answers.map(({ body }) => `${body.verificationId} ${body.at} ${body.answer}`)).size).toBe(1);
});

test("of two processes that have the same codes before them, each code is answered by one", async () => {
  const { db, gm, id, use } = world.services;
  const processes = [createPresentation({ db, gm, id, use }), createPresentation({ db, gm, id, use })];
  const codes = await Promise.all(Array.from({ length: 12 }, async () => (await show()).code as string));
  const officers: PersonName[] = ["officer", "otherOfficer"];
  const answers = await Promise.all(
    processes.flatMap((one, at) =>
      codes.map((code) =>
        one.redeemCode({
          actor: world.accounts[officers[at] ?? "officer"],
          code,
          purpose: "site-inspection",
          place: null,
          idempotencyKey: newKey(),
          now: world.clock.now,
        }),
      ),
    ),
  );
  for (const [at] of codes.entries()) {
    const outcomes = [answers[at]?.outcome, answers[at + codes.length]?.outcome];
    expect(outcomes.sort()).toEqual(["answered", "replayed"]);
  }
  const { rows } = await world.database.pool.query<{ n: string }>(
    "select count(*) as n from use.receipt where receipt_id = any($1::uuid[])",
    [answers.map(({ verificationId }) => verificationId)],
  );
  expect(Number(rows[0]?.n)).toBe(answers.length);
});

test("codes and keys that hang on each other in one batch are each judged in their order", async () => {
  const [first, second] = [(await show()).code, (await show()).code];
  const [key, other] = [newKey(), newKey()];
  const answers = await Promise.all([
    redeem("officer", first, key),
    redeem("officer", second, key),
    redeem("secondOfficer", second, other),
    redeem("otherOfficer", first, other),
    redeem("officer", first, key),
  ]);
  expect(answers.map(({ body }) => body.outcome ?? body.type)).toEqual([
    "answered",
    "urn:liangzheng:problem:idempotency-mismatch",
    "answered",
    "replayed",
    "answered",
  ]);
});

test("a key used for one code does not redeem another", async () => {
  const key = newKey();
  await redeem("officer", (await show()).code, key);
  const answer = await redeem("officer", (await show()).code, key);
  expect(answer.body.type).toBe("urn:liangzheng:problem:idempotency-mismatch");
});

test("an attempt on a used code stands in the holder's history, with nothing released", async () => {
  const { code } = await show();
  await redeem("officer", code);
  await redeem("otherOfficer", code);
  const { items } = (await world.call("owner", "listMyUses")).body;
  expect(items[0]).toMatchObject({
    outcome: "replayed",
    fields: [],
    byPerson: people.otherOfficer.name,
    place: "验证路口",
  });
});

test.each([
  ["at its last second", 59, "answered"],
  ["when its minute is over", 60, "expired"],
  ["the day after", 86_400, "expired"],
])("a code redeemed %s", async (_, seconds, outcome) => {
  const { code } = await show();
  later(seconds);
  expect((await redeem("officer", code)).body.outcome).toBe(outcome);
});

test.each([
  ["an address", "https://pay.example/q/123"],
  ["text", "你好"],
  ["a code of ours that nobody made", ""],
])("%s is answered 5: not found", async (_, text) => {
  const made = (await show()).code as string;
  const altered = made.slice(0, -6) + [...made.slice(-6)].reverse().join("");
  const { status, body } = await redeem("officer", text === "" ? altered : text);
  expect([status, body.outcome, body.answer, body.licence]).toEqual([200, "unknown", 5, null]);
});

test("an officer sees name, photo and public data first, and the rest after the holder's tap", async () => {
  const { code, showCodeId } = await show(world.licences.relayed);
  const first = await redeem("officer", code);
  expect(first.text).not.toContain(people.owner.citizenNumber);
  const shown = Object.fromEntries(first.body.fields.map((field: { id: string }) => [field.id, field]));
  expect(shown["XM"]).toMatchObject({ value: people.owner.name, masked: false });
  expect(shown["ZJCX"]).toMatchObject({ value: "C1", masked: false });
  for (const id of ["ZJHM", "ZZ", "CSRQ", "DABH"])
    expect(shown[id]).toMatchObject({ value: null, masked: true });

  const asked = await world.call("owner", "getShowCode", { params: { showCodeId } });
  expect(asked.body).toMatchObject({
    state: "verified",
    verifier: { officer: people.officer.name, unit: "演示市住房和城乡建设局" },
    disclosure: { state: "asked" },
  });
  const look = () =>
    world.call("officer", "getVerification", { params: { verificationId: first.body.verificationId } });
  expect((await look()).text).not.toContain(people.owner.citizenNumber);
  const granted = await world.call("owner", "decideDisclosure", {
    params: { showCodeId },
    body: { grant: true },
  });
  expect(granted.body.disclosure.state).toBe("granted");
  expect((await look()).text).toContain(people.owner.citizenNumber);
  const { items } = (await world.call("owner", "listMyUses")).body;
  expect(items[0]).toMatchObject({
    basis: "shown-by-holder",
    fields: expect.arrayContaining(["证号", "住址"]),
  });

  const twice = await world.call("owner", "decideDisclosure", {
    params: { showCodeId },
    body: { grant: false },
  });
  expect(twice.body.type).toBe("urn:liangzheng:problem:state-conflict");
  later(16 * 60);
  const over = await look();
  expect([over.body.outcome, over.body.licence, over.body.fields]).toEqual(["answered", null, []]);
});

test("what the holder refuses stays hidden", async () => {
  const { code, showCodeId } = await show(world.licences.relayed);
  const first = await redeem("officer", code);
  await world.call("owner", "decideDisclosure", { params: { showCodeId }, body: { grant: false } });
  const verificationId = first.body.verificationId;
  const again = await world.call("officer", "getVerification", { params: { verificationId } });
  expect(again.body.disclosure.state).toBe("refused");
  expect(again.text).not.toContain(people.owner.citizenNumber);
});

test("a tap that comes after five minutes, or before anybody scanned, is too late or too early", async () => {
  const { code, showCodeId } = await show();
  const tap = () =>
    world.call("owner", "decideDisclosure", { params: { showCodeId }, body: { grant: true } });
  expect((await tap()).status).toBe(409);
  await redeem("officer", code);
  later(5 * 60 + 1);
  expect((await tap()).status).toBe(409);
});

test("a typed code opens for the unit it was made for, and for no other", async () => {
  const body = { forOrganId: world.organIds.issuer };
  const { shortCode } = await show(world.licences.made, body);
  expect((await redeem("otherOfficer", shortCode)).body.outcome).toBe("unknown");
  expect((await redeem("officer", shortCode)).body.outcome).toBe("answered");
  expect((await redeem("secondOfficer", shortCode)).body.outcome).toBe("replayed");
});

test("five misses lock an account out of typing for ten minutes, and not out of scanning", async () => {
  const { shortCode } = await show(world.licences.made, { forOrganId: world.organIds.issuer });
  const miss = () => redeem("secondOfficer", "0000000000");
  for (let at = 0; at < 5; at++) expect((await miss()).status).toBe(200);
  const locked = await redeem("secondOfficer", shortCode);
  expect([locked.status, locked.body.type]).toEqual([423, "urn:liangzheng:problem:entry-locked"]);
  expect(new Date(locked.body.until).getTime()).toBe(start.getTime() + 600_000);
  expect((await redeem("secondOfficer", (await show()).code)).body.outcome).toBe("answered");
  later(601);
  expect((await miss()).status).toBe(200);
});

test("a licence that is not valid cannot be shown; one that stopped after the code was made is not answered 0", async () => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
  const { code } = await show(licenceKey);
  await world.call("clerk", "recordStatusAct", {
    params: { licenceKey },
    body: {
      act: "suspend",
      decidingOrgan: "演示市应急管理局",
      documentNumber: "1",
      basis: "示例依据",
      reason: "示例理由",
      effectiveOn: "2026-03-02",
    },
  });
  expect((await redeem("officer", code)).body).toMatchObject({ outcome: "answered", answer: 2 });
  const refused = await world.call("owner", "createShowCode", { params: { licenceKey } });
  expect(refused.body).toMatchObject({
    status: 409,
    type: "urn:liangzheng:problem:licence-not-showable",
    licenceStatus: "suspended",
  });
});

test("spent codes are purged after a day and are unknown then", async () => {
  const { code } = await show();
  later(2 * 86_400);
  await world.services.presentation.purge(new Date(world.clock.now.getTime() - 86_400_000));
  expect((await redeem("officer", code)).body.outcome).toBe("unknown");
});
