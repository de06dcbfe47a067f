import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import {
  beginFurtherSignature,
  beginSignature,
  openPackage,
  type PendingSignature,
  prepareTemplate,
  readDocument,
  renderPage,
  sealPicture,
  sealPng,
  standardTemplate,
  unsignedParts,
  writeAnnotatedCopy,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { makeSealSignature, setOver, stampsOf, verifyOfd } from "@liangzheng/seal";
import { beforeAll, expect, test } from "vitest";
import { gm, now, signedAt, signer, trust } from "../../../../libs/seal/testing/people.ts";
import { aSealV4 } from "../../../../libs/seal/testing/seals.ts";
import { openFontBook } from "./font-book.ts";
import { nodeWritePorts, zlibBest } from "./write-ports.ts";

/** 联合盖章 and 骑缝章 on a document of three pages: two bodies seal it, and each seal rides over all edges. */
const book = openFontBook();
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
const zip = (entries: Parameters<typeof writeZip>[0]): Uint8Array => writeZip(entries, signedAt, ports);
const provider = { name: "Liangzheng", version: "0.1", company: "Liangzheng" };
const size = { width: 40, height: 40, signedAt, provider };
const title = "道路运输经营许可证";

const sealOf = (organName: string): Uint8Array => {
  const drawn = sealPicture({ organName, shape: "round", centre: "star" }, book.outlines("bold", organName));
  return aSealV4({
    name: organName,
    picture: { type: "PNG", data: sealPng(drawn, 300, zlibBest), width: 40, height: 40 },
  });
};
const signed = (pending: PendingSignature, seal: Uint8Array): Uint8Array =>
  zip(
    pending.finish(
      makeSealSignature({
        seal,
        signerCertificate: signer.certificate.raw,
        time: signedAt,
        dataHash: gm.sm3(pending.signatureXml),
        propertyInfo: pending.propertyInfo,
        sign: signer.sign,
      }),
    ),
  );

/** The writer makes one page: its content stands on two more. */
function threePages(): Uint8Array {
  const template = standardTemplate({
    title,
    issuerLabel: "核发机关",
    fields: [{ id: "KZ_YHMC", label: "业户名称", kind: "text" }],
    landscape: true,
  });
  const parts = unsignedParts(
    writeLicenceDocument(prepareTemplate(template, book, ports), {
      documentId: "0123456789abcdef0123456789abcdef",
      metadata: [
        { id: "ZZMC", value: title },
        { id: "ZZBH", value: "演交运管许可演字990100000001号" },
        { id: "ZZBS", value: "1.2.156.3005.2.11100000000019713D071.1199010000DEM10506.990100000003.001.G" },
        { id: "ZZBFJG", value: "示范市行政审批局" },
        { id: "ZZBFRQ", value: "20260301" },
        { id: "KZ_YHMC", value: "演示市示例物流运输有限公司" },
      ],
      record: encodeUtf8("{}"),
      createdOn: "2026-03-01",
    }),
  );
  const page = parts.find(({ path }) => path.endsWith("Page_0/Content.xml"));
  if (page === undefined) throw new Error("no page");
  const more = [1, 2].map((n) => ({ path: `Doc_0/Pages/Page_${n}/Content.xml`, bytes: page.bytes }));
  const links = more.map(({ path }, n) => `<ofd:Page ID="${9001 + n}" BaseLoc="/${path}"/>`).join("");
  return zip([
    ...parts.map(({ path, bytes }) =>
      path.endsWith("Document.xml")
        ? {
            path,
            bytes: encodeUtf8(
              decodeUtf8(bytes)
                .replace("</ofd:Pages>", `${links}</ofd:Pages>`)
                .replace(/<ofd:MaxUnitID>\d+/, "<ofd:MaxUnitID>9010"),
            ),
          }
        : { path, bytes },
    ),
    ...more,
  ]);
}

let file: Uint8Array;
beforeAll(() => {
  const copy = writeAnnotatedCopy(
    threePages(),
    {
      documentId: "fedcba9876543210fedcba9876543210",
      metadata: [],
      createdOn: "2026-03-01",
      creator: "Liangzheng",
      watermark: { paragraphs: ["仅供演示"], strip: "仅供演示" },
    },
    book,
    ports,
  );
  const [first, second] = [sealOf("示范市行政审批局"), sealOf("示范市交通运输局")];
  const once = signed(beginSignature(copy, size), first);
  const place = { x: 40, y: 150, width: 42, height: 42 };
  file = signed(beginFurtherSignature(once, { ...size, place }, ports), second);
});
const reportOf = (bytes: Uint8Array) => verifyOfd(bytes, { gm, trust, now });

test("both seals are valid, and the second was set over the first", () => {
  const { verdict, signatures, additions, checks } = reportOf(file);
  expect([verdict, signatures.length, additions]).toEqual(["valid", 2, []]);
  expect(checks.filter(({ result }) => result !== "pass")).toEqual([]);
  expect(setOver(signatures)).toEqual([[], [0]]);
});

test("each signature has a strip on every page, and the strips of one seal are the whole of it", () => {
  for (const { stamps } of reportOf(file).signatures) {
    const strips = stamps.flatMap(({ clip, pageRef }) =>
      clip ? [{ pageRef, x: clip[0], width: clip[2] }] : [],
    );
    expect(stamps.length - strips.length).toBe(1);
    expect(new Set(strips.map(({ pageRef }) => pageRef)).size).toBe(3);
    expect(strips.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(40, 1);
  }
});

test("a page that is exchanged, or a seal that is taken away, makes it invalid", () => {
  const pkg = openPackage(file);
  const entries = pkg.paths.map((path) => ({ path: path.slice(1), bytes: pkg.read(path) }));
  const changed = entries.map((entry) =>
    entry.path.endsWith("Page_1/Content.xml")
      ? { ...entry, bytes: encodeUtf8(decodeUtf8(entry.bytes).replace("示例", "别家")) }
      : entry,
  );
  expect(reportOf(zip(changed)).verdict).toBe("invalid");
  const list = "Doc_0/Signs/Signatures.xml";
  const without = (n: number) =>
    entries
      .filter(({ path }) => !path.startsWith(`Doc_0/Signs/Sign_${n}/`))
      .map((entry) =>
        entry.path === list
          ? {
              ...entry,
              bytes: encodeUtf8(
                decodeUtf8(entry.bytes).replace(new RegExp(`<ofd:Signature [^>]*Sign_${n}[^>]*>`), ""),
              ),
            }
          : entry,
      );
  // The first stands under the second: without it the second does not hold. The last one leaves no trace of its own.
  expect(reportOf(zip(without(0))).verdict).toBe("invalid");
  expect(reportOf(zip(without(1)))).toMatchObject({
    verdict: "valid",
    checks: expect.arrayContaining([expect.objectContaining({ reason: "max-id-higher" })]),
  });
});

test("our reader draws a strip of each seal on each page, and their own pictures on the first", () => {
  const [document] = readDocument(openPackage(file));
  if (document === undefined) throw new Error("no document");
  const stamps = reportOf(file).signatures.flatMap(stampsOf);
  const pages = document.pages.map((_, at) => renderPage(document, at, { stamps }));
  expect(pages.map((svg) => svg.match(/stamp-\d+"/g)?.length)).toEqual([4, 2, 2]);
});
