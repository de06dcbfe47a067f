import { type Certificate, makeCrl, type RevocationReason } from "@liangzheng/pki";
import { describe, expect, test } from "vitest";
import { aCa, anEnd, aRoot, gm, type Holder, stamping } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { day, sealInfo } from "../testing/seals.ts";
import { aToken } from "../testing/stamps.ts";
import { type Check, encodeSealInfo, makeSeal, type OfdReport, signWithSeal, verifyOfd } from "./index.ts";

/*
 * What a file says years after it was sealed, to somebody who has nothing but it and a root: no platform, no list, no
 * intermediate. The root lives twenty years, the CA ten, the signer five.
 */

const longRoot = aRoot("长期根", { notBefore: "2025-01-01", notAfter: "2045-01-01" });
const issuer = aCa("长期签发机构", longRoot);
const signer = anEnd("长期签章单位", issuer, { notBefore: "2025-06-01", notAfter: "2030-06-01" });
const maker = anEnd("长期制章机构", issuer, { notBefore: "2025-06-01", notAfter: "2033-06-01" });
const stamper = anEnd("长期时间戳", longRoot, { ...stamping, notAfter: "2045-01-01" });

const stampedAt = new Date("2026-03-01T02:03:10Z");
const signedAt = new Date("2026-03-01T02:03:04Z");
const inFifteenYears = new Date("2041-03-01T00:00:00Z");

interface Revoked {
  readonly who: Certificate;
  readonly on: string;
  readonly reason?: RevocationReason;
}
/** The list of an authority for a week, made on a day or at a moment. */
const aList = (by: Holder, on: string, revoked: readonly Revoked[] = []): Uint8Array =>
  makeCrl(
    {
      number: BigInt(Date.parse(on)),
      thisUpdate: new Date(on),
      nextUpdate: new Date(Date.parse(on) + 7 * 24 * 3_600_000),
      revoked: revoked.map(({ who, on: date, reason = "superseded" }) => ({
        serial: who.serial,
        date: day(date),
        reason,
      })),
    },
    by.certificate,
    { sign: by.sign, digest: (message) => gm.sm3(message) },
  );
const listsOf = (on: string, revoked: readonly Revoked[] = []) => [
  aList(longRoot, on),
  aList(issuer, on, revoked),
];

const aFile = (crls: readonly Uint8Array[] | undefined, time = stampedAt): Uint8Array => {
  const seal = makeSeal({
    info: encodeSealInfo(
      sealInfo({ list: { kind: "certificates", certificates: [signer.certificate.raw] } }),
    ),
    makerCertificate: maker.certificate.raw,
    sign: maker.sign,
  });
  const value = (xml: Uint8Array): Uint8Array => {
    const signature = signWithSeal({
      seal,
      signerCertificate: signer.certificate.raw,
      time: signedAt,
      dataHash: gm.sm3(xml),
      propertyInfo: "/Doc_0/Signs/Sign_0/Signature.xml",
      sign: signer.sign,
    });
    const evidence = crls === undefined ? {} : { chain: [issuer.certificate], crls };
    return signature.finish(aToken(signature.value, time, stamper, evidence));
  };
  return zip(sealed(aDocument(), { seal, value }));
};

interface Asked {
  readonly crls?: readonly Uint8Array[];
  readonly requireRevocation?: boolean;
}
const judge = (
  file: Uint8Array,
  now = inFifteenYears,
  { crls = [], requireRevocation = false }: Asked = {},
): OfdReport =>
  verifyOfd(file, { gm, trust: { anchors: [longRoot.certificate], crls, requireRevocation }, now });
const demanding: Asked = { requireRevocation: true };
const of = (report: OfdReport, name: Check["name"]) =>
  report.signatures[0]?.checks.find((check) => check.name === name);

test("fifteen years later, with the root alone, it is valid: signer, maker and CA have ended since", () => {
  const report = judge(aFile(listsOf("2026-02-27")));
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ signedAt, stampedAt }] });
  expect(of(report, "signer-validity")).toMatchObject({ result: "pass" });
  expect(of(report, "signer-revocation")).toMatchObject({
    result: "pass",
    reason: "revocation-by-embedded-list",
    detail: "2026-02-27T00:00:00.000Z",
  });
  expect(of(report, "maker-revocation")).toMatchObject({ reason: "revocation-by-embedded-list" });
});

test("who must have revocation proven takes a list in the file only if it was made since the stamp", () => {
  const unproven = { result: "unknown", reason: "revocation-unknown" };
  for (const lists of [
    listsOf("2026-02-27"),
    // Each certificate needs one of its own issuer.
    [aList(longRoot, "2026-02-27"), aList(issuer, "2026-03-02")],
    [aList(longRoot, "2026-03-02"), aList(issuer, "2026-02-27")],
  ]) {
    const report = judge(aFile(lists), inFifteenYears, demanding);
    expect(report.verdict).toBe("indeterminate");
    expect(of(report, "signer-revocation")).toMatchObject(unproven);
    expect(of(report, "maker-revocation")).toMatchObject(unproven);
  }
  for (const lists of [
    listsOf("2026-03-02"),
    [...listsOf("2026-02-27"), ...listsOf("2026-03-02")],
    // Made in the second of the stamp.
    [aList(longRoot, stampedAt.toISOString()), aList(issuer, stampedAt.toISOString())],
  ]) {
    const report = judge(aFile(lists), inFifteenYears, demanding);
    expect(report.verdict).toBe("valid");
    expect(of(report, "signer-revocation")).toMatchObject({ reason: "revocation-by-embedded-list" });
  }
});

test("a list of the asker's own needs only to cover the stamp, whatever is demanded", () => {
  const own = { ...demanding, crls: listsOf("2026-02-27") };
  expect(judge(aFile([]), inFifteenYears, own).verdict).toBe("valid");
  expect(judge(aFile([]), inFifteenYears, { ...own, crls: listsOf("2026-02-01") }).verdict).toBe(
    "indeterminate",
  );
});

test("without what is embedded the chain does not even lead to the root", () => {
  const report = judge(aFile(undefined));
  expect(report.verdict).toBe("indeterminate");
  expect(of(report, "signer-chain")).toMatchObject({ result: "unknown", reason: "not-trusted" });
});

test("a certificate revoked after the stamp is told and takes nothing, by a list that came later", () => {
  const since = listsOf("2027-01-01", [{ who: signer.certificate, on: "2026-09-01" }]);
  const report = judge(aFile(listsOf("2026-02-27")), day("2027-02-01"), { ...demanding, crls: since });
  expect(report.verdict).toBe("valid");
  expect(of(report, "signer-revocation")).toMatchObject({ result: "pass", reason: "revoked-after-signing" });
});

test.each([
  ["embedded", listsOf("2026-02-27", [{ who: signer.certificate, on: "2026-02-20" }]), []],
  [
    "of the asker",
    listsOf("2026-02-14"),
    listsOf("2026-03-02", [{ who: signer.certificate, on: "2026-02-20" }]),
  ],
])("a certificate revoked before the stamp seals nothing, by a list %s", (_, embedded, own) => {
  for (const requireRevocation of [false, true]) {
    const report = judge(aFile(embedded), inFifteenYears, { crls: own, requireRevocation });
    expect(report).toMatchObject({ verdict: "invalid", summary: "revoked-before-signing" });
  }
});

test("lists that end before the stamp, that a stranger signed, or that are no lists, decide nothing", () => {
  const stranger = aRoot("陌生根", { notAfter: "2045-01-01" });
  for (const lists of [
    listsOf("2026-02-01"),
    [aList({ ...issuer, sign: stranger.sign }, "2026-02-27"), aList(longRoot, "2026-02-27")],
    [Uint8Array.of(0x30, 0)],
    [],
  ]) {
    const report = judge(aFile(lists), inFifteenYears, demanding);
    expect(report.verdict).toBe("indeterminate");
    expect(of(report, "signer-revocation")).toMatchObject({
      result: "unknown",
      reason: "revocation-unknown",
    });
  }
});

test("whoever trusts nobody to date takes no list from a token: an old one would fit any time stated", () => {
  const report = verifyOfd(aFile(listsOf("2026-02-27")), {
    gm,
    trust: { anchors: [longRoot.certificate], timeStampers: [], crls: [] },
    now: day("2026-04-01"),
  });
  expect(of(report, "time-stamp")).toMatchObject({ result: "unknown" });
  expect(of(report, "signer-revocation")).toMatchObject({ result: "unknown" });
  expect(of(report, "signer-chain")).toMatchObject({ result: "pass" });
});

describe("the authority of the stamp", () => {
  const file = aFile(listsOf("2026-02-27"));

  test("whose certificate has ended since proves nothing any more: undecided", () => {
    expect(judge(file, day("2044-12-31")).verdict).toBe("valid");
    const report = judge(file, day("2045-01-02"));
    expect(report).toMatchObject({ verdict: "indeterminate", summary: "time-stamp-broken" });
    expect(of(report, "time-stamp")).toMatchObject({ reason: "time-stamp-outlived" });
  });

  test.each([
    ["whose key was lost, even later", "2030-01-01", "key-compromise", "indeterminate"],
    ["revoked before it stamped", "2026-01-01", "superseded", "indeterminate"],
    ["put out of use later", "2030-01-01", "superseded", "valid"],
  ] as const)("%s", (_, on, reason, verdict) => {
    const known = aList(longRoot, "2030-02-01", [{ who: stamper.certificate, on, reason }]);
    expect(judge(file, inFifteenYears, { crls: [known] }).verdict).toBe(verdict);
  });

  test("that stamped after its own certificate had ended leaves the signature undecided", () => {
    expect(judge(aFile(listsOf("2026-02-27"), day("2046-01-01")), day("2046-01-02")).verdict).toBe(
      "indeterminate",
    );
  });
});
