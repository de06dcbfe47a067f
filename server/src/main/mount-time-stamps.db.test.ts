import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { integer, octets, oid, sequence } from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import {
  findTimeStampInfo,
  makeTimeStampRequest,
  oids,
  parseTimeStampResponse,
  verifyTimeStamp,
} from "@liangzheng/pki";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { gm } from "../../../libs/seal/testing/people.ts";
import { aWorld, start, type World } from "../../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.doubt = undefined;
});

const data = encodeUtf8("somebody's document");
const post = async (
  body: Uint8Array,
  type = "application/timestamp-query",
  remoteAddress = `10.0.0.${++address}`,
) => {
  const payload = Buffer.from(body);
  return world.app.inject({
    method: "POST",
    url: "/tsa",
    remoteAddress,
    headers: { "content-type": type },
    payload,
  });
};
let address = 0;
const ask = async (request: Uint8Array) => {
  const { statusCode, headers, rawPayload } = await post(request);
  expect([statusCode, headers["content-type"]]).toEqual([200, "application/timestamp-reply"]);
  return parseTimeStampResponse(new Uint8Array(rawPayload));
};
const count = async (): Promise<number> =>
  Number((await world.database.pool.query("select count(*) from sealing.time_stamp")).rows[0].count);
const root = async (): Promise<Uint8Array> =>
  (await world.call(undefined, "getTrustedCertificate", { params: { authority: "root" } })).bytes;

test("a digest of anybody comes back as a token that the root vouches for, recorded before it leaves", async () => {
  const before = await count();
  const response = await ask(makeTimeStampRequest(gm.sm3(data), 42n));
  if (!response.granted) throw new Error(response.failure);
  const { verdict, info } = verifyTimeStamp({
    token: response.token,
    stamped: [data],
    pool: [],
    anchors: [await root()],
    crls: [],
    digest: (bytes) => gm.sm3(bytes),
    verify: (key, message, signature) => gm.verify(key, message, signature),
  });
  expect(verdict).toBe("valid");
  expect(info).toMatchObject({ time: start, nonce: 42n, accuracy: 2000 });
  expect(await count()).toBe(before + 1);
  const { rows } = await world.database.pool.query(
    "select serial, imprint from sealing.time_stamp where imprint = $1",
    [Buffer.from(gm.sm3(data))],
  );
  expect(BigInt(`0x${rows[0].serial.toString("hex")}`)).toBe(info?.serial);
});

test("the same request twice gets two serials", async () => {
  const serialOf = async () => {
    const response = await ask(makeTimeStampRequest(gm.sm3(data)));
    return response.granted ? findTimeStampInfo(response.token)?.serial : undefined;
  };
  const [first, second] = [await serialOf(), await serialOf()];
  expect(first).toBeDefined();
  expect(first).not.toBe(second);
});

test("what cannot be granted is refused in the words of the standard, and leaves no row", async () => {
  const before = await count();
  const imprint = (algorithm: string, digest: Uint8Array) =>
    sequence(sequence(oid(algorithm)), octets(digest));
  const good = imprint(oids.sm3, gm.sm3(data));
  const refusals: readonly (readonly [Uint8Array, string])[] = [
    [new Uint8Array(0), "bad-data-format"],
    [encodeUtf8("{}"), "bad-data-format"],
    [sequence(integer(2), good), "bad-request"],
    [sequence(integer(1), imprint(oids.sha256, gm.sm3(data))), "bad-algorithm"],
    [sequence(integer(1), imprint(oids.sm3, new Uint8Array(31))), "bad-data-format"],
    [sequence(integer(1), good, oid("1.2.3")), "unaccepted-policy"],
  ];
  for (const [request, failure] of refusals) expect(await ask(request)).toEqual({ granted: false, failure });
  world.clock.doubt = "the clock jumped";
  expect(await ask(makeTimeStampRequest(gm.sm3(data)))).toEqual({
    granted: false,
    failure: "time-not-available",
  });
  expect(await count()).toBe(before);
});

test("what is no request at all does not reach the authority", async () => {
  const request = makeTimeStampRequest(gm.sm3(data));
  expect((await post(request, "application/octet-stream")).statusCode).toBe(400);
  expect((await post(new Uint8Array(4097))).statusCode).toBe(413);
  expect((await world.app.inject({ method: "GET", url: "/tsa" })).statusCode).toBe(404);
});

test("no request of chance bytes, nor a good one cut short, is more than refused", async () => {
  const good = makeTimeStampRequest(gm.sm3(data), 42n);
  const before = await count();
  for (let length = 1; length < good.length; length += 6) {
    expect((await ask(good.slice(0, length))).granted).toBe(false);
    expect((await ask(gm.sm3(good.slice(0, length)))).granted).toBe(false);
  }
  expect(await count()).toBe(before);
});

test("one address gets sixty stamps a minute", async () => {
  const request = makeTimeStampRequest(gm.sm3(data));
  const from = () => post(request, undefined, "10.9.9.9");
  for (let asked = 0; asked < 60; asked++) expect((await from()).statusCode).toBe(200);
  expect((await from()).statusCode).toBe(429);
  expect((await post(request)).statusCode).toBe(200);
});

const openssl = (() => {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)("OpenSSL 3 (skipped where it is not on the path)", () => {
  const folder = mkdtempSync(join(tmpdir(), "liangzheng-tsa-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const run = (...args: readonly string[]): string => {
    const { stdout, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
    return stdout + stderr;
  };

  test("its query is answered, and it reads the reply", async () => {
    const query = join(folder, "query.tsq");
    run("ts", "-query", "-data", path("data", data), "-sm3", "-cert", "-out", query);
    const { rawPayload } = await post(new Uint8Array(execFileSync("cat", [query])));
    const reply = path("reply.tsr", new Uint8Array(rawPayload));
    const text = run("ts", "-reply", "-in", reply, "-text");
    expect(text).toMatch(/Status: Granted/);
    expect(text).toMatch(/Policy OID: 2\.25\.65031768569706139752664538894258635286/);
    expect(text).toMatch(/Hash Algorithm: sm3/);
    expect(text).toMatch(/Time stamp: Mar {2}2 02:00:00 2026 GMT/);
    expect(text).toMatch(/Accuracy: 0x02 seconds/);
  });

  test("it reads a refusal", async () => {
    const { rawPayload } = await post(encodeUtf8("?"));
    const text = run("ts", "-reply", "-in", path("refusal.tsr", new Uint8Array(rawPayload)), "-text");
    expect(text).toMatch(/Status: Rejected/);
    expect(text).toMatch(/Failure info: the data submitted has the wrong format/i);
  });
});
