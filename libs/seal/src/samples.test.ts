import { existsSync, readdirSync, readFileSync } from "node:fs";
import { openPackage } from "@liangzheng/ofd";
import { describe, expect, test } from "vitest";
import { gm } from "../testing/people.ts";
import { type OfdReport, parseSealSignature, type Trust, verifyOfd } from "./index.ts";

/**
 * Files made and tampered with by others, which are no part of this repository.
 * source: samples/README.md, ofd-sealed/ORIGIN.tsv and ofd-tampered/expected.tsv beside them
 */
const samples = new URL("../../../../shared/samples/", import.meta.url);
const present = existsSync(samples);
const nobody: Trust = { anchors: [], crls: [] };
const now = new Date("2026-11-23T00:00:00Z");

const bytesOf = (path: string): Uint8Array => readFileSync(new URL(path, samples));
const verify = (path: string, trust = nobody): OfdReport => verifyOfd(bytesOf(path), { gm, trust, now });

function rowsOf(table: string): readonly (readonly string[])[] {
  if (!present) return [];
  const lines = readFileSync(new URL(table, samples), "utf8").trim().split(/\r?\n/);
  return lines.slice(1).map((line) => line.split("\t"));
}

const integrity = [
  ...["format", "algorithms", "data-hash", "references", "signature-value"],
  ...["signer-in-seal", "seal-signature", "seal-file", "version", "stamps"],
];

if (!present)
  test.skip("the sample files are not at ../shared/samples: interoperability is not tested", () => {});

describe.skipIf(!present)("files of other makers", () => {
  test.each(rowsOf("ofd-sealed/ORIGIN.tsv"))("%s (%s; %s): %s", (file, _origin, _signatures, found = "") => {
    const report = verify(`ofd-sealed/${file}`);
    if (found.includes("not intact")) expect(report.verdict).toBe("invalid");
    else expect(report.verdict).toBe("indeterminate");
    if (!found.startsWith("intact")) return;
    expect(report.signatures.length).toBeGreaterThan(0);
    const checks = report.signatures.flatMap((signature) => signature.checks);
    const open = checks.filter(({ name, result }) => integrity.includes(name) && result !== "pass");
    expect(open).toEqual([]);
    expect(report.checks.filter(({ result }) => result !== "pass")).toEqual([]);
  });

  test("each is told what it is", () => {
    const summaries = Object.fromEntries(
      readdirSync(new URL("ofd-sealed/", samples))
        .filter((file) => file.endsWith(".ofd"))
        .map((file) => [file.replace(/_[0-9a-f]+\.ofd$/, ""), verify(`ofd-sealed/${file}`).summary]),
    );
    expect(summaries).toMatchObject({
      OfdSharp__test1: "intact-untrusted",
      ofdrw__SESV4SignDoc: "expired-at-signing",
      ofdrw__V4RideRight: "intact-untrusted",
      ofdrw__allprotected: "intact-untrusted",
      ofdrw__h: "tampered",
      ofdrw__DigitalSign: "unattributed",
      "easyofd-rust__gen_13_riding_seal": "expired-at-signing",
      ofdrw__testImageOverridePage: "intact-untrusted",
      ofdrw__n: "tampered",
      ofdrw__keyword: "tampered",
      "ofdrw__hello-integrity": "unsigned",
    });
  });

  test.each([
    "ofd-sealed/OfdSharp__test1_caec5b.ofd",
    "ofd-sealed/ofdrw__V4RideRight_dc6450.ofd",
    "ofd-sealed/ofdrw__allprotected_79d949.ofd",
    "ofd-tampered/ofdrw-v4_control-rezipped.ofd",
  ])("%s is valid to who trusts its makers", (path) => {
    const report = verify(path, { anchors: certificatesOf(path), crls: [] });
    expect(report).toMatchObject({ verdict: "valid", summary: "trusted" });
  });
});

describe.skipIf(!present)("tampered copies", () => {
  test.each(rowsOf("ofd-tampered/expected.tsv"))("%s: %s → %s", (file, _change, expected = "") => {
    const report = verify(`ofd-tampered/${file}`);
    if (expected === "reject" || expected.startsWith("reject,") || expected.startsWith("not signed")) {
      expect(report.verdict).toBe("invalid");
    } else expect(report.verdict).toBe("indeterminate");
    if (expected.includes("warn uncovered")) expect(report.additions).toHaveLength(1);
  });
});

/** Signer's and maker's certificates of the first seal in a package, from its signed value. */
function certificatesOf(path: string): readonly Uint8Array[] {
  const report = verify(path);
  expect(report.signatures).toHaveLength(1);
  const signature = parseSealSignature(signedValueOf(path));
  return [signature.signerCertificate, signature.seal.makerCertificate];
}

function signedValueOf(path: string): Uint8Array {
  return openPackage(bytesOf(path)).read("/Doc_0/Signs/Sign_0/SignedValue.dat");
}
