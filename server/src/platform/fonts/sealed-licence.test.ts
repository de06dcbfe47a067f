import { encodeUtf8 } from "@liangzheng/bytes";
import {
  openPackage,
  prepareTemplate,
  readDocument,
  renderPage,
  sealPicture,
  sealPng,
  standardTemplate,
  writeLicenceDocument,
  writeZip,
  type ZipEntry,
} from "@liangzheng/ofd";
import { verifyOfd } from "@liangzheng/seal";
import { expect, test } from "vitest";
import { gm, now, signedAt, trust } from "../../../../libs/seal/testing/people.ts";
import { sealLicence } from "../../../../libs/seal/testing/sealed-licence.ts";
import { aSealV4 } from "../../../../libs/seal/testing/seals.ts";
import { openFontBook } from "./font-book.ts";
import { nodeWritePorts, zlibBest } from "./write-ports.ts";

const book = openFontBook();
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));

function sealedEntries(): readonly ZipEntry[] {
  const organName = "示范市行政审批局";
  const title = "道路运输经营许可证";
  const picture = sealPicture(
    { organName, shape: "round", centre: "star" },
    book.outlines("bold", organName),
  );
  const seal = aSealV4({
    picture: { type: "PNG", data: sealPng(picture, 300, zlibBest), width: 40, height: 40 },
  });
  const template = standardTemplate({
    title,
    issuerLabel: "核发机关",
    fields: [{ id: "KZ_YHMC", label: "业户名称", kind: "text" }],
    landscape: true,
  });
  const document = writeLicenceDocument(prepareTemplate(template, book, ports), {
    documentId: "0123456789abcdef0123456789abcdef",
    metadata: [
      { id: "ZZMC", value: title },
      { id: "ZZBH", value: "演交运管许可演字990100000001号" },
      { id: "ZZBS", value: "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G" },
      { id: "ZZBFJG", value: organName },
      { id: "ZZBFRQ", value: "20260301" },
      { id: "KZ_YHMC", value: "演示市示例物流运输有限公司" },
    ],
    record: encodeUtf8("{}"),
    createdOn: "2026-03-01",
  });
  return sealLicence(document, seal);
}

const entries = sealedEntries();
const verify = (list: readonly ZipEntry[]) => verifyOfd(writeZip(list, signedAt, ports), { gm, trust, now });

test("a licence made and sealed here is valid to the verifier, which finds nothing added", () => {
  const report = verify(entries);
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(
    ({ result }) => result === "fail",
  );
  expect(failed).toEqual([]);
  expect(report.verdict).toBe("valid");
  expect(report.signatures).toHaveLength(1);
  expect(report.additions).toEqual([]);
});

test("one byte of any covered part changed makes it invalid", () => {
  const covered = entries.filter(({ path }) => !path.endsWith("Signatures.xml"));
  expect(covered.length).toBeGreaterThan(14);
  for (const victim of covered) {
    const bytes = Uint8Array.from(victim.bytes);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    const changed = entries.map((entry) =>
      entry === victim ? { path: victim.path, bytes, store: true } : entry,
    );
    expect([victim.path, verify(changed).verdict]).toEqual([victim.path, "invalid"]);
  }
});

test("the page is drawn with its own fonts and loses no link", () => {
  const [document] = readDocument(openPackage(writeZip(entries, signedAt, ports)));
  if (document === undefined) throw new Error("no document");
  expect(document.faults).toEqual([]);
  expect(renderPage(document, 0)).toContain("@font-face");
});
