import { existsSync, readFileSync } from "node:fs";
import { encodeUtf8 } from "@liangzheng/bytes";
import { makeSignedData, makeTimeStampToken, oids } from "@liangzheng/pki";
import fc from "fast-check";
import { expect, test } from "vitest";
import { gm, now, signedAt, signer, stamper, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { aSealV1, aSealV4, aSealV5, aSignatureV1 } from "../testing/seals.ts";
import { type FileReport, makeSealSignature, verifyFile } from "./index.ts";

const digest = (message: Uint8Array) => gm.sm3(message);
const content = encodeUtf8("<Signature/>");
const verify = (bytes: Uint8Array, more: object = {}): FileReport =>
  verifyFile(bytes, { gm, trust, now, ...more });
const reasonsOf = (report: FileReport) =>
  [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)]
    .filter(({ name, result }) => result !== "pass" && !name.endsWith("revocation"))
    .map(({ name, reason }) => `${name}: ${reason}`);
const sealSignature = makeSealSignature({
  seal: aSealV4(),
  signerCertificate: signer.certificate.raw,
  time: signedAt,
  dataHash: gm.sm3(content),
  propertyInfo: "",
  sign: signer.sign,
});
const message = (attached: boolean) =>
  makeSignedData(
    { content, attached, signer: signer.certificate, signingTime: signedAt },
    { sign: signer.sign, digest },
  );

test("a package is judged as a package", () => {
  expect(verify(zip(sealed(aDocument())))).toMatchObject({ kind: "ofd", verdict: "valid" });
});

test.each([
  ["GM/T 0031-2014", aSealV1()],
  ["GB/T 38540-2020", aSealV4()],
  ["GM/T 0031-2025", aSealV5(false)],
])("a seal of %s is judged by itself, every check told", (standard, bytes) => {
  const report = verify(bytes);
  expect(report).toMatchObject({ kind: "seal", verdict: "valid", seal: { standard } });
  expect(report.checks.map(({ name }) => name)).toEqual([
    ...["format", "algorithms", "seal-signature", "maker-chain", "maker-key-usage", "maker-validity"],
    ...["maker-revocation", "seal-validity", "version", "extensions"],
  ]);
  expect(verify(bytes, { trust: { anchors: [], crls: [] } })).toMatchObject({
    verdict: "indeterminate",
    summary: "intact-untrusted",
  });
});

test("a seal signature by itself is undecided without its text, and decided with it", () => {
  expect(verify(sealSignature)).toMatchObject({
    kind: "seal-signature",
    verdict: "indeterminate",
    summary: "content-absent",
    signatures: [{ sealName: "示范市行政审批局证照专用章", signedAt }],
  });
  expect(reasonsOf(verify(sealSignature))).toEqual(["data-hash: content-absent"]);
  expect(verify(sealSignature, { content }).verdict).toBe("valid");
  expect(reasonsOf(verify(sealSignature, { content: encodeUtf8("other") }))).toEqual([
    "data-hash: hash-differs",
  ]);
  const first = aSignatureV1({ seal: aSealV1(), timeInfo: "20260301020304Z", dataHash: gm.sm3(content) });
  expect(verify(first, { content })).toMatchObject({ kind: "seal-signature", verdict: "valid" });
});

test("a signed message with its content is valid by itself, a detached one with what it is over", () => {
  expect(verify(message(true))).toMatchObject({ kind: "signed-data", verdict: "valid" });
  expect(verify(message(false))).toMatchObject({ verdict: "indeterminate", summary: "content-absent" });
  expect(verify(message(false), { content })).toMatchObject({ verdict: "valid" });
  expect(verify(message(false), { content: encodeUtf8("other") })).toMatchObject({ summary: "tampered" });
  // A message's own content is what was signed: another text given beside it is not.
  expect(verify(message(true), { content: encodeUtf8("other") })).toMatchObject({ summary: "tampered" });
});

test("a PDF is known by its mark anywhere in its first kilobyte, and read where it begins with it", () => {
  for (const text of ["%PDF-1.7\n1 0 obj", `${" ".repeat(900)}%PDF-2.0`]) {
    expect(verify(encodeUtf8(text))).toMatchObject({
      kind: "pdf",
      verdict: "invalid",
      summary: "unreadable",
      checks: [{ name: "package", result: "fail", reason: "package-damaged" }],
    });
  }
});

test("what is none of these is no package", () => {
  const token = makeTimeStampToken(
    { digest: gm.sm3(content), serial: gm.sm3(content).slice(0, 16), time: now, wantsCertificate: true },
    { certificate: stamper.certificate, policy: "1.2.3", ports: { sign: stamper.sign, digest } },
  );
  expect(stamper.certificate.extKeyUsage).toEqual([oids.timeStamping]);
  for (const bytes of [new Uint8Array(), encodeUtf8("text"), Uint8Array.of(0x30, 3, 2, 1, 1), token]) {
    expect(verify(bytes)).toMatchObject({ kind: "other", verdict: "invalid", summary: "unreadable" });
  }
});

test("a message that carries more certificates than any chain has is not read", () => {
  const carrying = (count: number) =>
    makeSignedData(
      {
        content,
        attached: true,
        signer: signer.certificate,
        chain: Array.from({ length: count - 1 }, () => stamper.certificate),
        signingTime: signedAt,
      },
      { sign: signer.sign, digest },
    );
  expect(verify(carrying(64)).verdict).toBe("valid");
  expect(verify(carrying(65))).toMatchObject({ kind: "other", verdict: "invalid" });
});

test("a package behind other bytes is a package still", () => {
  const report = verify(Uint8Array.from([...encodeUtf8("junk"), ...zip(sealed(aDocument()))]));
  expect(report.kind).toBe("ofd");
});

test("a message of GB/T 35275 has version 1, which no signature covers", () => {
  const bytes = message(true);
  const at = 26;
  expect([...bytes.subarray(at - 2, at + 1)]).toEqual([2, 1, 1]);
  bytes[at] = 3;
  expect(reasonsOf(verify(bytes))).toEqual(["format: version-unknown"]);
});

test("no changed byte makes a file by itself valid, or makes anything throw", { timeout: 60_000 }, () => {
  const files = [aSealV4(), sealSignature, message(true)];
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.nat(100_000),
      fc.integer({ min: 1, max: 255 }),
      (file, place, change) => {
        const bytes = file.slice();
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(verify(bytes, { content }).verdict, String(at)).not.toBe("valid");
      },
    ),
    { numRuns: 250, examples: [[message(true), 26, 2]] },
  );
});

const samples = new URL(
  "../../../../shared/samples/ofd-sealed/ofdrw__V4RideRight_dc6450.ofd",
  import.meta.url,
);
test.skipIf(!existsSync(samples))(
  "a file of another maker is judged the same way (skipped without the samples)",
  () => {
    const report = verify(readFileSync(samples), { now: new Date("2026-11-23T00:00:00Z") });
    expect(report).toMatchObject({ kind: "ofd", verdict: "indeterminate", summary: "intact-untrusted" });
  },
);
