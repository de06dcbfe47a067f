import { encodeUtf8 } from "@liangzheng/bytes";
import { makeCrl, makeSignedData } from "@liangzheng/pki";
import { expect, test } from "vitest";
import { gm, now, root, signedAt, signer, strangerRoot, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { aSealV1, aSealV4, aSealV5, day, withTimeToken } from "../testing/seals.ts";
import { aToken, retagged, stampMessage, withStamp } from "../testing/stamps.ts";
import { type Check, makeSealSignature, type OfdReport, type Trust, verifyOfd, verifySeal } from "./index.ts";

const later = new Date(signedAt.getTime() + 5000);
const seal = aSealV4();
const aValue = (xml: Uint8Array, time = signedAt) =>
  makeSealSignature({
    seal,
    signerCertificate: signer.certificate.raw,
    time,
    dataHash: gm.sm3(xml),
    propertyInfo: "",
    sign: signer.sign,
  });
const judge = (value: (xml: Uint8Array) => Uint8Array, by: Trust = trust, at = now): OfdReport =>
  verifyOfd(zip(sealed(aDocument(), { seal, value })), { gm, trust: by, now: at });
const of = (report: OfdReport, name: Check["name"]) =>
  report.signatures[0]?.checks.find((check) => check.name === name);
const stampedAt =
  (time: Date, stated = signedAt) =>
  (xml: Uint8Array) =>
    withStamp(aValue(xml, stated), (value) => aToken(value, time));

test("a stamp of a trusted authority proves when the seal was used", () => {
  const report = judge(stampedAt(later));
  expect(report).toMatchObject({ verdict: "valid", signatures: [{ signedAt, stampedAt: later }] });
  expect(of(report, "time-stamp")).toMatchObject({ result: "pass", reason: "time-stamped" });
  expect(of(report, "signing-time")).toMatchObject({ result: "pass", reason: "time-stamped" });
});

test.each(["octets", "bare"] as const)("a token under other tags (%s) is read as well", (as) => {
  expect(
    of(
      judge((xml) => retagged(stampedAt(later)(xml), as)),
      "time-stamp",
    )?.result,
  ).toBe("pass");
});

test("the stamp's time is the moment judged: a stated time cannot go before a revocation", () => {
  const crl = makeCrl(
    {
      number: 1n,
      thisUpdate: day("2026-05-01"),
      nextUpdate: day("2026-07-01"),
      revoked: [{ serial: signer.certificate.serial, date: day("2026-04-01"), reason: "key-compromise" }],
    },
    root.certificate,
    { sign: root.sign, digest: (message) => gm.sm3(message) },
  );
  const by = { ...trust, crls: [crl] };
  expect(judge(stampedAt(later), by).verdict).toBe("valid");
  expect(judge(stampedAt(day("2026-04-02")), by)).toMatchObject({
    verdict: "invalid",
    summary: "revoked-before-signing",
  });
});

test("who does not trust the authority has a stamp that proves nothing and spoils nothing", () => {
  const report = judge(stampedAt(later), { ...trust, timeStampers: [strangerRoot.certificate] });
  expect(report.verdict).toBe("valid");
  expect(of(report, "time-stamp")).toMatchObject({ result: "unknown", reason: "time-stamp-not-verified" });
  expect(of(report, "signing-time")).toMatchObject({ reason: "time-self-stated" });
});

test("bytes that are no token are told as not verified", () => {
  const report = judge((xml) => withStamp(aValue(xml), () => encodeUtf8("token")));
  expect(report.verdict).toBe("valid");
  expect(of(report, "time-stamp")).toMatchObject({ result: "unknown", detail: "not-a-token" });
});

test("a stamp over another signature, or by who is no authority, leaves the signature undecided", () => {
  const other = judge((xml) => withStamp(aValue(xml), () => aToken(encodeUtf8("another"), later)));
  expect(other).toMatchObject({ verdict: "indeterminate", summary: "time-stamp-broken" });
  expect(of(other, "time-stamp")).toMatchObject({ result: "fail", detail: "imprint-differs" });
  // The signer's own key with the words of an authority: what a backdater would do.
  const posing = { ...signer, certificate: { ...signer.certificate, extKeyUsage: ["1.3.6.1.5.5.7.3.8"] } };
  const own = judge((xml) => withStamp(aValue(xml), (value) => aToken(value, later, posing)));
  expect(of(own, "time-stamp")).toMatchObject({ result: "fail", detail: "purpose-not-allowed" });
});

test("a time stated after the stamp, and a stamp of the future, are refused", () => {
  const early = judge(stampedAt(signedAt, day("2026-04-01")));
  expect(early.verdict).toBe("invalid");
  expect(of(early, "signing-time")).toMatchObject({ result: "fail", reason: "signed-after-time-stamp" });
  expect(of(judge(stampedAt(day("2027-01-01"))), "signing-time")?.reason).toBe("signed-in-future");
});

test("a token in the place of the time dates a signature of GM/T 0031-2014", () => {
  const old = aSealV1();
  const dated = (over: (xml: Uint8Array) => Uint8Array) =>
    verifyOfd(
      zip(
        sealed(aDocument(), { seal: old, value: (xml) => withTimeToken(old, xml, aToken(over(xml), later)) }),
      ),
      { gm, trust, now },
    );
  for (const over of [(xml: Uint8Array) => xml, (xml: Uint8Array) => gm.sm3(xml)]) {
    expect(dated(over)).toMatchObject({
      verdict: "valid",
      signatures: [{ signedAt: later, stampedAt: later }],
    });
  }
  expect(
    of(
      dated(() => encodeUtf8("?")),
      "time-stamp",
    )?.result,
  ).toBe("fail");
});

test("the unsigned attribute of a GB/T 35275 signature is read as well", () => {
  const value = (xml: Uint8Array, over?: Uint8Array) =>
    stampMessage(
      makeSignedData(
        { content: xml, signer: signer.certificate, signingTime: signedAt },
        { sign: signer.sign, digest: (message) => gm.sm3(message) },
      ),
      (signature) => aToken(over ?? signature, later),
    );
  const verify = (over?: Uint8Array) =>
    verifyOfd(zip(sealed(aDocument(), { type: "Sign", sealFile: false, value: (xml) => value(xml, over) })), {
      gm,
      trust,
      now,
    });
  expect(verify()).toMatchObject({ verdict: "valid", signatures: [{ signedAt, stampedAt: later }] });
  expect(verify(encodeUtf8("?"))).toMatchObject({ summary: "time-stamp-broken" });
});

test("the stamp of a seal of the fifth version is verified by itself", () => {
  const stamped = (over?: Uint8Array) =>
    verifySeal(
      withStamp(aSealV5(false), (value) => aToken(over ?? value, day("2025-06-01"))),
      { gm, trust, at: now },
    );
  expect(stamped().checks).toContainEqual(
    expect.objectContaining({ name: "seal-time-stamp", result: "pass" }),
  );
  expect(stamped(encodeUtf8("?"))).toMatchObject({ verdict: "indeterminate", grade: "time-stamp-broken" });
});
