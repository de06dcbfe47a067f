import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anOperator, aWorld, people, start, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const seal = () => ({ params: { sealId: world.sealIds.issuer } });
const detail = async () => (await world.call("keeper", "getSeal", seal())).body;
const allow = (allowed: boolean) =>
  world.call("keeper", "setSealUser", {
    ...seal(),
    body: { accountId: world.accounts.clerk.accountId, allowed },
  });
const issue = async () => {
  const body = { typeKey: "construction-special-operator", content: anOperator("owner") };
  const { draftId } = (await world.call("clerk", "createDraft", { body })).body.summary;
  return world.call("clerk", "submitDraft", { params: { draftId } });
};
const notUsable = { status: 409, type: "urn:liangzheng:problem:seal-not-usable" };

test("each use of the seal is in its log: who, when, which licence, what digest", async () => {
  const before = await detail();
  const licenceKey = (await issue()).body.summary.licenceKey;
  const after = await detail();
  expect(after.seal.uses).toBe(before.seal.uses + 1);
  expect(after.seal.lastUsedAt).toBe(start.toISOString());
  expect(after.log[0]).toMatchObject({
    by: people.clerk.name,
    subject: `licence/${licenceKey}/1`,
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test("a seal that the keeper has not allowed is not used, and leaves nothing behind", async () => {
  const { seal: before } = await detail();
  await allow(false);
  expect((await issue()).body).toMatchObject(notUsable);
  expect((await detail()).seal.uses).toBe(before.uses);
  await allow(true);
  expect((await issue()).status).toBe(200);
});

test("a suspended seal is not used", async () => {
  const set = (state: string) =>
    world.database.pool.query("update sealing.seal set state = $1 where seal_id = $2", [
      state,
      world.sealIds.issuer,
    ]);
  await set("suspended");
  expect((await issue()).body).toMatchObject(notUsable);
  expect((await detail()).seal.usable).toBe(false);
  await set("active");
  expect((await issue()).status).toBe(200);
});

test.each([
  ["before", "2026-03-02T00:59:59Z"],
  ["after", "2031-03-05T00:00:00Z"],
])("a seal is not used %s its validity", async (_, now) => {
  world.clock.now = new Date(now);
  expect((await issue()).body).toMatchObject(notUsable);
});

test("only people of the unit are let to its seal", async () => {
  const set = (accountId: string) =>
    world.call("keeper", "setSealUser", { ...seal(), body: { accountId, allowed: true } });
  expect((await set(world.accounts.otherClerk.accountId)).status).toBe(404);
  expect((await set(world.accounts.owner.accountId)).status).toBe(404);
  const { users } = await detail();
  const allowed = users
    .filter((user: { allowed: boolean }) => user.allowed)
    .map((user: { name: string }) => user.name);
  expect(allowed.sort()).toEqual([people.clerk.name, people.reviewer.name].sort());
});

test("no answer about a seal holds its key", async () => {
  const { rows } = await world.database.pool.query<{ private_key: Buffer }>(
    "select private_key from sealing.seal",
  );
  const { text } = await world.call("keeper", "getSeal", seal());
  for (const { private_key } of rows) {
    expect(text).not.toContain(private_key.toString("hex"));
    expect(text).not.toContain(private_key.toString("base64"));
  }
  expect(text).not.toContain("PRIVATE KEY");
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["no OFD", Buffer.from("%PDF-1.7")],
  ["an empty package", Buffer.from("504b0506000000000000000000000000000000000000", "hex")],
])("the public check of %s answers calmly", async (_, file) => {
  const { status, body } = await world.call(undefined, "checkSeal", { file: new Uint8Array(file) });
  expect(status === 200 ? body.verdict : status).not.toBe("valid");
  expect([200, 400, 422]).toContain(status);
});
