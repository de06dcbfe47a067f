import { type OperationId, problems, type TypeDefinition } from "@liangzheng/contract";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readLicenceTypes } from "../../seeds/types.ts";
import { askAndAgree, aUse, layUseItem, takeCode } from "../../testing/authorised-use.ts";
import {
  type Answer,
  anOperator,
  aWorld,
  type CallInput,
  newKey,
  type PersonName,
  type World,
} from "../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const typeKey = "construction-special-operator";
const absent = "01890000-0000-7000-8000-000000000000";
const call = (who: PersonName | undefined, id: OperationId, input?: CallInput) => world.call(who, id, input);
const draft = async (content: unknown = anOperator("owner")): Promise<CallInput> => {
  const { body } = await call("clerk", "createDraft", { body: { typeKey, content } });
  return { params: { draftId: body.summary.draftId } };
};
const officersCard = readLicenceTypes().get("law-enforcement-officer-card") as TypeDefinition;
const aDefinition = (code: string): TypeDefinition => ({
  ...officersCard,
  name: "演示省样例证",
  code: officersCard.code.slice(0, 18) + code,
});

/** For each kind of failure a request that meets it. A problem without one does not compile, and fails below. */
const provocations: Readonly<Record<keyof typeof problems, () => Promise<Answer>>> = {
  InvalidInput: () => call("clerk", "createDraft", { body: {} }),
  IdempotencyKeyRequired: () =>
    call("clerk", "createDraft", { body: { typeKey, content: anOperator("owner") }, key: null }),
  SignInRequired: () => call(undefined, "listDrafts"),
  NotAllowed: () => call("owner", "listDrafts"),
  NotFound: () => call("clerk", "getDraft", { params: { draftId: absent } }),
  async IdempotencyMismatch() {
    const key = newKey();
    await call("clerk", "createDraft", { body: { typeKey, content: anOperator("owner") }, key });
    return call("clerk", "createDraft", { body: { typeKey, content: anOperator("coHolder") }, key });
  },
  StateConflict: async () => call("reviewer", "approveDraft", await draft()),
  async DuplicateLicence() {
    const content = anOperator("owner");
    await world.issue(typeKey, content);
    return call("clerk", "submitDraft", await draft(content));
  },
  async SecondPersonRequired() {
    const type = { params: { typeKey: "sample-of-one-person" } };
    await call("proposer", "saveTypeDraft", { ...type, body: { definition: aDefinition("X91") } });
    await call("proposer", "proposeType", type);
    return call("proposer", "publishType", type);
  },
  RelayedType: () =>
    call("clerk", "createDraft", { body: { typeKey: "driving-licence", content: anOperator("owner") } }),
  async TypeNotPublished() {
    const params = { typeKey: "sample-unpublished" };
    await call("proposer", "saveTypeDraft", { params, body: { definition: aDefinition("X92") } });
    return call("clerk", "createDraft", { body: { ...params, content: anOperator("owner") } });
  },
  NotAdopted: () =>
    call("clerk", "createDraft", { body: { typeKey: "business-licence", content: anOperator("owner") } }),
  async SealNotUsable() {
    const allow = (allowed: boolean) =>
      call("keeper", "setSealUser", {
        params: { sealId: world.sealIds.issuer },
        body: { accountId: world.accounts.clerk.accountId, allowed },
      });
    await allow(false);
    const answer = await call("clerk", "submitDraft", await draft());
    await allow(true);
    return answer;
  },
  async ReceiptNotLogged() {
    const licenceKey = await world.issue(typeKey, anOperator("coHolder"));
    await call("coHolder", "getMyLicence", { params: { licenceKey } });
    const { body } = await call("coHolder", "listMyUses", { query: { licenceKey } });
    return call("coHolder", "getMyReceipt", { params: { licenceKey, receiptId: body.items[0].receiptId } });
  },
  async TimeStampUnavailable() {
    const input = await draft();
    world.clock.doubt = "the clock jumped";
    const answer = await call("clerk", "submitDraft", input);
    world.clock.doubt = undefined;
    return answer;
  },
  TooLarge: () => call("clerk", "createDraft", { body: "长".repeat(800_000) }),
  DoesNotFit: async () =>
    call(
      "clerk",
      "submitDraft",
      await draft(anOperator("owner", { fields: { ...anOperator("owner").fields, CZLB: "\u{1F4A9}" } })),
    ),
  UnreadableFile: () => call(undefined, "checkSeal", { file: new Uint8Array(8) }),
  async LicenceNotShowable() {
    const params = { licenceKey: await world.issue(typeKey, anOperator("coHolder")) };
    const act = { act: "suspend", decidingOrgan: "演示市应急管理局", documentNumber: "1", basis: "示例依据" };
    await call("clerk", "recordStatusAct", {
      params,
      body: { ...act, reason: "示例", effectiveOn: "2026-03-02" },
    });
    return call("coHolder", "createShowCode", { params });
  },
  MatterNotRegistered: () =>
    call("clerk", "askForUse", { body: aUse("owner", { itemCode: "NO-SUCH-ITEM" }) }),
  async OverAsking() {
    await layUseItem(world);
    return call("clerk", "askForUse", { body: aUse("owner", { fields: ["XM", "ZP"] }) });
  },
  async AuthorisationWithdrawn() {
    const params = { requestId: await askAndAgree(world, "owner", world.licences.made) };
    await call("owner", "withdrawUse", { params });
    return call("clerk", "takeUseCode", { params });
  },
  async AuthorisationSpent() {
    const requestId = await askAndAgree(world, "owner", world.licences.made);
    const code = await takeCode(world, requestId);
    await call("clerk", "readAuthorised", { body: { code } });
    return call("clerk", "readAuthorised", { body: { code } });
  },
  async AuthorisationExpired() {
    const requestId = await askAndAgree(world, "owner", world.licences.made);
    const at = world.clock.now;
    world.clock.now = new Date(at.getTime() + 9 * 24 * 3_600_000);
    const answer = await call("clerk", "takeUseCode", { params: { requestId } });
    world.clock.now = at;
    return answer;
  },
  async EntryLocked() {
    const miss = () =>
      call("secondOfficer", "redeemShowCode", { body: { code: "0000000000", purpose: "other" } });
    for (let misses = 0; misses < 5; misses++) await miss();
    return miss();
  },
  async TooManyRequests() {
    const ask = () =>
      world.app.inject({
        url: "/api/v1/session",
        remoteAddress: "10.9.9.9",
        headers: { "liangzheng-app": "public" },
      });
    for (let asked = 0; asked < 300; asked++) await ask();
    const { statusCode, payload, rawPayload } = await ask();
    return {
      status: statusCode,
      text: payload,
      bytes: new Uint8Array(rawPayload),
      body: JSON.parse(payload),
    };
  },
  async InternalError() {
    const input = await draft();
    const broken = vi
      .spyOn(world.services.issuanceDeps.files, "put")
      .mockRejectedValueOnce(new Error("ENOSPC at /secret/files for 欧阳验甲"));
    const answer = await call("clerk", "submitDraft", input);
    broken.mockRestore();
    return answer;
  },
  /** The request waits for a row that somebody holds, and its connection is cut meanwhile. */
  async NotReady() {
    const input = await draft();
    const { pool } = world.database;
    const holder = await pool.connect();
    try {
      await holder.query("begin");
      await holder.query("select 1 from issuance.draft where draft_id = $1 for update", [
        input.params?.["draftId"],
      ]);
      const waiting = call("clerk", "submitDraft", input);
      await vi.waitFor(async () => {
        const { rowCount } = await pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(rowCount).toBe(1);
      }, 10_000);
      return await waiting;
    } finally {
      await holder.query("rollback");
      holder.release();
    }
  },
};

/** Members that a problem document may have: RFC 9457 and ours. */
const members = ["type", "title", "status", "detail", "instance", "faults", "until", "licenceStatus"];

test.each(Object.keys(problems) as (keyof typeof problems)[])("%s is met over HTTP", async (name) => {
  const { code, status, title } = problems[name];
  const answer = await provocations[name]();
  expect(answer.body).toMatchObject({ type: `urn:liangzheng:problem:${code}`, status, title });
  expect(answer.status).toBe(status);
  expect(answer.body.instance).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(answer.body).filter((member) => !members.includes(member))).toEqual([]);
  expect(answer.text).not.toMatch(/ENOSPC|secret|欧阳|\bat .+:\d+|select |node_modules/);
});

/** What has no request that meets it. */
const unprovoked = (declared: object, provoked: object): string[] =>
  Object.keys(declared).filter((name) => !(name in provoked));

test("a problem that no request meets is noticed", () => {
  expect(unprovoked(problems, provocations)).toEqual([]);
  expect(unprovoked({ ...problems, Planted: {} }, provocations)).toEqual(["Planted"]);
  const { NotReady: _, ...fewer } = provocations;
  expect(unprovoked(problems, fewer)).toEqual(["NotReady"]);
});
