import type { DraftContent } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { anOperator, aTitle, aWorld, newKey, type PersonName, type World } from "../../../testing/world.ts";
import { enqueueBatch, runJobs } from "../../main/jobs.ts";
import { migrateJobs } from "../../platform/jobs-schema.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const typeKey = "construction-special-operator";
const create = async (rows: readonly DraftContent[], key = newKey()) =>
  (await world.call("clerk", "createBatch", { body: { typeKey, rows }, key })).body;
const look = async (batchId: string) => (await world.call("clerk", "getBatch", { params: { batchId } })).body;
const countLicences = async (): Promise<number> =>
  Number((await world.database.pool.query("select count(*) as n from licences.licence")).rows[0]?.n);

test("each row stands alone: what is wrong with one is kept beside it and stops no other", async () => {
  const twice = anOperator("owner");
  const rows = [
    anOperator("owner"),
    { ...anOperator("owner"), number: "" },
    twice,
    twice,
    { ...anOperator("owner"), fields: { ...anOperator("owner").fields, CZLBDM: "77" } },
    anOperator("coHolder"),
  ];
  const { batchId, waiting } = await create(rows);
  expect([waiting, world.queued.at(-1)]).toEqual([6, batchId]);
  await world.workOff(batchId);
  const batch = await look(batchId);
  expect(batch).toMatchObject({ total: 6, issued: 3, failed: 3, waiting: 0 });
  expect(
    batch.failures.map(({ row, faults }: { row: number; faults: { field: string }[] }) => [
      row,
      faults[0]?.field,
    ]),
  ).toEqual([
    [1, "/number"],
    [3, "/number"],
    [4, "/fields/CZLBDM"],
  ]);
});

test("a crash in the middle issues nothing twice: a second run goes on where the first stopped", async () => {
  const before = await countLicences();
  const { batchId } = await create(Array.from({ length: 5 }, () => anOperator("owner")));
  const { files } = world.services.issuanceDeps;
  const keep = files.put.bind(files);
  let calls = 0;
  const crash = vi.spyOn(files, "put").mockImplementation(async (bytes) => {
    if (++calls === 3) throw new Error("the disk is gone");
    return keep(bytes);
  });
  await expect(world.workOff(batchId)).rejects.toThrow("the disk is gone");
  crash.mockRestore();
  expect(await look(batchId)).toMatchObject({ issued: 2, failed: 0, waiting: 3 });
  await Promise.all([world.workOff(batchId), world.workOff(batchId)]);
  await world.workOff(batchId);
  expect(await look(batchId)).toMatchObject({ issued: 5, failed: 0, waiting: 0 });
  expect(await countLicences()).toBe(before + 5);
});

test("a batch sent again with its key is the same batch", async () => {
  const rows = [anOperator("owner")];
  const key = newKey();
  const [first, again] = [await create(rows, key), await create(rows, key)];
  expect(again).toEqual(first);
  expect(world.queued.filter((batchId) => batchId === first.batchId)).toHaveLength(1);
});

const titles = async (rows: readonly DraftContent[]) =>
  (await world.call("clerk", "createBatch", { body: { typeKey: "real-estate-title", rows } })).body;
const approve = (batchId: string, who: PersonName = "reviewer") =>
  world.call(who, "approveBatch", { params: { batchId } });
const draftsOf = async (batchId: string): Promise<readonly { draftId: string; state: string }[]> =>
  (await world.call("reviewer", "listDrafts", { query: { batchId } })).body.items;

test("a batch of a type that wants a second person waits for one, who approves it whole", async () => {
  const { batchId, ...made } = await titles([aTitle(["owner"]), aTitle([]), aTitle(["owner", "coHolder"])]);
  expect(made).toMatchObject({ approval: "awaited", waiting: 2, failed: 1, mine: true });
  expect(made.failures[0]).toMatchObject({ row: 1, faults: [{ field: "/holders" }] });
  expect(world.queued).not.toContain(batchId);
  await world.workOff(batchId);
  expect(await look(batchId)).toMatchObject({ issued: 0, waiting: 2 });

  const approved = await approve(batchId);
  expect(approved.body).toMatchObject({ approval: "given", waiting: 2, mine: false });
  expect(world.queued.at(-1)).toBe(batchId);
  await world.workOff(batchId);
  expect(await look(batchId)).toMatchObject({ issued: 2, failed: 1, waiting: 0 });
  const { rows } = await world.database.pool.query(
    "select distinct decided_by from issuance.draft where batch_id = $1 and state = 'issued'",
    [batchId],
  );
  expect(rows).toEqual([{ decided_by: world.accounts.reviewer.accountId }]);
  expect((await approve(batchId)).body.type).toBe("urn:liangzheng:problem:state-conflict");
});

test("the second person may approve or return a draft of a waiting batch by itself", async () => {
  const { batchId } = await titles([aTitle(["owner"]), aTitle(["owner"]), aTitle(["owner"])]);
  const [third, second, first] = (await draftsOf(batchId)).map(({ draftId }) => ({ params: { draftId } }));
  expect((await world.call("reviewer", "approveDraft", first)).body.summary.state).toBe("issued");
  const body = { reason: "坐落不清" };
  expect((await world.call("reviewer", "returnDraft", { ...second, body })).status).toBe(200);
  expect(await look(batchId)).toMatchObject({ issued: 1, failed: 1, waiting: 1, approval: "awaited" });
  // What was returned is the clerk's again, outside the batch.
  expect(await draftsOf(batchId)).toHaveLength(2);
  expect((await world.call("clerk", "submitDraft", second)).body.summary.state).toBe("submitted");

  await approve(batchId);
  expect((await world.call("reviewer", "approveDraft", third)).status).toBe(409);
  expect((await world.call("reviewer", "returnDraft", { ...third, body })).status).toBe(409);
  await world.workOff(batchId);
  expect(await look(batchId)).toMatchObject({ issued: 2, failed: 1, waiting: 0 });
});

test("a batch approved whole while its drafts are approved one by one issues each once", async () => {
  const before = await countLicences();
  const { batchId } = await titles(Array.from({ length: 4 }, () => aTitle(["owner"])));
  const drafts = await draftsOf(batchId);
  await Promise.all([
    ...drafts.map(({ draftId }) => world.call("reviewer", "approveDraft", { params: { draftId } })),
    approve(batchId).then(() => world.workOff(batchId)),
  ]);
  await world.workOff(batchId);
  expect(await look(batchId)).toMatchObject({ issued: 4, failed: 0, waiting: 0 });
  expect(await countLicences()).toBe(before + 4);
});

test("who wrote a batch does not approve it, nor who may not use the seal, and other batches want nobody", async () => {
  const { batchId } = await titles([aTitle(["owner"])]);
  const setAuthor = (who: PersonName) =>
    world.database.pool.query("update issuance.batch set created_by = $1 where batch_id = $2", [
      world.accounts[who].accountId,
      batchId,
    ]);
  const allow = (allowed: boolean) =>
    world.call("keeper", "setSealUser", {
      params: { sealId: world.sealIds.issuer },
      body: { accountId: world.accounts.reviewer.accountId, allowed },
    });
  await setAuthor("reviewer");
  expect((await approve(batchId)).body.type).toBe("urn:liangzheng:problem:second-person-required");
  await setAuthor("clerk");
  await allow(false);
  expect((await approve(batchId)).body.type).toBe("urn:liangzheng:problem:seal-not-usable");
  await allow(true);
  expect((await approve(batchId, "otherReviewer")).status).toBe(404);
  const ordinary = await create([anOperator("owner")]);
  expect((await approve(ordinary.batchId)).body.type).toBe("urn:liangzheng:problem:state-conflict");
  const [draft] = await draftsOf(ordinary.batchId);
  const submitted = await world.call("clerk", "submitDraft", { params: { draftId: draft?.draftId ?? "" } });
  expect(submitted.status).toBe(409);
});

test("a seal taken from the clerk fails the rows, each with its reason", async () => {
  const { batchId } = await create([anOperator("owner"), anOperator("owner")]);
  const allow = (allowed: boolean) =>
    world.call("keeper", "setSealUser", {
      params: { sealId: world.sealIds.issuer },
      body: { accountId: world.accounts.clerk.accountId, allowed },
    });
  await allow(false);
  await world.workOff(batchId);
  await allow(true);
  const { failures, failed } = await look(batchId);
  expect([failed, failures[0].faults[0].rule]).toEqual([2, "seal-not-usable"]);
});

test("the queue works off a batch that was put into it in the same transaction", async () => {
  await migrateJobs(world.database.migratorUrl);
  const { batchId } = await create([anOperator("owner"), anOperator("owner")]);
  await expect(
    world.inTransaction(async (tx) => {
      await enqueueBatch(tx, batchId);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
  await world.inTransaction((tx) => enqueueBatch(tx, batchId));
  await world.inTransaction((tx) => enqueueBatch(tx, batchId));
  const runner = await runJobs(world.services);
  try {
    await vi.waitFor(
      async () => expect(await look(batchId)).toMatchObject({ issued: 2, waiting: 0 }),
      20_000,
    );
  } finally {
    await runner.stop();
  }
});
