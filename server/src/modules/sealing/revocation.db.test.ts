import { parseCertificate, parseCrl, parsePem } from "@liangzheng/pki";
import { verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anOperator, aWorld, start, type World } from "../../../testing/world.ts";
import { anonymous } from "../../platform/actor.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const hourMs = 3_600_000;
const at = (hours: number): Date => new Date(start.getTime() + hours * hourMs);
const publish = () =>
  world.inTransaction((tx) => world.services.sealing.publishLists(world.services.context(tx, anonymous)));
const listOf = async (authority: string) => {
  const { bytes, status } = await world.call(undefined, "getRevocationList", { params: { authority } });
  expect(status).toBe(200);
  return parseCrl(bytes);
};
const pemOf = async (id: "listTrustedCertificates" | "listRevocationLists") => {
  const { text } = await world.call(undefined, id);
  return parsePem(text).map(({ bytes }) => bytes);
};
const sealed = async (): Promise<Uint8Array> => {
  const licenceKey = await world.issue("construction-special-operator", anOperator("stranger"));
  return (await world.call("stranger", "getMyLicenceFile", { params: { licenceKey } })).bytes;
};
/** Judges a file as `liangzheng verify` does with what the public pages hand out. */
const judge = async (file: Uint8Array, crls: readonly Uint8Array[]) => {
  const { gm } = world.services;
  const anchors = await pemOf("listTrustedCertificates");
  const trust = { anchors, crls, requireRevocation: true };
  return verifyOfd(file, { gm, trust, now: world.clock.now }).verdict;
};

test("anybody gets root and issuing CA, as PEM and one by one, and never the seal maker", async () => {
  const [first, second, ...more] = (await pemOf("listTrustedCertificates")).map(parseCertificate);
  expect(more).toEqual([]);
  const subjects = new Set(
    [first?.subject.raw, second?.subject.raw].map((raw) => Buffer.from(raw ?? []).toString()),
  );
  expect([...subjects].join()).not.toContain("电子印章制作机构");
  const { bytes } = await world.call(undefined, "getTrustedCertificate", { params: { authority: "root" } });
  expect(parseCertificate(bytes).issuer.raw).toEqual(parseCertificate(bytes).subject.raw);
});

test("a list is made with the authorities, anew after a day, and not before", async () => {
  expect([(await listOf("root")).number, (await listOf("issuer")).number]).toEqual([1n, 1n]);
  world.clock.now = at(23);
  await publish();
  expect((await listOf("issuer")).number).toBe(1n);
  world.clock.now = at(25);
  await publish();
  await publish();
  const list = await listOf("issuer");
  expect([list.number, list.thisUpdate, list.size]).toEqual([2n, at(25), 0]);
  expect(list.nextUpdate).toEqual(at(25 + 7 * 24));
});

test("two processes that make lists at once make one", async () => {
  world.clock.now = at(50);
  await Promise.all([publish(), publish(), publish()]);
  expect((await listOf("issuer")).number).toBe(3n);
});

test("a file is valid by what the pages hand out, and by the lists it carries in its time stamp", async () => {
  const file = await sealed();
  expect(await judge(file, await pemOf("listRevocationLists"))).toBe("valid");
  expect(await judge(file, [])).toBe("valid");
});

test("a revoked seal stands in the list at once, seals no more, and spoils what it seals after", async () => {
  world.clock.now = at(60);
  const before = await sealed();
  const params = { sealId: world.sealIds.issuer };
  const astray = { reason: "key-compromise", since: at(61).toISOString() };
  expect((await world.call("keeper", "revokeSeal", { params, body: astray })).status).toBe(409);

  world.clock.now = at(62);
  const after = await sealed();
  world.clock.now = at(63);
  expect((await world.call("keeper", "revokeSeal", { params, body: astray })).status).toBe(200);
  const list = await listOf("issuer");
  expect([list.number, list.size]).toEqual([4n, 1]);
  const lists = await pemOf("listRevocationLists");
  expect([await judge(before, lists), await judge(after, lists)]).toEqual(["valid", "invalid"]);
  // What it carries is of before the loss was known, and proves nothing of later: who has a newer list knows more.
  expect(await judge(after, [])).toBe("indeterminate");
  const page = await world.call(undefined, "checkSeal", { file: after });
  expect(page.body.verdict).toBe("invalid");

  expect((await world.call("keeper", "revokeSeal", { params, body: astray })).status).toBe(409);
  await expect(sealed()).rejects.toThrow("the seal is revoked");
  const { body } = await world.call("auditor", "listAudit");
  expect(body.items[0]).toMatchObject({ act: "revoke-seal", outcome: "key-compromise" });
});
