import { fromBase64 } from "@liangzheng/bytes";
import { parseCertificate } from "@liangzheng/pki";
import {
  parseCheckpoint,
  parseNote,
  parseReceipt,
  type Receipt,
  verifyConsistency,
  verifyReceipt,
} from "@liangzheng/tlog";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anOperator, aWorld, type World } from "../../../testing/world.ts";
import { appendToLog, logSources } from "../../main/keep-log.ts";
import { verifyLogOf } from "../../main/verify-audit.ts";
import { anonymous } from "../../platform/actor.ts";
import { type Connection, connect, inTransaction } from "../../platform/postgres/pool.ts";

let world: World;
/** Who owns the database, and can do what the application may not. */
let owner: Connection;
const sm3 = (bytes: Uint8Array): Uint8Array => world.services.gm.sm3(bytes);
beforeAll(async () => {
  world = await aWorld();
  owner = connect(world.database.superuserUrl, { max: 1 });
});
afterAll(async () => {
  await owner.close();
  await world.close();
});

const sqlOf = (text: string, values: readonly unknown[] = []) =>
  world.database.pool.query<Record<string, string>>(text, [...values]);
const newest = async () => parseCheckpoint(parseNote(await noteNow()).text);
const noteNow = async (): Promise<string> =>
  (await world.call(undefined, "getLogCheckpoint")).body.checkpoint;
const verify = () => verifyLogOf(world.services);
const look = (licenceKey: string) => world.call("owner", "getMyLicence", { params: { licenceKey } });
const download = (licenceKey: string) => world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
const receiptsOf = async (licenceKey: string): Promise<string[]> =>
  (await world.call("owner", "listMyUses", { query: { licenceKey } })).body.items.map(
    ({ receiptId }: { receiptId: string }) => receiptId,
  );
const isValid = (receipt: Receipt): boolean => {
  const [key] = receipt.certificates;
  const publicKey = key && parseCertificate(key).publicKey;
  const checks = verifyReceipt(receipt, {
    digest: sm3,
    publicKey: publicKey ?? new Uint8Array(),
    verify: world.services.gm.verify,
  });
  return checks.every(({ result }) => result === "pass");
};

/** Rows are changed as nobody but the owner of the database can. */
async function tampered(change: string, values: readonly unknown[], back: () => Promise<unknown>) {
  try {
    await owner.pool.query(change, [...values]);
    return (await verify()).faults.map(({ kind }) => kind);
  } finally {
    await back();
  }
}

beforeEach(() => appendToLog(world.services));

test("a receipt is in the log within one round, and verifies with the certificates it carries", async () => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
  await download(licenceKey);
  const [receiptId = ""] = await receiptsOf(licenceKey);
  const params = { licenceKey, receiptId };
  expect((await world.call("owner", "getMyReceipt", { params })).body.type).toBe(
    "urn:liangzheng:problem:receipt-not-logged",
  );
  expect(await appendToLog(world.services)).toBeGreaterThan(0);
  const { body } = await world.call("owner", "getMyReceipt", { params });
  const receipt = parseReceipt(body);
  expect(isValid(receipt)).toBe(true);
  expect(receipt.entry).toMatchObject({ kind: "use", receiptId, licenceKey, basis: "own-download" });
  // Later checkpoints prove it as well, and the older document stays true.
  await look(licenceKey);
  await appendToLog(world.services);
  const later = parseReceipt((await world.call("owner", "getMyReceipt", { params })).body);
  expect(later.checkpoint.size).toBeGreaterThan(receipt.checkpoint.size);
  expect([isValid(later), isValid(receipt)]).toEqual([true, true]);
  // And one that says something else is found out.
  expect(isValid(parseReceipt({ ...body, entry: { ...body.entry, purpose: "another" } }))).toBe(false);
  expect(isValid(parseReceipt({ ...body, leafIndex: body.leafIndex + 1 }))).toBe(false);
});

test("nothing new makes no checkpoint", async () => {
  const before = await newest();
  expect(await appendToLog(world.services)).toBe(0);
  expect(await newest()).toEqual(before);
});

test("whoever kept a checkpoint can prove that the log of now begins with it", async () => {
  const before = await newest();
  await look(world.licences.made);
  await download(world.licences.made);
  await appendToLog(world.services);
  const { body } = await world.call(undefined, "getLogGrowth", { query: { before: String(before.size) } });
  const after = parseCheckpoint(parseNote(body.checkpoint).text);
  const proof = body.proof.map(fromBase64);
  expect(after.size).toBeGreaterThan(before.size);
  expect(verifyConsistency({ before, after, proof }, sm3)).toBe(true);
  const other = { ...before, root: sm3(before.root) };
  expect(verifyConsistency({ before: other, after, proof }, sm3)).toBe(false);
  const beyond = await world.call(undefined, "getLogGrowth", { query: { before: String(after.size + 1) } });
  expect(beyond.status).toBe(404);
});

test("a row whose transaction ends late is not passed by", async () => {
  let finish: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let written: () => void = () => undefined;
  const wrote = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = world.as("clerk", async (ctx) => {
    await world.services.audit.record(ctx, { act: "late-act", subject: "licence/late" });
    written();
    await waiting;
  });
  await wrote;
  await look(await world.issue("construction-special-operator", anOperator("stranger")));
  await appendToLog(world.services);
  finish();
  await late;
  await appendToLog(world.services);
  const { rows } = await sqlOf(
    `select count(l.leaf_index) as logged, count(*) as written from audit.entry e
     left join ledger.leaf l on l.entry_id = e.entry_id`,
  );
  expect(rows[0]?.["logged"]).toBe(rows[0]?.["written"]);
  expect((await verify()).faults).toEqual([]);
});

test("two processes at once add each row once", async () => {
  await download(world.licences.made);
  await Promise.all([appendToLog(world.services), appendToLog(world.services), appendToLog(world.services)]);
  await appendToLog(world.services);
  const { rows } = await sqlOf(
    "select count(*) as leaves, count(distinct entry_id) as entries, max(leaf_index) + 1 as size from ledger.leaf",
  );
  expect(rows[0]).toMatchObject({ leaves: rows[0]?.["entries"], size: rows[0]?.["leaves"] });
  expect(await verify()).toMatchObject({ faults: [], leaves: Number(rows[0]?.["leaves"]) });
});

test("what fails before it commits leaves neither leaf nor checkpoint, and is done again", async () => {
  await download(world.licences.made);
  const before = await newest();
  await expect(
    inTransaction(world.services.db, (tx) =>
      world.services.ledger.appendNew(
        world.services.context(tx, anonymous),
        logSources(world.services),
        async () => {
          throw new Error("no key");
        },
      ),
    ),
  ).rejects.toThrow("no key");
  expect(await newest()).toEqual(before);
  await appendToLog(world.services);
  expect((await newest()).size).toBeGreaterThan(before.size);
  expect((await verify()).faults).toEqual([]);
});

test("a row that was changed, taken out or put in is found, and where", async () => {
  await download(world.licences.made);
  await appendToLog(world.services);
  expect((await verify()).faults).toEqual([]);
  const { rows } = await sqlOf("select entry_id, act, subject from audit.entry order by entry_id limit 1");
  const [entry] = rows;
  const id = entry?.["entry_id"];
  const backTo = (text: string, values: readonly unknown[]) => () => owner.pool.query(text, [...values]);
  expect(
    await tampered(
      "update audit.entry set subject = 'licence/another' where entry_id = $1",
      [id],
      backTo("update audit.entry set subject = $2 where entry_id = $1", [id, entry?.["subject"]]),
    ),
  ).toEqual(["row-changed"]);
  await owner.pool.query("create temporary table gone as select * from audit.entry where entry_id = $1", [
    id,
  ]);
  expect(
    await tampered(
      "delete from audit.entry where entry_id = $1",
      [id],
      backTo("insert into audit.entry select * from gone", []),
    ),
  ).toEqual(["row-gone"]);
  expect(
    await tampered(
      `insert into audit.entry (entry_id, at, account_id, organ_id, act, subject, outcome, tx)
       select gen_random_uuid(), at, account_id, organ_id, act, subject, outcome, tx from audit.entry where entry_id = $1`,
      [id],
      backTo(
        "delete from audit.entry e where not exists (select from ledger.leaf l where l.entry_id = e.entry_id)",
        [],
      ),
    ),
  ).toEqual(["row-unlogged"]);
});

test("a receipt that was made to say something else is found", async () => {
  const { rows } = await sqlOf("select receipt_id, outcome from use.receipt order by receipt_id limit 1");
  const id = rows[0]?.["receipt_id"];
  expect(
    await tampered("update use.receipt set outcome = 'other' where receipt_id = $1", [id], () =>
      owner.pool.query("update use.receipt set outcome = $2 where receipt_id = $1", [
        id,
        rows[0]?.["outcome"],
      ]),
    ),
  ).toEqual(["row-changed"]);
});

test("a tree, a checkpoint or an end that was changed is found", async () => {
  const { rows: tiles } = await owner.pool.query(
    "select hashes from ledger.tile where level = 0 and tile_index = 0",
  );
  const kept = tiles[0]?.hashes as Buffer;
  const turned = Buffer.from(kept);
  turned[40] = (turned[40] ?? 0) ^ 1;
  const change = "update ledger.tile set hashes = $1 where level = 0 and tile_index = 0";
  const found = await tampered(change, [turned], () => owner.pool.query(change, [kept]));
  expect(found).toContain("row-changed");
  expect(found).toContain("checkpoint-wrong");
  const { size } = await newest();
  const { rows } = await owner.pool.query("select note from ledger.checkpoint where size = $1", [size]);
  const note = rows[0]?.note as string;
  const set = "update ledger.checkpoint set note = $2 where size = $1";
  expect(
    await tampered(set, [size, note.replace(/time (\d{4})/, "time 1999")], () =>
      owner.pool.query(set, [size, note]),
    ),
  ).toEqual(["checkpoint-wrong"]);
  await owner.pool.query("create temporary table cut as select * from ledger.checkpoint where size = $1", [
    size,
  ]);
  expect(
    await tampered("delete from ledger.checkpoint where size = $1", [size], () =>
      owner.pool.query("insert into ledger.checkpoint select * from cut"),
    ),
  ).toContain("checkpoint-wrong");
});

test("the application may neither change nor delete what is logged", async () => {
  for (const [text, refused] of [
    ["update ledger.leaf set kind = 'x'", "leaf"],
    ["delete from ledger.leaf", "leaf"],
    ["update ledger.checkpoint set note = ''", "checkpoint"],
    ["delete from ledger.checkpoint", "checkpoint"],
    ["delete from ledger.tile", "tile"],
  ] as const)
    await expect(sqlOf(text)).rejects.toThrow(`permission denied for table ${refused}`);
});
