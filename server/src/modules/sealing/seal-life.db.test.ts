import { parseCertificate, parseCrl, parsePem } from "@liangzheng/pki";
import { parseSealSignature, verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { untilNoticed } from "../../../testing/subjects.ts";
import {
  anOperator,
  aWorld,
  enterprise,
  newKey,
  type PersonName,
  people,
  start,
  type World,
} from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
});

const ground = {
  reason: "业务需要",
  documentNumber: "演建办〔2026〕9号",
  decidingOrgan: "演示市住房和城乡建设局",
};
const application = { kind: "licence", owner: null, bearer: null, replaces: null, ...ground };
const apply = async (who: PersonName, change: object = {}): Promise<string> => {
  const { status, body } = await world.call(who, "applyForSeal", { body: { ...application, ...change } });
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.sealId;
};
const decide = (who: PersonName, sealId: string, decision = "approve") =>
  world.call(who, "decideSeal", { params: { sealId }, body: { decision, ...ground } });
const make = (sealId: string) => world.call("keeper", "makeSeal", { params: { sealId }, body: ground });
const act = (sealId: string, name: string, more: object = {}) =>
  world.call("keeper", "recordSealAct", { params: { sealId }, body: { act: name, ...ground, ...more } });
const detail = async (sealId: string, who: PersonName = "keeper") =>
  (await world.call(who, "getSeal", { params: { sealId } })).body;
const stateOf = async (sealId: string): Promise<string> => (await detail(sealId)).seal.state;
const active = async (change: object = {}): Promise<string> => {
  const sealId = await apply("clerk", change);
  expect((await decide("reviewer", sealId)).status).toBe(200);
  expect((await make(sealId)).status).toBe(200);
  expect((await act(sealId, "activate")).status).toBe(200);
  return sealId;
};
const bind = async (sealId: string): Promise<void> => {
  const typeKey = "construction-special-operator";
  const allow = { accountId: world.accounts.clerk.accountId, allowed: true };
  await world.call("keeper", "setSealUser", { params: { sealId }, body: allow });
  const adopt = { params: { typeKey }, body: { organId: world.organIds.issuer, sealId } };
  expect((await world.call("cityManager", "adoptType", adopt)).status).toBe(200);
};
const issue = () => world.issue("construction-special-operator", anOperator("owner"));
const listed = async () => {
  const { bytes } = await world.call(undefined, "getRevocationList", { params: { authority: "issuer" } });
  return parseCrl(bytes);
};
/** Why the seal's certificate stands in the list, if it does. */
const reasonListed = async (sealId: string): Promise<string | undefined> => {
  const { serial } = await certificateOf(sealId);
  const same = ({ serial: one }: { serial: Uint8Array }) => Buffer.compare(one, serial) === 0;
  return [...(await listed()).entries.values()].find(same)?.reason;
};
const certificateOf = async (sealId: string) =>
  parseCertificate(parsePem((await detail(sealId)).certificatePem)[0]?.bytes ?? new Uint8Array(0));

describe("the life of a unit's seal", () => {
  test("from application to destruction, each act dated with reason, document and decider", async () => {
    const sealId = await apply("clerk", { kind: "contract" });
    expect((await detail(sealId)).seal).toMatchObject({ state: "applied", picture: null, usable: false });
    for (const step of [
      () => decide("reviewer", sealId),
      () => make(sealId),
      () => act(sealId, "activate"),
      () => act(sealId, "suspend"),
      () => act(sealId, "resume"),
      () => act(sealId, "report-lost"),
      () => act(sealId, "destroy"),
    ])
      expect((await step()).status).toBe(200);
    const { seal, history, acts } = await detail(sealId);
    expect(history.map((entry: { act: string }) => entry.act).reverse()).toEqual([
      "apply",
      "approve",
      "make",
      "activate",
      "suspend",
      "resume",
      "report-lost",
      "destroy",
    ]);
    expect(history[0]).toMatchObject({ ...ground, by: people.keeper.name, at: start.toISOString() });
    expect([seal.state, acts]).toEqual(["destroyed", []]);
    const { rows } = await world.database.pool.query(
      "select private_key from sealing.seal where seal_id = $1",
      [sealId],
    );
    expect(rows).toEqual([{ private_key: null }]);
  });

  test("an act that does not fit is refused, and leaves nothing behind", async () => {
    const sealId = await apply("clerk", { kind: "contract" });
    for (const early of ["activate", "suspend", "resume", "report-lost", "destroy"])
      expect((await act(sealId, early)).body.type).toBe("urn:liangzheng:problem:state-conflict");
    expect((await make(sealId)).status).toBe(409);
    expect((await decide("reviewer", sealId, "refuse")).status).toBe(200);
    expect((await decide("reviewer", sealId)).status).toBe(409);
    expect((await detail(sealId)).history).toHaveLength(2);
    expect(await stateOf(sealId)).toBe("refused");
  });

  test("an act sent twice under one key is entered once, and two at once are not both entered", async () => {
    const sealId = await active({ kind: "contract" });
    const key = newKey();
    const suspend = () =>
      world.call("keeper", "recordSealAct", {
        params: { sealId },
        body: { act: "suspend", ...ground },
        key,
      });
    expect([(await suspend()).status, (await suspend()).status]).toEqual([200, 200]);
    const both = await Promise.all([act(sealId, "resume"), act(sealId, "resume")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await detail(sealId)).history).toHaveLength(6);
  });

  test("a loss is not reported for a day to come", async () => {
    const sealId = await active({ kind: "contract" });
    const since = new Date(start.getTime() + 3_600_000).toISOString();
    expect((await act(sealId, "report-lost", { since })).status).toBe(409);
    expect(await stateOf(sealId)).toBe("active");
  });
});

describe("what a seal is worth", () => {
  test("suspended it seals nothing at once, and goes on where it stopped", async () => {
    const sealId = await active();
    await bind(sealId);
    await issue();
    await act(sealId, "suspend");
    await expect(issue()).rejects.toThrow("the seal is suspended");
    await act(sealId, "resume");
    await issue();
    expect((await detail(sealId)).seal.uses).toBe(2);
  });

  test("lost, it seals nothing, stands in the list, and its successor takes its place", async () => {
    const old = await active();
    await bind(old);
    const licenceKey = await issue();
    world.clock.now = new Date(start.getTime() + 2 * 3_600_000);
    const since = new Date(start.getTime() + 3_600_000).toISOString();
    expect((await act(old, "report-lost", { since })).status).toBe(200);
    await expect(issue()).rejects.toThrow("the seal is lost");
    expect(await reasonListed(old)).toBe("key-compromise");

    // Types stay bound to the old seal, and the same people may use its successor.
    const next = await active({ replaces: old });
    expect([await stateOf(old), (await detail(old)).replacedBy]).toEqual(["replaced", next]);
    await issue();
    expect((await detail(next)).seal.uses).toBe(1);
    const rival = { body: { ...application, replaces: old } };
    expect((await world.call("clerk", "applyForSeal", rival)).status).toBe(409);
    // What was sealed before the loss stays good, judged by its time.
    const file = (await world.call("owner", "getMyLicenceFile", { params: { licenceKey } })).bytes;
    const { anchors, crls } = await world.inTransaction((tx) => world.services.sealing.trust(tx));
    const trust = { anchors, crls, requireRevocation: true };
    expect(verifyOfd(file, { gm: world.services.gm, trust, now: world.clock.now }).verdict).toBe("valid");
    const size = (await listed()).size;
    expect((await act(old, "destroy")).status).toBe(200);
    expect((await listed()).size).toBe(size);
    await issue();
  });

  test("a seal in use that is replaced is revoked as superseded, and not before its successor is in use", async () => {
    const old = await active({ kind: "finance" });
    expect(
      (await world.call("clerk", "applyForSeal", { body: { ...application, kind: "finance" } })).status,
    ).toBe(409);
    const next = await apply("clerk", { kind: "finance", replaces: old });
    await decide("reviewer", next);
    await make(next);
    expect(await stateOf(old)).toBe("active");
    await act(next, "activate");
    expect([await stateOf(old), await stateOf(next)]).toEqual(["replaced", "active"]);
    expect(await reasonListed(old)).toBe("superseded");
  });
});

describe("who may", () => {
  test("who applies does not approve, and the other unit sees nothing", async () => {
    const sealId = await apply("keeper", { kind: "contract" });
    const { sealing } = world.services;
    const both = { ...world.accounts.keeper, roles: ["seal-keeper", "reviewer"] as const };
    await expect(
      world.as("keeper", (ctx) => sealing.recordSealAct({ ...ctx, actor: both }, sealId, "approve", ground)),
    ).rejects.toThrow("who applied for a seal does not decide on it");
    expect((await decide("otherReviewer", sealId)).status).toBe(404);
    expect((await detail(sealId, "reviewer")).acts).toEqual(["approve", "refuse"]);
    expect((await detail(sealId, "auditor")).acts).toEqual([]);
  });
});

describe("seals of enterprises and persons", () => {
  const company = { kind: "organisation", codeType: "001", ...enterprise };
  const person = { codeType: "111", code: people.owner.citizenNumber, name: people.owner.name };

  test("a person's name seal shows the name to its desk, and the database shows it to nobody", async () => {
    const legal = await active({ kind: "legal-representative", owner: company, bearer: person });
    const own = await active({ kind: "personal", owner: { kind: "person", ...person } });
    for (const sealId of [legal, own]) {
      const { seal, signer, bearer } = await detail(sealId);
      expect([seal.name.startsWith(person.name), bearer]).toEqual([true, person.name]);
      expect(signer).toContain(person.name);
      expect(seal.picture).toContain('viewBox="0 0 20 20"');
      const { rows } = await world.database.pool.query("select * from sealing.seal where seal_id = $1", [
        sealId,
      ]);
      expect(rows[0]).toMatchObject({ signer_certificate: null, sealed_seal: null, picture_svg: null });
      expect(JSON.stringify(rows)).not.toContain(person.name);
    }
    expect((await act(legal, "destroy")).status).toBe(200);
    expect(await reasonListed(legal)).toBe("cessation-of-operation");
  });

  test.each([
    ["a kind that its owner has not", { kind: "licence", owner: company }, "/kind", "kind-of-owner"],
    ["nobody's name on a name seal", { kind: "legal-representative", owner: company }, "/bearer", "required"],
    [
      "a name where none belongs",
      { kind: "contract", owner: company, bearer: person },
      "/bearer",
      "not-wanted",
    ],
    [
      "a code whose check is wrong",
      { kind: "contract", owner: { ...company, code: "91990100MADEM30100" } },
      "/owner/code",
      "uscc",
    ],
    [
      "another name than the registered one",
      { kind: "contract", owner: { ...company, name: "别的公司" } },
      "/owner/name",
      "name-registered",
    ],
  ])("an application with %s is refused at its field", async (_, change, field, rule) => {
    const { status, body } = await world.call("clerk", "applyForSeal", {
      body: { ...application, ...change },
    });
    expect([status, body.faults]).toMatchObject([400, [{ field, rule }]]);
  });

  test("a name that no font has is refused before anything is made", async () => {
    const body = { ...application, kind: "contract", owner: { ...company, name: "演\u{1F4A9}公司" } };
    expect((await world.call("clerk", "applyForSeal", { body })).status).toBe(422);
  });

  test("a unit uses and binds no seal but its own", async () => {
    const sealId = await active({ kind: "contract", owner: company });
    const allow = { accountId: world.accounts.clerk.accountId, allowed: true };
    await world.call("keeper", "setSealUser", { params: { sealId }, body: allow });
    const wanted = { document: "合同", digest: "a".repeat(64), reason: "签约" };
    expect((await world.call("clerk", "askSealUse", { params: { sealId }, body: wanted })).status).toBe(409);
    const adopt = {
      params: { typeKey: "construction-special-operator" },
      body: { organId: world.organIds.issuer, sealId },
    };
    expect((await world.call("cityManager", "adoptType", adopt)).status).toBe(404);
    await expect(
      world.as("clerk", (ctx) => world.services.sealing.takeSeal(ctx, sealId, "x")),
    ).rejects.toThrow("no seal of your unit");
  });
});

describe("a use outside issuance", () => {
  const wanted = { document: "演建合〔2026〕3号", digest: "ab".repeat(32), reason: "签订监管协议" };
  let sealId: string;
  beforeAll(async () => {
    world.clock.now = start;
    sealId = await active({ kind: "contract" });
    const allow = { accountId: world.accounts.clerk.accountId, allowed: true };
    await world.call("keeper", "setSealUser", { params: { sealId }, body: allow });
  });
  const ask = async (): Promise<string> =>
    (await world.call("clerk", "askSealUse", { params: { sealId }, body: wanted })).body.requestId;
  const grant = (who: PersonName, requestId: string, decision = "grant") =>
    world.call(who, "decideSealUse", { params: { requestId }, body: { decision, reason: "同意" } });
  const use = (who: PersonName, requestId: string) => world.call(who, "useSeal", { params: { requestId } });

  test("one asks, another grants, it is used once and stands in the log once", async () => {
    const requestId = await ask();
    expect((await use("clerk", requestId)).status).toBe(409);
    expect((await grant("reviewer", requestId)).status).toBe(200);
    expect((await use("reviewer", requestId)).status).toBe(404);
    const all = await Promise.all([
      use("clerk", requestId),
      use("clerk", requestId),
      use("clerk", requestId),
    ]);
    const values = new Set(all.map(({ body }) => body.signedValue));
    expect(values.size).toBe(1);
    const signature = parseSealSignature(Buffer.from([...values][0], "base64"));
    expect(Buffer.from(signature.dataHash).toString("hex")).toBe(wanted.digest);
    const { log, requests } = await detail(sealId);
    const subject = `seal-use-request/${requestId}`;
    expect(log.filter((entry: { subject: string }) => entry.subject === subject)).toMatchObject([
      { by: people.clerk.name, digest: wanted.digest },
    ]);
    expect(requests[0]).toMatchObject({
      state: "used",
      decidedBy: people.reviewer.name,
      reason: wanted.reason,
    });
  });

  test("who asks does not grant, and what is refused is not used", async () => {
    const allow = { accountId: world.accounts.reviewer.accountId, allowed: true };
    await world.call("keeper", "setSealUser", { params: { sealId }, body: allow });
    const own = await world.call("reviewer", "askSealUse", { params: { sealId }, body: wanted });
    const refused = await grant("reviewer", own.body.requestId);
    expect(refused.body.type).toBe("urn:liangzheng:problem:second-person-required");
    expect((await grant("keeper", own.body.requestId, "refuse")).status).toBe(200);
    expect((await use("reviewer", own.body.requestId)).status).toBe(409);
    expect((await grant("keeper", own.body.requestId)).status).toBe(409);
  });

  test("a use that was granted before the seal was suspended is not made after", async () => {
    const requestId = await ask();
    await grant("keeper", requestId);
    await act(sealId, "suspend");
    expect((await use("clerk", requestId)).body.type).toBe("urn:liangzheng:problem:seal-not-usable");
    expect((await world.call("clerk", "askSealUse", { params: { sealId }, body: wanted })).status).toBe(409);
    await act(sealId, "resume");
    expect((await use("clerk", requestId)).status).toBe(200);
  });
});

test("who seals at the same instant either ends first or finds the seal suspended", async () => {
  const sealId = await active();
  await bind(sealId);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let taken = (): void => undefined;
  const inHand = new Promise<void>((resolve) => {
    taken = resolve;
  });
  const sealing = world.as("clerk", async (ctx) => {
    await world.services.sealing.takeSeal(ctx, sealId, "issue x");
    taken();
    await held;
  });
  await inHand;
  let suspended = false;
  const suspending = act(sealId, "suspend").then(() => {
    suspended = true;
  });
  await expect
    .poll(async () => {
      const { rows } = await world.database.pool.query(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
  expect(suspended).toBe(false);
  release();
  await Promise.all([sealing, suspending]);
  await expect(issue()).rejects.toThrow("the seal is suspended");
});

test("keepers are told of every act, and so is the enterprise whose seal it is", async () => {
  const owner = { kind: "organisation", codeType: "001", ...enterprise };
  await active({ kind: "invoice", owner });
  await untilNoticed(world);
  const told = async (who: PersonName): Promise<readonly string[]> =>
    (await world.call(who, "listNotices")).body.items
      .filter((notice: { facts: { seal?: string } }) => notice.facts.seal?.endsWith("发票专用章"))
      .map((notice: { facts: { sealAct: string } }) => notice.facts.sealAct);
  expect((await told("keeper")).toSorted()).toEqual(["activate", "apply", "approve", "make"]);
  expect(await told("otherKeeper")).toEqual([]);
  await world.call("owner", "actFor", { body: { partyId: world.enterpriseId } });
  expect(await told("owner")).toHaveLength(4);
});
