import { type Operation, type OperationId, operations } from "@liangzheng/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Subjects, subjectsOf, validInputs } from "../../testing/subjects.ts";
import {
  type Answer,
  anOperator,
  aWorld,
  type CallInput,
  type PersonName,
  people,
  type World,
} from "../../testing/world.ts";

const ids = Object.keys(operations) as OperationId[];
const names = Object.keys(people) as PersonName[];
const absent = "01890000-0000-7000-8000-000000000000";

let world: World;
let subjects: Subjects;
let inputs: Readonly<Record<OperationId, CallInput>>;
beforeAll(async () => {
  world = await aWorld();
  subjects = await subjectsOf(world);
  inputs = validInputs(world, subjects);
});
afterAll(() => world.close());

/** One of each role, and of those who have none. */
const oneOfEachRole = names.filter(
  (name, at) => names.findIndex((n) => people[n].role === people[name].role) === at,
);
const mayCall = (name: PersonName, id: OperationId): boolean => {
  const { callers } = operations[id];
  const { role } = people[name];
  return callers.some((caller) => caller === "anyone" || caller === role);
};

/** What a body says besides the number of the request. */
const withoutInstance = ({ status, body }: Answer): unknown => ({ status, ...body, instance: undefined });

describe.each(ids)("%s", (id) => {
  test("is refused to everybody whose role it does not name", async () => {
    const open = operations[id].callers.some((caller) => caller === "anyone");
    const nobody = await world.call(undefined, id, inputs[id]);
    if (open) expect([200, 422]).toContain(nobody.status);
    else expect([nobody.status, nobody.body.type]).toEqual([401, "urn:liangzheng:problem:sign-in-required"]);
    for (const name of oneOfEachRole.filter((one) => !mayCall(one, id))) {
      const refused = await world.call(name, id, inputs[id]);
      expect([name, refused.status]).toEqual([name, 403]);
    }
  });

  test("gives a session no role that belongs to another app", async () => {
    for (const name of oneOfEachRole.filter((one) => mayCall(one, id))) {
      if (operations[id].callers.some((caller) => caller === "anyone")) continue;
      const answer = await world.call(name, id, { ...inputs[id], app: "public" });
      expect([name, answer.status]).toEqual([name, 403]);
    }
  });
});

/** Who has the right role and no right to the subject. */
const foreign: Readonly<Partial<Record<OperationId, readonly PersonName[]>>> = {
  getSeal: ["otherClerk", "otherReviewer", "otherKeeper", "otherAuditor", "proposer"],
  setSealUser: ["otherKeeper"],
  revokeSeal: ["otherKeeper"],
  decideSeal: ["otherReviewer"],
  makeSeal: ["otherKeeper"],
  recordSealAct: ["otherKeeper"],
  askSealUse: ["otherClerk", "otherReviewer", "otherKeeper"],
  decideSealUse: ["otherReviewer", "otherKeeper"],
  useSeal: ["otherClerk", "otherReviewer", "otherKeeper"],
  getDraft: ["otherClerk", "otherReviewer"],
  saveDraft: ["otherClerk"],
  submitDraft: ["otherClerk"],
  returnDraft: ["otherReviewer"],
  approveDraft: ["otherReviewer"],
  discardDraft: ["otherClerk"],
  previewDraft: ["otherClerk", "otherReviewer"],
  getBatch: ["otherClerk", "otherReviewer"],
  approveBatch: ["otherReviewer"],
  getDraftSealing: ["otherClerk", "otherReviewer"],
  chooseSealers: ["otherClerk"],
  withdrawSealing: ["otherClerk", "otherReviewer"],
  getSealingTask: ["clerk", "reviewer"],
  getSealingTaskPage: ["clerk", "reviewer"],
  sealTask: ["clerk", "reviewer"],
  refuseSealingTask: ["clerk", "reviewer"],
  startVersion: ["otherClerk"],
  recordStatusAct: ["otherClerk"],
  setFlag: ["otherClerk"],
  getLicence: ["otherClerk", "otherReviewer"],
  getLicencePage: ["otherClerk", "otherReviewer"],
  getMyLicence: ["coHolder", "stranger"],
  getMyLicencePage: ["coHolder", "stranger"],
  getMyLicenceFile: ["coHolder", "stranger"],
  getMyLicencePdf: ["coHolder", "stranger"],
  getMyReceipt: ["coHolder", "stranger"],
  previewMyCopy: ["coHolder", "stranger"],
  createMyCopy: ["coHolder", "stranger"],
  getMyCopyPage: ["coHolder", "stranger"],
  getMyCopyFile: ["coHolder", "stranger"],
  revokeMyCopy: ["coHolder", "stranger"],
  createShowCode: ["coHolder", "stranger"],
  getShowCode: ["coHolder", "stranger"],
  decideDisclosure: ["coHolder", "stranger"],
  decideUseItem: ["cityManager"],
  withdrawUseItem: ["cityManager"],
  getUseRequest: ["otherClerk", "otherReviewer"],
  takeUseCode: ["otherClerk"],
  getMyUseRequest: ["coHolder", "stranger"],
  answerUseRequest: ["coHolder", "stranger"],
  withdrawUse: ["coHolder", "stranger"],
  getVerification: ["secondOfficer", "otherOfficer"],
  readNotice: ["coHolder", "stranger"],
  decideTrustedAuthority: ["cityManager"],
  withdrawTrustedAuthority: ["cityManager"],
  updateAuthorityRevocations: ["cityManager"],
};

/** Members beside the path that name something of somebody's, tried by one who has no right to it: what they get. */
const foreignMembers: Readonly<Record<string, () => Promise<Answer>>> = {
  "adoptType body.organId": () =>
    world.call("cityManager", "adoptType", {
      ...inputs.adoptType,
      body: { organId: world.organIds.other, sealId: world.sealIds.issuer },
    }),
  "adoptType body.sealId": () =>
    world.call("cityManager", "adoptType", {
      ...inputs.adoptType,
      body: { organId: world.organIds.issuer, sealId: world.sealIds.other },
    }),
  "setSealUser body.accountId": () =>
    world.call("keeper", "setSealUser", {
      ...inputs.setSealUser,
      body: { accountId: world.accounts.otherClerk.accountId, allowed: true },
    }),
  "applyForSeal body.replaces": () =>
    world.call("otherKeeper", "applyForSeal", {
      body: { ...(inputs.applyForSeal.body as object), kind: "licence", replaces: world.sealIds.issuer },
    }),
  "sealTask body.sealId": () =>
    world.call("otherClerk", "sealTask", { ...inputs.sealTask, body: { sealId: world.sealIds.issuer } }),
  "actFor body.partyId": () => world.call("stranger", "actFor", { body: { partyId: world.enterpriseId } }),
  "createShowCode body.forOrganId": () =>
    world.call("stranger", "createShowCode", {
      ...inputs.createShowCode,
      body: { forOrganId: world.organIds.issuer },
    }),
  "answerUseRequest body.agree": async () => {
    const theirs = await world.issue("construction-special-operator", anOperator("stranger"));
    return world.call("owner", "answerUseRequest", {
      ...inputs.answerUseRequest,
      body: { agree: { licenceKey: theirs, fields: ["XM"], until: null } },
    });
  },
  "listDrafts query.batchId": () =>
    world.call("otherReviewer", "listDrafts", { query: { batchId: subjects.batch } }),
  "listMyCopies query.licenceKey": () =>
    world.call("stranger", "listMyCopies", { query: { licenceKey: world.licences.made } }),
  "listMyUses query.licenceKey": () =>
    world.call("stranger", "listMyUses", { query: { licenceKey: world.licences.made } }),
};

/** What an operation's shape says names one thing: every key, except the mark of a page. */
function keyMembers(op: Operation): string[] {
  const isKey = (schema: unknown): boolean => JSON.stringify(schema).includes('"format":"uuid"');
  return (["params", "query", "body"] as const).flatMap((part) =>
    Object.entries((op[part] as { properties?: Record<string, unknown> }).properties ?? {})
      .filter(([name, schema]) => name !== "after" && isKey(schema))
      .map(([name]) => `${op.id} ${part}.${name}`),
  );
}

/** Keys that an operation takes and nobody tries as a foreigner. */
const untried = (all: readonly Operation[]): string[] =>
  all.flatMap(keyMembers).filter((member) => {
    const [id = "", where = ""] = member.split(" ");
    return where.startsWith("params.") ? !(id in foreign) : !(member in foreignMembers);
  });

test("every key that an operation takes is tried by somebody who has no right to what it names", () => {
  const all: readonly Operation[] = Object.values(operations);
  expect(untried(all)).toEqual([]);
  expect(Object.keys(foreignMembers).filter((member) => !all.flatMap(keyMembers).includes(member))).toEqual(
    [],
  );
  expect(Object.keys(foreign).filter((id) => keyMembers(operations[id as OperationId]).length === 0)).toEqual(
    [],
  );
});

test("an operation that comes without such a trial is noticed, wherever it takes its key", () => {
  const planted = { ...operations.getDraft, id: "plantedRead" as OperationId };
  expect(untried([planted])).toEqual(["plantedRead params.draftId"]);
  const inBody = { ...operations.adoptType, id: "plantedWrite" as OperationId };
  expect(untried([inBody])).toEqual(["plantedWrite body.organId", "plantedWrite body.sealId"]);
});

test.each(Object.keys(foreignMembers))("%s opens nothing of somebody else's", async (member) => {
  const { status, body } = await (foreignMembers[member] as () => Promise<Answer>)();
  if (status === 200) expect([member, body.items, body.next]).toEqual([member, [], null]);
  else expect([member, [403, 404, 409].includes(status)]).toEqual([member, true]);
});

test.each(Object.keys(foreign) as OperationId[])(
  "%s answers alike for what is somebody else's and what is not there",
  async (id) => {
    const nowhere = Object.fromEntries(Object.keys(inputs[id].params ?? {}).map((name) => [name, absent]));
    for (const name of foreign[id] ?? []) {
      const theirs = await world.call(name, id, inputs[id]);
      const nothing = await world.call(name, id, { ...inputs[id], params: nowhere });
      expect([name, id, nothing.status]).toEqual([name, id, 404]);
      expect(withoutInstance(theirs)).toEqual(withoutInstance(nothing));
    }
  },
);

test("lists of another unit and of another holder hold nothing of this one's", async () => {
  const { draft, batch, code, verification, useItem, useRequest, agreedRequest } = subjects;
  const secrets = [
    world.licences.made,
    world.licences.relayed,
    draft,
    batch,
    code,
    verification,
    useItem,
    useRequest,
    agreedRequest,
    world.sealIds.issuer,
  ];
  for (const name of names.filter((one) => one.startsWith("other") || one === "stranger")) {
    for (const id of ids.filter((one) => one.startsWith("list") || one === "searchLicences")) {
      if (!mayCall(name, id)) continue;
      const { status, text } = await world.call(name, id);
      expect([name, id, status]).toEqual([name, id, 200]);
      for (const secret of secrets) expect([name, id, text.includes(secret)]).toEqual([name, id, false]);
    }
  }
});

test("the owner's number is in no answer but the owner's and the issuing desk's", async () => {
  const { citizenNumber } = people.owner;
  const may = (name: PersonName): boolean => ["owner", "clerk", "reviewer"].includes(name);
  for (const id of ids.filter((one) => operations[one].method === "GET")) {
    for (const name of names.filter((one) => !may(one))) {
      const { text } = await world.call(name, id, inputs[id]);
      expect([name, id, text.includes(citizenNumber)]).toEqual([name, id, false]);
    }
  }
  const full = await world.call("owner", "getMyLicence", inputs.getMyLicence);
  expect(full.text).toContain(citizenNumber);
});

test("an operation without a handler is refused when the server is put together", async () => {
  const { mount } = await import("../platform/http.ts");
  expect(() => mount(world.app, operations.listAudit, undefined as never, undefined as never)).toThrow(
    "no handler",
  );
});

test("every address of the API is an operation of the contract", () => {
  for (const id of ids) {
    const { method, path } = operations[id];
    expect([id, world.app.hasRoute({ method, url: `/api/v1${path}` })]).toEqual([id, true]);
  }
});
