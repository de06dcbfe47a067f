import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { makeSignedData } from "@liangzheng/pki";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anOutsideAuthority } from "../../../testing/outside-authority.ts";
import { aWorld, start, type World } from "../../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());

const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000);
const ground = { uses: ["signer"], reason: "与示范省互认电子证照", documentNumber: "演政数〔2026〕3号" };
const propose = (certificates: string, body: object = {}, who: "proposer" | "cityManager" = "proposer") =>
  world.call(who, "proposeTrustedAuthority", { body: { certificates, ...ground, ...body } });
const decide = (
  authorityId: string,
  decision: "trust" | "refuse" = "trust",
  who: "proposer" | "publisher" = "publisher",
) =>
  world.call(who, "decideTrustedAuthority", {
    params: { authorityId },
    body: { decision, reason: "已按电话核对指纹" },
  });
const overview = async () => (await world.call("publisher", "listTrustedAuthorities")).body;
const only = async (authorityId: string) =>
  (await overview()).authorities.find((one: { authorityId: string }) => one.authorityId === authorityId);

/** A message signed by somebody under the authority. */
function aMessage(outside: ReturnType<typeof anOutsideAuthority>) {
  const { certificate, sign, digest } = outside.signer();
  const content = encodeUtf8("示例");
  const bytes = makeSignedData(
    { content, attached: true, signer: certificate, chain: [outside.root], signingTime: hours(-1) },
    { sign, digest },
  );
  return { certificate, bytes };
}
const summaryOf = async (file: Uint8Array): Promise<string> =>
  (await world.call(undefined, "checkSeal", { file })).body.summary;

test("what an authority outside signed is believed from the decision of a second person to the withdrawal", async () => {
  const outside = anOutsideAuthority();
  const { bytes } = aMessage(outside);
  expect(await summaryOf(bytes)).toBe("intact-untrusted");
  const { authorityId } = (await propose(outside.pem)).body;
  expect(await summaryOf(bytes)).toBe("intact-untrusted");
  expect((await decide(authorityId, "trust", "proposer")).body.type).toContain("second-person-required");
  expect((await decide(authorityId)).status).toBe(200);
  const before = (await overview()).list.sequence;
  expect(await summaryOf(bytes)).toBe("trusted");
  const params = { authorityId };
  const withdrawal = { params, body: { reason: "互认终止" } };
  expect((await world.call("proposer", "withdrawTrustedAuthority", withdrawal)).status).toBe(200);
  expect(await summaryOf(bytes)).toBe("intact-untrusted");
  expect((await overview()).list.sequence).toBeGreaterThan(before);
  expect((await world.call("publisher", "withdrawTrustedAuthority", withdrawal)).status).toBe(409);
});

test("a newer revocation list takes the place of an older one, and what it revokes is invalid", async () => {
  const outside = anOutsideAuthority("示范省第二根证书");
  const { certificate, bytes } = aMessage(outside);
  const { authorityId } = (await propose(outside.pem)).body;
  const hand = (list: string) =>
    world.call("publisher", "updateAuthorityRevocations", { params: { authorityId }, body: { list } });
  expect((await hand(outside.listPem(1n, hours(-5)))).status).toBe(409);
  await decide(authorityId);
  expect((await hand(outside.listPem(1n, hours(-5)))).status).toBe(200);
  expect(await summaryOf(bytes)).toBe("trusted");
  const revoked = [{ serial: certificate.serial, date: hours(-4), reason: "key-compromise" as const }];
  expect((await hand(outside.listPem(2n, hours(-3), revoked))).status).toBe(200);
  expect(await summaryOf(bytes)).toBe("revoked-before-signing");
  expect((await hand(outside.listPem(1n, hours(-5)))).status).toBe(409);
  expect((await only(authorityId)).revocationLists).toHaveLength(1);
  const other = await hand(anOutsideAuthority("别处").listPem(9n, hours(-1)));
  expect([other.status, other.body.faults[0]]).toMatchObject([400, { field: "/list", rule: "issuer" }]);
  expect(
    (await hand("-----BEGIN X509 CRL-----\nMAMCAQE=\n-----END X509 CRL-----\n")).body.faults[0].rule,
  ).toBe("revocation-list");
});

test("what was decided stays readable, with who and why, and the same certificate is not asked for twice", async () => {
  const outside = anOutsideAuthority("示范省第三根证书");
  const { authorityId } = (await propose(outside.pem)).body;
  expect((await propose(outside.pem)).status).toBe(409);
  await decide(authorityId, "refuse");
  expect((await decide(authorityId)).status).toBe(409);
  expect(await only(authorityId)).toMatchObject({
    name: "示范省第三根证书",
    state: "refused",
    fingerprint: toHex(world.services.gm.sm3(outside.root.raw)),
    ...ground,
    proposedBy: "诸葛提案",
    decidedBy: "诸葛发布",
    decisionReason: "已按电话核对指纹",
    mayDecide: false,
  });
  expect((await propose(outside.pem)).status).toBe(200);
  const { own, mayPropose } = await overview();
  expect(own.length).toBeGreaterThan(0);
  expect(mayPropose).toBe(true);
  expect((await world.call("auditor", "listTrustedAuthorities")).body.mayPropose).toBe(false);
});

test("whom to trust is asked at province level, with certificates that can be read and whose term is not over", async () => {
  const outside = anOutsideAuthority("示范省第四根证书");
  expect((await propose(outside.pem, {}, "cityManager")).status).toBe(403);
  for (const [certificates, rule] of [
    ["hello", "pem"],
    [outside.listPem(1n, hours(-1)), "pem"],
    ["-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n", "certificate"],
    [outside.pem.repeat(18), "several"],
  ] as const) {
    const { status, body } = await propose(certificates);
    expect([status, body.faults[0]]).toMatchObject([400, { field: "/certificates", rule }]);
  }
  expect((await propose(outside.pem, { uses: [] })).status).toBe(400);
  expect((await propose(outside.pem, { uses: ["anything"] })).status).toBe(400);
});

test("a list that is made for a check holds for it, though it is younger than the request", async () => {
  let ticks = 0;
  const still = world.clock.now;
  Object.defineProperty(world.clock, "now", {
    get: () => new Date(hours(30).getTime() + ticks++),
    configurable: true,
  });
  const answer = await world.call(undefined, "checkSeal", {
    file: aMessage(anOutsideAuthority("别处")).bytes,
  });
  Object.defineProperty(world.clock, "now", { value: still, writable: true });
  expect([answer.status, answer.body.summary]).toEqual([200, "intact-untrusted"]);
});
