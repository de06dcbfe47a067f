import { bits, parse } from "@liangzheng/asn1";
import { encodeUtf8, toHex } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { gm, now, signer, trust } from "../../testing/people.ts";
import { aSealV1, aSignatureV1, day } from "../../testing/seals.ts";
import { parseSeal, parseSealSignature, verifySeal } from "../index.ts";
import { readTimeInfo } from "./time-info.ts";

test("a seal of GM/T 0031-2014 is read, UTCTime, tagged extensions and all", () => {
  const seal = parseSeal(aSealV1());
  expect(seal).toMatchObject({
    standard: "GM/T 0031-2014",
    header: { version: 2 },
    property: { type: 1, name: "示范市旧章", validEnd: day("2030-06-01") },
    picture: { type: "gif", width: 40, height: 30 },
    extDatas: [{ id: "1.2.156.1", critical: false }],
  });
});

test.each([
  { headerVersion: 1, bareCertificates: true },
  { headerVersion: 1, bareCertificates: false },
  { headerVersion: 2, bareCertificates: false },
])("the list holds certificates bare or in OCTET STRINGs: %o", (options) => {
  const seal = parseSeal(aSealV1(options));
  const [certificate] = seal.standard === "GM/T 0031-2014" ? seal.property.certificates : [];
  expect(toHex(certificate ?? new Uint8Array())).toBe(toHex(signer.certificate.raw));
});

test("the maker's signature over SEQUENCE{info, cert, algorithm} verifies", () => {
  expect(verifySeal(aSealV1(), { gm, trust, at: now })).toMatchObject({ verdict: "valid", grade: "trusted" });
});

test("two fields under header version 4 are told as the layout of the withdrawn draft", () => {
  const report = verifySeal(aSealV1({ headerVersion: 4 }), { gm, trust, at: now });
  expect(report.verdict).toBe("invalid");
  expect(report.checks).toContainEqual(expect.objectContaining({ name: "version", reason: "c0119-layout" }));
});

test("a signature carries its certificate inside what is signed", () => {
  const bytes = aSignatureV1({ seal: aSealV1(), timeInfo: "20260301020304Z", dataHash: gm.sm3() });
  const signature = parseSealSignature(bytes);
  expect(signature).toMatchObject({ standard: "GM/T 0031-2014", version: 2 });
  expect(signature.time).toEqual(new Date("2026-03-01T02:03:04Z"));
  expect(toHex(signature.toBeSigned)).toContain(toHex(signature.signerCertificate));
});

// source: ofd-seal facts: KingGrid, ofdrw and dms360 each write timeInfo in a form of their own
test.each([
  ["20211014033404Z", "2021-10-14T03:34:04.000Z"],
  ["2026-11-22 01:02:03", "2026-11-21T17:02:03.000Z"],
  ["2020-01-25T07:31:56.377Z", "2020-01-25T07:31:56.377Z"],
  ["2020-01-25T15:31:56+08:00", "2020-01-25T07:31:56.000Z"],
  ["2020-01-25T02:31:56-0500", "2020-01-25T07:31:56.000Z"],
])("timeInfo %s is %s", (text, expected) => {
  expect(readTimeInfo(parse(bits(encodeUtf8(text)))).time?.toISOString()).toBe(expected);
});

test.each(["2021-02-30 00:00:00", "20211014253404Z", "yesterday", "2021", `${"9".repeat(60)}Z`])(
  "timeInfo %s is no time",
  (text) => {
    expect(readTimeInfo(parse(bits(encodeUtf8(text)))).time).toBeUndefined();
  },
);
