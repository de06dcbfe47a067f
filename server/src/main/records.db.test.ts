import { afterAll, beforeAll, expect, test } from "vitest";
import { subjectsOf, untilNoticed } from "../../testing/subjects.ts";
import { anOperator, aWorld, newKey, type World } from "../../testing/world.ts";
import { appendEvents } from "../platform/postgres/events.ts";
import { followEvents } from "./follow-events.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
  await subjectsOf(world);
});
afterAll(() => world.close());

const create = (content: unknown, key: string | null) =>
  world.call("clerk", "createDraft", { body: { typeKey: "construction-special-operator", content }, key });
const countOf = async (table: string): Promise<number> =>
  Number((await world.database.pool.query(`select count(*) as n from ${table}`)).rows[0]?.n);

test("a write without a key, or with one that is no key, is refused", async () => {
  for (const key of [null, "short", "x".repeat(65), "with space 12"]) {
    const { status, body } = await create(anOperator("owner"), key);
    expect([status, body.type]).toEqual([400, "urn:liangzheng:problem:idempotency-key-required"]);
  }
});

test("many retries at once are one write and one answer", async () => {
  const [content, key, before] = [anOperator("owner"), newKey(), await countOf("issuance.draft")];
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(content, key)));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.status).toBe(200);
  expect(await countOf("issuance.draft")).toBe(before + 1);
});

test("a key that was used for another request is refused, whether body, subject or operation differ", async () => {
  const key = newKey();
  const content = anOperator("owner");
  const { draftId } = (await create(content, key)).body.summary;
  const others = [
    await create({ ...content, number: "1" }, key),
    await world.call("clerk", "submitDraft", { params: { draftId }, key }),
  ];
  for (const { status, body } of others)
    expect([status, body.type]).toEqual([409, "urn:liangzheng:problem:idempotency-mismatch"]);
});

test("the same key of another person is another key", async () => {
  const key = newKey();
  const content = anOperator("owner");
  await create(content, key);
  const body = { typeKey: "construction-special-operator", content };
  expect((await world.call("otherClerk", "createDraft", { body, key })).status).toBe(200);
});

test("a key whose request failed is free for a better one", async () => {
  const key = newKey();
  const failed = await world.call("clerk", "createDraft", {
    body: { typeKey: "no-such-type", content: anOperator("owner") },
    key,
  });
  expect(failed.status).toBe(404);
  expect((await create(anOperator("owner"), key)).status).toBe(200);
});

test.each([
  "audit.entry",
  "use.receipt",
  "use.receipt_holder",
  "use.run_receipt",
  "licences.status_act",
  "sealing.seal_use",
  "platform.event",
])("the application can neither change nor delete rows of %s", async (table) => {
  const { rows } = await world.database.pool.query<{ column_name: string }>(
    "select column_name from information_schema.columns where table_schema || '.' || table_name = $1 limit 1",
    [table],
  );
  const column = rows[0]?.column_name ?? "";
  for (const statement of [
    `update ${table} set ${column} = ${column}`,
    `delete from ${table}`,
    `truncate ${table}`,
  ])
    await expect(world.database.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
});

test("every act of issuing, sealing and deciding is in the unit's audit, and in no other unit's", async () => {
  const acts = async (who: "auditor" | "otherAuditor"): Promise<string[]> =>
    (await world.call(who, "listAudit", { query: { limit: "100" } })).body.items.map(
      (entry: { act: string }) => entry.act,
    );
  const issued = await world.issue("construction-special-operator", anOperator("owner"));
  expect(await acts("auditor")).toEqual(
    expect.arrayContaining(["create-draft", "issue-first", "allow-seal-user", "adopt-type"]),
  );
  expect(await acts("otherAuditor")).not.toContain("issue-first");
  const { text } = await world.call("auditor", "listAudit");
  expect(text).toContain(issued);
});

test("an event without a unit, and one without a receipt, keep no later event waiting", async () => {
  const { licences, accounts, services } = world;
  const { personId: partyId, accountId } = accounts.owner;
  const receiptId = services.id();
  await world.inTransaction(async (tx) => {
    const licenceKey = licences.made;
    await services.use.recordRefusals(tx, [
      {
        receiptId,
        licenceKey,
        verifier: { ...accounts.officer, organId: null },
        circumstances: services.use.sealCircumstances(receiptId, { purpose: "road-check", place: null }),
        at: world.clock.now,
        outcome: "expired",
      },
    ]);
    const room = "presentation";
    const kind = "licence-verified";
    const of = (payload: object) => ({
      room,
      kind,
      key: licenceKey,
      payload: { outcome: "expired", ...payload },
    });
    await appendEvents(tx, [
      of({ partyId }),
      of({ partyId, receiptId: accountId }),
      of({ partyId, accountId, organId: null, purpose: "" }),
      of({ partyId, receiptId }),
    ]);
  });
  await untilNoticed(world);
  const { items } = (await world.call("owner", "listNotices")).body;
  expect(items[0]).toMatchObject({
    kind: "licence-used",
    facts: { unit: "", purpose: "road-check", outcome: "expired" },
  });
});

test("each event is told to each holder once, however often the follower begins anew", async () => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("stranger"));
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
  for (let at = 0; at < 3; at++) {
    const follower = followEvents(world.services);
    follower.wake();
    await follower.stop();
  }
  await Promise.all([untilNoticed(world), untilNoticed(world)]);
  const { items, unread } = (await world.call("stranger", "listNotices")).body;
  expect(items.map(({ kind }: { kind: string }) => kind)).toEqual([
    "licence-status-changed",
    "licence-issued",
  ]);
  expect(items[0].facts).toMatchObject({ act: "suspend", status: "suspended", reason: "示例理由" });
  expect(unread).toBe(2);
  await world.call("stranger", "readNotice", { params: { noticeId: items[0].noticeId } });
  expect((await world.call("stranger", "listNotices")).body.unread).toBe(1);
});
