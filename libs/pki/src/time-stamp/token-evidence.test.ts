import { encodeUtf8 } from "@liangzheng/bytes";
import { describe, expect, test } from "vitest";
import { aCa, anEnd, aRoot, day } from "../../testing/authority.ts";
import { sm3, verify } from "../../testing/sm2.ts";
import {
  addEvidence,
  CertificateError,
  makeCrl,
  makeTimeStampToken,
  oids,
  parseSignedData,
  type RevocationReason,
  readEvidence,
  type TimeStampAuthority,
  verifyTimeStamp,
} from "../index.ts";

const root = aRoot("证据根");
const issuer = aCa("证据签发", root, { pathLength: 0 });
const authority = anEnd("证据时间戳", root, {
  keyUsage: ["digital-signature"],
  extKeyUsage: [oids.timeStamping],
});
const stamped = encodeUtf8("a signature value");
const time = day("2026-03-02");
const serial = sm3(encodeUtf8("evidence")).slice(0, 16);

const aList = (revoked: readonly { reason: RevocationReason; date: Date }[] = []) =>
  makeCrl(
    {
      number: 7n,
      thisUpdate: day("2026-03-01"),
      nextUpdate: day("2026-03-08"),
      revoked: revoked.map((entry) => ({ ...entry, serial: authority.certificate.serial })),
    },
    root.certificate,
    root.key.ports,
  );
const as: TimeStampAuthority = {
  certificate: authority.certificate,
  policy: "1.2.156.99999.1",
  ports: authority.key.ports,
};
const aToken = (by: TimeStampAuthority = as) =>
  makeTimeStampToken({ digest: sm3(stamped), serial, time, wantsCertificate: true }, by);
const judge = (token: Uint8Array, crls: readonly Uint8Array[] = []) =>
  verifyTimeStamp({
    token,
    stamped: [stamped],
    pool: [],
    anchors: [root.certificate],
    crls,
    digest: sm3,
    verify,
  });

test("a token carries certificates and lists, and holds as it did", () => {
  const evidence = { certificates: [issuer.certificate.raw], crls: [aList()] };
  const plain = aToken();
  const token = addEvidence(plain, evidence);
  expect(readEvidence(token)).toEqual({
    certificates: [authority.certificate.raw, issuer.certificate.raw],
    crls: evidence.crls,
  });
  expect(judge(token).verdict).toBe("valid");
  expect(judge(token).checks).toContainEqual(expect.objectContaining({ name: "revocation", result: "pass" }));
  expect(judge(plain).checks).toContainEqual(expect.objectContaining({ reason: "no-list" }));
  const { content, crls: _lists, certificates: _all, signerInfos: _at, ...rest } = parseSignedData(token);
  expect(parseSignedData(plain)).toMatchObject({ content, ...rest });
});

test("the same evidence twice is there once, and an authority that has it writes the same bytes", () => {
  const evidence = { certificates: [issuer.certificate.raw], crls: [aList()] };
  const once = addEvidence(aToken(), evidence);
  expect(addEvidence(once, evidence)).toEqual(once);
  expect(readEvidence(aToken({ ...as, chain: [issuer.certificate], crls: evidence.crls }))).toEqual(
    readEvidence(once),
  );
});

test("bytes that are no token hold no evidence and take none", () => {
  expect(readEvidence(encodeUtf8("token"))).toEqual({ certificates: [], crls: [] });
  expect(() => addEvidence(encodeUtf8("token"), { certificates: [], crls: [] })).toThrow("bad-der");
});

test("no damaged token throws anything but a CertificateError", () => {
  const evidence = { certificates: [issuer.certificate.raw], crls: [aList()] };
  const token = addEvidence(aToken(), evidence);
  for (let at = 0; at < token.length; at += 7) {
    const changed = token.slice(0, at % 2 === 0 ? token.length : at);
    changed[at] = (changed[at] ?? 0) ^ 0x80;
    expect(readEvidence(changed).certificates.length).toBeLessThanOrEqual(2);
    try {
      addEvidence(changed, evidence);
    } catch (error) {
      expect(error).toBeInstanceOf(CertificateError);
    }
  }
});

describe("an authority that was revoked after it stamped", () => {
  const checkOf = (reason: RevocationReason) =>
    judge(aToken(), [aList([{ reason, date: day("2026-03-05") }])]);
  test.each(["key-compromise", "ca-compromise", "unspecified"] as const)(
    "for %s has stamped nothing that can be relied on",
    (reason) => {
      expect(checkOf(reason).verdict).toBe("invalid");
      expect(checkOf(reason).checks).toContainEqual(
        expect.objectContaining({ name: "authority-key", result: "fail", reason: "revoked" }),
      );
    },
  );
  test.each(["superseded", "affiliation-changed", "cessation-of-operation"] as const)(
    "for %s leaves older stamps as they are",
    (reason) => {
      expect(checkOf(reason).verdict).toBe("valid");
    },
  );
});
