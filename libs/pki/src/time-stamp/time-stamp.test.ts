import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bits, explicit, integer, octets, oid, sequence } from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anEnd, aRoot, day, type Holder } from "../../testing/authority.ts";
import { sm3, verify } from "../../testing/sm2.ts";
import {
  answerTimeStampRequest,
  encodePem,
  findTimeStampInfo,
  makeSignedData,
  makeTimeStampRequest,
  makeTimeStampToken,
  oids,
  parseTimeStampRequest,
  parseTimeStampResponse,
  refuseTimeStamp,
  type TimeStampAuthority,
  verifyTimeStamp,
} from "../index.ts";

const root = aRoot("示范时间戳根");
const authority = anEnd("示范时间戳中心", root, {
  keyUsage: ["digital-signature"],
  extKeyUsage: [oids.timeStamping],
});
const stamped = encodeUtf8("a signature value");
const serial = sm3(encodeUtf8("serial")).slice(0, 16);
const time = new Date("2026-03-01T02:03:05Z");
const policy = "1.2.156.99999.1";

const as = (holder: Holder): TimeStampAuthority => ({
  certificate: holder.certificate,
  policy,
  accuracySeconds: 1,
  ports: holder.key.ports,
});
const ask = (request: Uint8Array) =>
  parseTimeStampResponse(answerTimeStampRequest(request, as(authority), { serial, time }));
function aToken(request = makeTimeStampRequest(sm3(stamped), 77n)): Uint8Array {
  const answer = ask(request);
  if (!answer.granted) throw new Error(answer.failure);
  return answer.token;
}
const judge = (token: Uint8Array, changes: object = {}) =>
  verifyTimeStamp({
    token,
    stamped: [stamped],
    pool: [],
    anchors: [root.certificate],
    crls: [],
    digest: sm3,
    verify,
    ...changes,
  });
const reasonsOf = (token: Uint8Array, changes: object = {}) =>
  judge(token, changes)
    .checks.filter(({ result }) => result !== "pass")
    .map(({ name, result, reason }) => `${name} ${result} ${reason}`);

test("a request comes back as a token that says time, serial, nonce and policy, and verifies", () => {
  const report = judge(aToken());
  expect(report).toMatchObject({ verdict: "valid", info: { policy, time, nonce: 77n, accuracy: 1000 } });
  expect(report.certificate?.raw).toEqual(authority.certificate.raw);
  expect(reasonsOf(aToken())).toEqual(["revocation unknown no-list"]);
});

test("any of several readings of what is stamped will do, and none but those", () => {
  expect(judge(aToken(), { stamped: [encodeUtf8("x"), stamped] }).verdict).toBe("valid");
  expect(reasonsOf(aToken(), { stamped: [encodeUtf8("x")] })).toContain("imprint fail imprint-differs");
  expect(judge(aToken(), { stamped: [] }).verdict).toBe("invalid");
});

test("an authority that nobody trusts proves nothing, and is not called broken", () => {
  expect(judge(aToken(), { anchors: [] })).toMatchObject({ verdict: "indeterminate" });
  expect(judge(aToken(), { anchors: [aRoot("别处").certificate] }).verdict).toBe("indeterminate");
});

test("a token without certificates is verified with one that is given", () => {
  const content = { digest: sm3(stamped), serial, time, wantsCertificate: false };
  const token = makeTimeStampToken(content, as(authority));
  expect(reasonsOf(token)).toContain("signer-certificate unknown signer-not-found");
  expect(judge(token, { pool: [authority.certificate] }).verdict).toBe("valid");
});

test("who has no certificate for time stamping alone cannot date anything", () => {
  const signer = anEnd("单位", root);
  expect(() =>
    makeTimeStampToken({ digest: sm3(stamped), serial, time, wantsCertificate: true }, as(signer)),
  ).toThrow("bad-extension");
  // Made past that refusal: the authority's words under the key of a signer of documents.
  const both = anEnd("兼用", root, { extKeyUsage: [oids.timeStamping, oids.emailProtection] });
  const posing = { ...both.certificate, extKeyUsage: [oids.timeStamping] };
  const token = makeTimeStampToken(
    { digest: sm3(stamped), serial, time, wantsCertificate: true },
    { ...as(both), certificate: posing },
  );
  expect(reasonsOf(token)).toContain("purpose fail purpose-not-allowed");
});

test("an authority whose certificate had ended cannot stamp", () => {
  const old = anEnd("旧时间戳", root, {
    extKeyUsage: [oids.timeStamping],
    notBefore: day("2024-01-01"),
    notAfter: day("2025-01-01"),
  });
  const token = makeTimeStampToken({ digest: sm3(stamped), serial, time, wantsCertificate: true }, as(old));
  expect(reasonsOf(token)).toContain("validity fail expired");
});

test("no flipped bit makes a token that verifies say something else", () => {
  const token = aToken();
  const { info } = judge(token);
  let survivors = 0;
  for (let at = 0; at < token.length; at += 3) {
    const changed = token.slice();
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
    const report = judge(changed);
    if (report.verdict !== "valid") continue;
    survivors++;
    expect(report.info).toEqual(info);
  }
  // Version numbers and the list of digest algorithms stand outside the signature, and nothing is taken from them.
  expect(survivors).toBeLessThan(20);
});

test("bytes that are no token, or a signed message of another kind, are told", () => {
  const message = makeSignedData(
    { content: stamped, attached: true, signer: authority.certificate, signingTime: time },
    authority.key.ports,
  );
  for (const token of [new Uint8Array(), encodeUtf8("token"), message]) {
    expect(reasonsOf(token)).toEqual(["token fail not-a-token"]);
    expect(findTimeStampInfo(token)).toBeUndefined();
  }
});

test("requests that cannot be granted are refused with the reason of the standard", () => {
  const failureOf = (request: Uint8Array) => {
    const answer = ask(request);
    return answer.granted ? "granted" : answer.failure;
  };
  const imprint = (algorithm: string, digest: Uint8Array) =>
    sequence(sequence(oid(algorithm)), octets(digest));
  const good = imprint(oids.sm3, sm3(stamped));
  expect(failureOf(encodeUtf8("?"))).toBe("bad-data-format");
  expect(failureOf(sequence(integer(2), good))).toBe("bad-request");
  expect(failureOf(sequence(integer(1), imprint(oids.sha256, sm3(stamped))))).toBe("bad-algorithm");
  expect(failureOf(sequence(integer(1), imprint(oids.sm3, new Uint8Array(20))))).toBe("bad-data-format");
  expect(failureOf(sequence(integer(1), good, oid("1.2.3")))).toBe("unaccepted-policy");
  expect(failureOf(sequence(integer(1), good, explicit(0, sequence())))).toBe("unaccepted-extension");
  expect(failureOf(sequence(integer(1), good, oid(policy)))).toBe("granted");
  expect(parseTimeStampResponse(refuseTimeStamp("time-not-available"))).toEqual({
    granted: false,
    failure: "time-not-available",
  });
  expect(parseTimeStampResponse(sequence(sequence(integer(2), bits(Uint8Array.of(0x40), 6))))).toEqual({
    granted: false,
    failure: "unknown",
  });
});

const openssl = (() => {
  try {
    return /^OpenSSL [3-9]/.test(execFileSync("openssl", ["version"], { encoding: "utf8" }));
  } catch {
    return false;
  }
})();

describe.skipIf(!openssl)("OpenSSL 3 (skipped where it is not on the path)", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "stamp-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, data: Uint8Array | string): string => {
    writeFileSync(join(folder, name), data);
    return join(folder, name);
  };
  const run = (...args: readonly string[]) => {
    const { stdout, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
    return stdout + stderr;
  };

  test("its request is read and answered, and it reads the answer", () => {
    const data = file("data", stamped);
    const query = join(folder, "query.tsq");
    run("ts", "-query", "-data", data, "-sm3", "-cert", "-out", query);
    const request = execFileSync("cat", [query]);
    const asked = parseTimeStampRequest(new Uint8Array(request));
    expect(asked).toMatchObject({ wantsCertificate: true, imprint: { digest: sm3(stamped) } });
    const response = answerTimeStampRequest(new Uint8Array(request), as(authority), { serial, time });
    const path = file("reply.tsr", response);
    const text = run("ts", "-reply", "-in", path, "-text");
    expect(text).toMatch(/Status: Granted/);
    expect(text).toMatch(/Hash Algorithm: sm3/);
    expect(text).toMatch(/Time stamp: Mar {2}1 02:03:05 2026 GMT/);
    expect(run("asn1parse", "-inform", "DER", "-in", path)).toContain("id-smime-ct-TSTInfo");
    // `ts -verify` of OpenSSL 3 stops at the certificate: it takes SM2 with an empty identity and has no option for one.
    const anchors = file("root.pem", encodePem("CERTIFICATE", root.certificate.raw));
    const args = ["-queryfile", query, "-in", path, "-CAfile", anchors, "-attime", "1780000000"];
    expect(run("ts", "-verify", ...args)).toMatch(/Verification: OK|certificate signature failure/);
  });
});
