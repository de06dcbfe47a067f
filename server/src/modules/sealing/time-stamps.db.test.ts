import { encodeUtf8, toHex } from "@liangzheng/bytes";
import {
  answerTimeStampRequest,
  findTimeStampInfo,
  makeCaCertificate,
  makeEndCertificate,
  makeName,
  makeRootCertificate,
  makeTimeStampRequest,
  oids,
  parseCertificate,
  parseTimeStampResponse,
  refuseTimeStamp,
} from "@liangzheng/pki";
import { openTrustList, trustOf, verifyOfd } from "@liangzheng/seal";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gm } from "../../../../libs/seal/testing/people.ts";
import { anOperator, aWorld, start, type World } from "../../../testing/world.ts";
import { OutboundError } from "../../platform/outbound.ts";

const typeKey = "construction-special-operator";
let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.now = start;
  world.clock.doubt = undefined;
});

const submit = async (of: World) => {
  const body = { typeKey, content: anOperator("owner") };
  const { draftId } = (await of.call("clerk", "createDraft", { body })).body.summary;
  const answer = await of.call("clerk", "submitDraft", { params: { draftId } });
  return { draftId, answer };
};
const fileOf = async (of: World, licenceKey: string): Promise<Uint8Array> =>
  (await of.call("owner", "getMyLicenceFile", { params: { licenceKey } })).bytes;
const rootsOf = async (of: World): Promise<readonly Uint8Array[]> => {
  const { bytes } = await of.call(undefined, "getTrustedCertificate", { params: { authority: "root" } });
  return [bytes];
};
const stamps = async (of: World) =>
  (await of.database.pool.query("select * from sealing.time_stamp order by at, serial")).rows;

test("a licence says by a stamp when it was sealed, and holds fifteen years later with the root alone", async () => {
  const before = await stamps(world);
  const { answer } = await submit(world);
  const file = await fileOf(world, answer.body.summary.licenceKey);
  const after = await stamps(world);
  expect(after.length).toBe(before.length + 1);

  const now = new Date("2041-03-02T02:00:00Z");
  const trust = { anchors: await rootsOf(world), crls: [], requireRevocation: true };
  const report = verifyOfd(file, { gm, trust, now });
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ signedAt: start, stampedAt: start }] });
  const [signature] = report.signatures;
  for (const name of ["signer-revocation", "maker-revocation"])
    expect(signature?.checks).toContainEqual(
      expect.objectContaining({ name, result: "pass", reason: "revocation-by-embedded-list" }),
    );
});

test("the trust list of the deployment lets its root date", async () => {
  const { text } = await world.call(undefined, "getTrustList");
  const trust = trustOf(openTrustList(encodeUtf8(text), { gm, now: start }));
  const file = await fileOf(world, world.licences.made);
  expect(verifyOfd(file, { gm, trust, now: start }).signatures[0]?.stampedAt).toEqual(start);
});

test("while the time is in doubt nothing is sealed, nothing stays behind, and the same request succeeds later", async () => {
  const before = await stamps(world);
  world.clock.doubt = "the clock jumped";
  const { draftId, answer } = await submit(world);
  expect(answer).toMatchObject({
    status: 503,
    body: { type: "urn:liangzheng:problem:time-stamp-unavailable" },
  });
  expect(await stamps(world)).toEqual(before);
  const { body } = await world.call("clerk", "getDraft", { params: { draftId } });
  expect(body.summary).toMatchObject({ state: "open", licenceKey: null });
  world.clock.doubt = undefined;
  expect((await world.call("clerk", "submitDraft", { params: { draftId } })).status).toBe(200);
});

test("a row of a batch waits for the next run where no stamp can be had", async () => {
  const rows = [anOperator("owner"), anOperator("coHolder")];
  const { body } = await world.call("clerk", "createBatch", { body: { typeKey, rows } });
  world.clock.doubt = "the clock jumped";
  await expect(world.workOff(body.batchId)).rejects.toThrow("the clock jumped");
  const params = { batchId: body.batchId };
  expect((await world.call("clerk", "getBatch", { params })).body).toMatchObject({ waiting: 2, failed: 0 });
  world.clock.doubt = undefined;
  await world.workOff(body.batchId);
  expect((await world.call("clerk", "getBatch", { params })).body).toMatchObject({ issued: 2, failed: 0 });
});

test("stamps are written once, and no serial is given out twice", async () => {
  const [row] = await stamps(world);
  const { pool } = world.database;
  await expect(pool.query("update sealing.time_stamp set at = now()")).rejects.toThrow("permission denied");
  await expect(pool.query("delete from sealing.time_stamp")).rejects.toThrow("permission denied");
  const values = `('\\x${toHex(row.serial)}', '\\x${toHex(row.imprint)}', now(), 'x')`;
  await expect(
    world.database.pool.query(
      `insert into sealing.time_stamp (serial, imprint, at, policy) values ${values}`,
    ),
  ).rejects.toThrow("duplicate key");
});

test("a deployment from before has its authority made at the next start, once", async () => {
  const old = await aWorld();
  try {
    await old.database.pool.query(
      "update sealing.authority set name = 'an older one' where name = 'time-stamper'",
    );
    for (let starts = 0; starts < 2; starts++)
      await old.as("clerk", (ctx) => old.services.sealing.ensureUnderRoot(ctx));
    const { rows } = await old.database.pool.query<{ certificate: Buffer }>(
      "select certificate from sealing.authority where name = 'time-stamper'",
    );
    expect(rows.length).toBe(1);
    const { extKeyUsage, notAfter } = parseCertificate(new Uint8Array(rows[0]?.certificate ?? []));
    const [root = new Uint8Array()] = await rootsOf(old);
    expect(extKeyUsage).toEqual([oids.timeStamping]);
    expect(notAfter).toEqual(parseCertificate(root).notAfter);
    const { text } = await old.call(undefined, "listTrustedCertificates");
    expect(text.match(/BEGIN CERTIFICATE/g)?.length).toBe(2);
  } finally {
    await old.close();
  }
});

describe("an authority outside", () => {
  let outside: World;
  let answer: (request: Uint8Array) => Promise<Uint8Array>;
  let asked = 0;
  beforeAll(async () => {
    outside = await aWorld({
      timeStamping: {
        by: "outside",
        ask: (request) => {
          asked++;
          return (answer ?? honest)(request);
        },
      },
    });
  });
  afterAll(() => outside.close());
  beforeEach(() => {
    answer = honest;
    outside.clock.now = new Date(outside.clock.now.getTime() + 60_000);
  });

  const own = aStamper();
  /** The world is laid out before it is there to be asked. */
  const now = (): Date => (outside as World | undefined)?.clock.now ?? start;
  const honest = async (request: Uint8Array): Promise<Uint8Array> => own.answer(request, now());

  test("dates a licence, whose file says so to whoever trusts it and holds for whoever does not", async () => {
    const { answer: issued } = await submit(outside);
    const file = await fileOf(outside, issued.body.summary.licenceKey);
    const anchors = await rootsOf(outside);
    const now = outside.clock.now;
    const trusting = { anchors, timeStampers: [own.root], crls: [] };
    const report = verifyOfd(file, { gm, trust: trusting, now });
    expect(report.verdict).toBe("valid");
    expect(report.signatures[0]?.stampedAt).toBeDefined();
    // The lists in it are older than the stamp: who must have revocation proven needs others.
    const demanding = { ...trusting, requireRevocation: true };
    expect(verifyOfd(file, { gm, trust: demanding, now }).verdict).toBe("indeterminate");
    const stranger = verifyOfd(file, { gm, trust: { anchors, crls: [] }, now });
    expect(stranger.verdict).toBe("valid");
    expect(stranger.signatures[0]?.stampedAt).toBeUndefined();
    expect(await stamps(outside)).toEqual([]);
  });

  const wrong: Readonly<Record<string, (request: Uint8Array) => Promise<Uint8Array>>> = {
    refuses: async () => refuseTimeStamp("bad-algorithm"),
    "answers with something else": async () => encodeUtf8("<html>"),
    "stamps something else": async () =>
      own.answer(makeTimeStampRequest(gm.sm3(encodeUtf8("other")), 1n), outside.clock.now),
    "answers another request": async (request) => {
      const { digest } = findDigest(request);
      return own.answer(makeTimeStampRequest(digest, 7n), outside.clock.now);
    },
    "has another time": async (request) =>
      own.answer(request, new Date(outside.clock.now.getTime() - 600_000)),
    "signs with a key that is not its certificate's": async (request) => {
      const reply = await honest(request);
      reply[reply.length - 1] = (reply[reply.length - 1] ?? 0) ^ 1;
      return reply;
    },
  };
  test.each(Object.keys(wrong))("that %s leaves nothing half done", async (name) => {
    answer = wrong[name] ?? honest;
    const { draftId, answer: refused } = await submit(outside);
    expect(refused).toMatchObject({
      status: 503,
      body: { type: "urn:liangzheng:problem:time-stamp-unavailable" },
    });
    const { body } = await outside.call("clerk", "getDraft", { params: { draftId } });
    expect(body.summary).toMatchObject({ state: "open", licenceKey: null });
    const { rows } = await outside.database.pool.query(
      "select 1 from sealing.seal_use where subject like 'licence/%' and at = $1",
      [outside.clock.now],
    );
    expect(rows).toEqual([]);
    answer = honest;
    expect((await outside.call("clerk", "submitDraft", { params: { draftId } })).status).toBe(200);
  });

  test("that does not answer is not asked again for some seconds", async () => {
    answer = () => Promise.reject(new OutboundError("no-answer", "tsa.example does not answer"));
    asked = 0;
    for (let tries = 0; tries < 3; tries++) expect((await submit(outside)).answer.status).toBe(503);
    expect(asked).toBe(1);
    answer = honest;
    outside.clock.now = new Date(outside.clock.now.getTime() + 10_000);
    expect((await submit(outside)).answer.status).toBe(200);
  });
});

const findDigest = (request: Uint8Array): { readonly digest: Uint8Array } => ({
  // The imprint of a request of ours is the first OCTET STRING of 32 bytes in it.
  digest: request.slice(Buffer.from(request).indexOf(Buffer.from([0x04, 32])) + 2).slice(0, 32),
});

/** A time-stamp authority of somebody else, who signs for real. */
function aStamper() {
  const digest = (bytes: Uint8Array): Uint8Array => gm.sm3(bytes);
  const holder = (name: string) => {
    const key = gm.sm3(encodeUtf8(`key of ${name}`));
    const content = {
      serial: gm.sm3(encodeUtf8(name)).slice(0, 16),
      subject: makeName([["commonName", name]]),
      publicKey: gm.publicKeyOf(key),
      notBefore: new Date("2025-01-01T00:00:00Z"),
      notAfter: new Date("2045-01-01T00:00:00Z"),
    };
    return { content, ports: { sign: gm.signer(key), digest } };
  };
  const top = holder("外部时间戳根");
  const root = parseCertificate(makeRootCertificate(top.content, top.ports));
  const middle = holder("外部时间戳中级");
  const between = parseCertificate(makeCaCertificate(middle.content, root, top.ports));
  const end = holder("外部时间戳");
  const certificate = parseCertificate(
    makeEndCertificate(
      { ...end.content, keyUsage: ["digital-signature"], extKeyUsage: [oids.timeStamping] },
      between,
      middle.ports,
    ),
  );
  let serial = 0;
  return {
    root: root.raw,
    answer: (request: Uint8Array, time: Date): Uint8Array => {
      const reply = answerTimeStampRequest(
        request,
        { certificate, chain: [between], policy: "1.2.156.99999.2", ports: end.ports },
        { serial: gm.sm3(encodeUtf8(String(serial++))).slice(0, 16), time },
      );
      const response = parseTimeStampResponse(reply);
      if (response.granted && findTimeStampInfo(response.token) === undefined) throw new Error("no token");
      return reply;
    },
  };
}
