import { decodeUtf8, toHex } from "@liangzheng/bytes";
import { openPackage, readDocument } from "@liangzheng/ofd";
import { verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { organs } from "../../../testing/people.ts";
import {
  anOperator,
  aTitle,
  aWorld,
  newKey,
  type PersonName,
  people,
  start,
  type World,
} from "../../../testing/world.ts";

const dayMs = 24 * 3_600_000;
const body = {
  recipient: "验证银行演示支行",
  purpose: "办理开户",
  matter: "单位结算账户开立",
  businessNumber: "YZ-2026-0017",
  validUntil: "2026-04-01",
};

let world: World;
let licenceKey: string;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.now = start;
  licenceKey = await world.issue("construction-special-operator", anOperator("owner"));
});

const make = (who: PersonName = "owner", change: object = {}, key?: string) =>
  world.call(who, "createMyCopy", {
    params: { licenceKey },
    body: { ...body, ...change },
    ...(key === undefined ? {} : { key }),
  });
const fileOf = (copyId: string) => world.call("owner", "getMyCopyFile", { params: { copyId } });
const stateOf = async (copyNumber: string): Promise<string> =>
  (await world.call(undefined, "getCopyState", { params: { copyNumber } })).body.state;
const act = (which: "suspend" | "resume") =>
  world.call("clerk", "recordStatusAct", {
    params: { licenceKey },
    body: {
      act: which,
      decidingOrgan: "演示市住房和城乡建设局",
      documentNumber: "演建罚〔2026〕1号",
      basis: "示例依据",
      reason: "示例理由",
      effectiveOn: "2026-03-02",
    },
  });
const rows = async <T extends object>(query: string, ...values: unknown[]): Promise<readonly T[]> =>
  (await world.database.pool.query<T>(query, values)).rows;
const copies = () => rows("select * from use.annotated_copy where licence_key = $1", licenceKey);

async function judged(file: Uint8Array) {
  const trust = await world.inTransaction((tx) => world.services.sealing.trust(tx));
  return verifyOfd(file, { gm: world.services.gm, trust, now: world.clock.now });
}

test("the verifier finds a copy valid, sealed by the platform's seal for copies and not by the issuer", async () => {
  const { copyId, maker } = (await make()).body;
  const report = await judged((await fileOf(copyId)).bytes);
  expect([report.verdict, report.additions]).toEqual(["valid", []]);
  expect(report.signatures.map(({ sealName }) => sealName)).toEqual([`${organs.province.name}加注件专用章`]);
  expect(maker).toBe(organs.province.name);
});

test("data and page of a copy say the same: whose original, for whom, what for, how long, which number", async () => {
  const { copyId, copyNumber } = (await make()).body;
  const original = await world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
  const [from] = readDocument(openPackage(original.bytes));
  const [to] = readDocument(openPackage((await fileOf(copyId)).bytes));
  const data = to?.docInfo.customDatas ?? [];
  expect(data.slice(0, from?.docInfo.customDatas.length)).toEqual(from?.docInfo.customDatas);
  const item = (id: string): string => data.find(({ name }) => name === id)?.value ?? id;
  expect(item("ZZBS")).toMatch(/^1\.2\.156\.3005\.2\./);
  expect(item("JZJZZZ")).toBe(organs.province.name);
  expect(item("JZJZZSJ")).toBe("20260302100000");
  expect(item("JZJYXQJZSJ")).toBe("20260401235959");
  expect(item("JZJYJZY")).toBe(toHex(world.services.gm.sm3(original.bytes)));
  const [annotation] = to?.annotations ?? [];
  const printed = decodeUtf8(to?.package.read(annotation?.path ?? "") ?? new Uint8Array(0))
    .replace(/<ofd:Remark>.*<\/ofd:Remark>/, "")
    .replace(/<[^>]*>/g, "");
  for (const id of ["JZJBH", "JZJSYF", "JZJYT", "JZJSX", "JZJYWBH"]) expect(printed).toContain(item(id));
  expect(item("JZJBH")).toBe(copyNumber);
  expect(printed).toContain("有效期至：2026年04月01日");
});

test("the original stays as it is, byte for byte, and its record is not in the copy", async () => {
  const original = () => world.call("owner", "getMyLicenceFile", { params: { licenceKey } });
  const before = (await original()).bytes;
  const { copyId } = (await make()).body;
  await world.call("owner", "revokeMyCopy", { params: { copyId } });
  expect((await original()).bytes).toEqual(before);
  const { body: detail } = await world.call("owner", "getMyLicence", { params: { licenceKey } });
  expect(detail.summary.status).toBe("valid");
  const again = (await make()).body.copyId;
  expect(openPackage((await fileOf(again)).bytes).paths.join()).not.toContain("record");
});

test("whoever has the number learns the state and the digest of the file, and nothing of anybody", async () => {
  const { copyId, copyNumber } = (await make()).body;
  const { bytes } = await fileOf(copyId);
  const answer = await world.call(undefined, "getCopyState", { params: { copyNumber } });
  expect(answer.body).toEqual({ state: "valid", digest: toHex(world.services.gm.sm3(bytes)) });
  const typed = (copyNumber as string).toLowerCase().replaceAll("-", " ");
  expect(await stateOf(typed)).toBe("valid");
  const status = async (copyNumber: string): Promise<number> =>
    (await world.call(undefined, "getCopyState", { params: { copyNumber } })).status;
  expect(await status("JZJ0-0000-0000-0000-0009")).toBe(404);
  expect(await status("JZJ0-0000-0000-0000-0008")).toBe(404);
  expect(await status("nothing")).toBe(400);
});

test("a revoked copy stays revoked, is not given out again, and can still be looked at", async () => {
  const { copyId, copyNumber } = (await make()).body;
  const revoke = () => world.call("owner", "revokeMyCopy", { params: { copyId } });
  expect((await revoke()).status).toBe(200);
  expect((await revoke()).status).toBe(409);
  expect(await stateOf(copyNumber)).toBe("revoked");
  expect((await fileOf(copyId)).status).toBe(409);
  expect((await world.call("owner", "getMyCopyPage", { params: { copyId } })).text).toContain("<svg");
  const { items } = (await world.call("owner", "listMyCopies", { query: { licenceKey } })).body;
  expect(items[0]).toMatchObject({ ...body, copyId, state: "revoked" });
  expect(items[0].revokedAt).toBe(start.toISOString());
});

test("a copy ends with its last day in Asia/Shanghai", async () => {
  const { copyId, copyNumber } = (await make()).body;
  world.clock.now = new Date("2026-04-01T15:59:59Z");
  expect(await stateOf(copyNumber)).toBe("valid");
  world.clock.now = new Date("2026-04-01T16:00:00Z");
  expect(await stateOf(copyNumber)).toBe("expired");
  expect((await fileOf(copyId)).status).toBe(409);
});

test("a licence that is stopped is not copied, and a copy of it says so until it is resumed", async () => {
  const { copyNumber } = (await make()).body;
  await act("suspend");
  expect(await stateOf(copyNumber)).toBe("original-not-current");
  const refused = await make();
  expect([refused.status, refused.body.type]).toEqual([409, "urn:liangzheng:problem:licence-not-showable"]);
  await act("resume");
  expect(await stateOf(copyNumber)).toBe("valid");
});

test("of two holders each makes copies of their own where one may show; a relayed licence has nothing to copy", async () => {
  const content = { body: { typeKey: "real-estate-title", content: aTitle(["owner", "coHolder"]) } };
  const { draftId } = (await world.call("clerk", "createDraft", content)).body.summary;
  await world.call("clerk", "submitDraft", { params: { draftId } });
  licenceKey = (await world.call("reviewer", "approveDraft", { params: { draftId } })).body.summary
    .licenceKey;
  const { copyId } = (await make()).body;
  expect((await make("coHolder")).status).toBe(200);
  for (const operation of ["getMyCopyFile", "getMyCopyPage", "revokeMyCopy"] as const)
    expect((await world.call("coHolder", operation, { params: { copyId } })).status).toBe(404);
  expect((await make("stranger")).status).toBe(404);
  licenceKey = world.licences.relayed;
  expect((await make()).status).toBe(409);
});

test("a request that is repeated makes one copy; another request makes another, with another number", async () => {
  const key = newKey();
  const [first, again] = [await make("owner", {}, key), await make("owner", {}, key)];
  expect(again.body).toEqual(first.body);
  expect(await copies()).toHaveLength(1);
  expect((await make("owner", { purpose: "另一用途" }, key)).status).toBe(409);
  const other = await make();
  expect(other.body.copyNumber).not.toBe(first.body.copyNumber);
  expect(await copies()).toHaveLength(2);
});

test.each([
  [{ validUntil: "2026-03-01" }, 400, "/validUntil"],
  [{ validUntil: "2027-03-03" }, 400, "/validUntil"],
  [{ recipient: "验证\n银行" }, 422, "/recipient"],
  [{ purpose: "\u{1f600}" }, 422, "/purpose"],
  [{ matter: "　" }, 422, "/matter"],
])("what cannot be made is refused by its field: %j", async (change, status, field) => {
  const refused = await make("owner", change);
  expect([refused.status, refused.body.faults[0].field]).toEqual([status, field]);
  const preview = await world.call("owner", "previewMyCopy", {
    params: { licenceKey },
    body: { ...body, ...change },
  });
  expect([preview.status, preview.body.faults[0].field]).toEqual([status, field]);
  expect(await copies()).toHaveLength(0);
});

test("a preview shows the watermark and leaves no copy, no number and no use of the seal", async () => {
  const uses = () => rows("select * from sealing.seal_use where purpose = 'annotated-copy'");
  const before = (await uses()).length;
  const { text } = await world.call("owner", "previewMyCopy", { params: { licenceKey }, body });
  expect(text.replace(/<[^>]*>/g, "")).toContain("仅供验证银行演示支行使用");
  expect(text.replace(/<[^>]*>/g, "")).toContain("制作后生成");
  expect([await copies(), (await uses()).length]).toEqual([[], before]);
});

test("the making leaves a receipt, an entry in the seal's log and one in the audit log, and the holder's history tells it", async () => {
  const { copyId } = (await make()).body;
  const subject = `annotated-copy/${copyId}`;
  const receipts = await rows<{ fields: string[]; outcome: string }>(
    "select r.* from use.receipt r join use.annotated_copy c using (receipt_id) where c.copy_id = $1 and r.basis = 'own-copy'",
    copyId,
  );
  expect(receipts.map(({ fields, outcome }) => [fields, outcome])).toEqual([[["annotated-copy"], "valid"]]);
  const uses = await rows<{ account_id: string }>(
    "select * from sealing.seal_use where subject = $1",
    subject,
  );
  // Who registered the seal answers for its use: the holder's name stands in no seal keeper's log.
  expect(uses.map((use) => use.account_id)).toEqual([world.accounts.publisher.accountId]);
  expect(
    await rows("select * from audit.entry where act = 'make-annotated-copy' and subject = $1", subject),
  ).toHaveLength(1);
  const { items } = (await world.call("owner", "listMyUses", { query: { licenceKey } })).body;
  const told = items.find(({ basis }: { basis: string }) => basis === "own-copy");
  expect(told.purpose).toBe("验证银行演示支行 · 办理开户 · 单位结算账户开立");
});

test("a table dump tells no recipient, purpose, matter or business number", async () => {
  await make();
  const text = JSON.stringify([
    await rows("select t::text from use.annotated_copy t"),
    await rows("select t::text from use.receipt t"),
    await rows("select t::text from platform.idempotency t"),
    await rows("select t::text from audit.entry t"),
    await rows("select t::text from sealing.seal_use t"),
  ]);
  const { businessNumber, recipient, purpose, matter } = body;
  for (const secret of [businessNumber, recipient, purpose, matter, people.owner.name]) {
    expect([secret, text.includes(secret)]).toEqual([secret, false]);
    expect([secret, text.includes(Buffer.from(secret).toString("hex"))]).toEqual([secret, false]);
  }
});

test("copies are listed to whoever made them, newest first, page after page", async () => {
  const made = [];
  for (let at = 0; at < 3; at++) {
    world.clock.now = new Date(start.getTime() + at * dayMs);
    made.unshift((await make()).body.copyId);
  }
  const first = (await world.call("owner", "listMyCopies", { query: { licenceKey, limit: "2" } })).body;
  const next = { licenceKey, limit: "2", after: first.next };
  const second = (await world.call("owner", "listMyCopies", { query: next })).body;
  expect([...first.items, ...second.items].map(({ copyId }) => copyId)).toEqual(made);
  const theirs = await world.call("coHolder", "listMyCopies", { query: { licenceKey } });
  expect(theirs.body.items).toEqual([]);
});

test("a seal that is out of use makes no copy, and what was begun is not kept", async () => {
  const set = (state: string) => rows("update sealing.seal set state = $1 where kind = 'copy'", state);
  await set("suspended");
  const refused = await make();
  await set("active");
  expect([refused.status, refused.body.type]).toEqual([409, "urn:liangzheng:problem:seal-not-usable"]);
  expect(await copies()).toHaveLength(0);
  expect(
    await rows("select * from use.receipt where licence_key = $1 and basis = 'own-copy'", licenceKey),
  ).toEqual([]);
});

test("a body's own seal for copies seals those of its licences, once its authority is registered", async () => {
  const organ = { ...organs.other, organId: world.organIds.other };
  const settle = (authority: string | null, at: typeof organ) =>
    world.as("publisher", (ctx) =>
      world.services.sealing.settleCopySeal(
        { ...ctx, actor: { ...ctx.actor, organId: at.organId } },
        { organ: at, ordinal: 90, authority },
      ),
    );
  await settle("示建函〔2026〕9号", organ);
  expect((await make()).body.maker).toBe(organs.province.name);
  const issuer = { ...organs.issuer, organId: world.organIds.issuer };
  expect(await settle("演建函〔2026〕7号", issuer)).toMatchObject({ made: true, registered: true });
  expect(await settle("演建函〔2026〕7号", issuer)).toMatchObject({ made: false, registered: false });
  const { copyId, maker } = (await make()).body;
  expect(maker).toBe(organs.issuer.name);
  const report = await judged((await fileOf(copyId)).bytes);
  expect(report.signatures.map(({ sealName }) => sealName)).toEqual([`${organs.issuer.name}加注件专用章`]);
});
