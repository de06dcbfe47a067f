import type { DraftContent } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { aWorld, enterprise, newKey, people, type World } from "../../../testing/world.ts";

const typeKey = "business-licence";
let world: World;
beforeAll(async () => {
  world = await aWorld();
  const body = { organId: world.organIds.issuer, sealId: world.sealIds.issuer };
  expect((await world.call("cityManager", "adoptType", { params: { typeKey }, body })).status).toBe(200);
});
afterAll(() => world.close());

const company: DraftContent = {
  number: enterprise.code,
  holders: [{ kind: "organisation", codeType: "001", ...enterprise }],
  issuedOn: "2026-03-01",
  validFrom: "2026-03-01",
  validTo: null,
  fields: {
    LX: "有限责任公司",
    FDDBR: people.owner.name,
    ZCZB: "壹佰万元整",
    CLRQ: "20200102",
    ZS: "演示市验证路1号",
    JYFW: "房屋建筑工程施工",
  },
};
const submitted = async (): Promise<string> => {
  const { body } = await world.call("clerk", "createDraft", { body: { typeKey, content: company } });
  const { draftId } = body.summary;
  const answer = await world.call("clerk", "submitDraft", { params: { draftId } });
  expect([answer.status, answer.body.faults]).toEqual([200, answer.body.faults]);
  return draftId;
};
const seals = async () =>
  (await world.call("keeper", "listSeals", { query: { kind: "official" } })).body.items;

test("a failure after the seal was made leaves neither seal nor licence", async () => {
  const draftId = await submitted();
  const { audit } = world.services.issuanceDeps;
  const record = audit.record;
  const acts: string[] = [];
  const broken = vi.spyOn(audit, "record").mockImplementation(async (ctx, entry) => {
    acts.push(entry.act);
    if (entry.act === "issue-first") throw new Error("the connection is lost");
    await record(ctx, entry);
  });
  expect((await world.call("reviewer", "approveDraft", { params: { draftId } })).status).toBe(500);
  broken.mockRestore();
  expect(acts).toContain("make-seal");
  expect(await seals()).toEqual([]);
});

test("an enterprise gets its seal in the act that issues its business licence, once however often it is sent", async () => {
  const draftId = (await world.call("clerk", "listDrafts", { query: { state: "submitted" } })).body.items[0]
    .draftId;
  const key = newKey();
  const approve = () => world.call("reviewer", "approveDraft", { params: { draftId }, key });
  const answers = [await approve(), await approve()];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const [seal, ...more] = await seals();
  expect(more).toEqual([]);
  expect(seal).toMatchObject({
    name: enterprise.name,
    state: "made",
    ownerKind: "enterprise",
    ownerName: enterprise.name,
    usable: false,
  });
  const { body } = await world.call("keeper", "getSeal", { params: { sealId: seal.sealId } });
  expect(body.history.map(({ act, by }: { act: string; by: string }) => [act, by]).reverse()).toEqual([
    ["apply", people.clerk.name],
    ["approve", people.reviewer.name],
    ["make", people.reviewer.name],
  ]);
  expect(body.history[0]).toMatchObject({ documentNumber: enterprise.code, reason: "随营业执照核发" });
  expect(body.acts).toEqual(["activate", "report-lost", "revoke", "destroy"]);
});

test("an enterprise that has its seal gets no second one with its next licence", async () => {
  const { items } = (await world.call("clerk", "searchLicences", { query: { number: enterprise.code } }))
    .body;
  const licenceKey = items[0].licenceKey;
  const act = {
    act: "cancel",
    decidingOrgan: "演示市",
    documentNumber: "1",
    basis: "依申请注销",
    reason: "重新核发",
    effectiveOn: "2026-03-02",
  };
  expect((await world.call("clerk", "recordStatusAct", { params: { licenceKey }, body: act })).status).toBe(
    200,
  );
  const draftId = await submitted();
  expect((await world.call("reviewer", "approveDraft", { params: { draftId } })).status).toBe(200);
  expect(await seals()).toHaveLength(1);
});
