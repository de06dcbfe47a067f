import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { encodeUtf8 } from "@liangzheng/bytes";
import {
  drawDesign,
  openPackage,
  prepareTemplate,
  readDocument,
  writeLicenceDocument,
  writeZip,
} from "@liangzheng/ofd";
import { writeTwin } from "@liangzheng/pdf";
import { stampsOf, verifyOfd } from "@liangzheng/seal";
import { expect, test } from "vitest";
import { gm, now, signedAt, trust } from "../../../../libs/seal/testing/people.ts";
import { sealLicence } from "../../../../libs/seal/testing/sealed-licence.ts";
import { aSealV4 } from "../../../../libs/seal/testing/seals.ts";
import { drawPortrait } from "../../../seeds/portrait.ts";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { subjectOf } from "../../modules/catalogue/index.ts";
import { metadataOf } from "../../modules/issuance/index.ts";
import { sampleFace } from "../../modules/issuance/sample-record.ts";
import { openFontBook } from "../fonts/font-book.ts";
import { nodeWritePorts } from "../fonts/write-ports.ts";
import { nodePdfPorts } from "./pdf-ports.ts";

/** The twin of a licence with a back. */
const book = openFontBook();
const ports = nodeWritePorts((bytes) => gm.sm3(bytes));
const definition = readLicenceTypes().get("food-business-licence")!;
const face = sampleFace({ ...definition, example: definition.number.example, fill: "usual" });
const picture = drawPortrait("a seal", { sex: "female", age: 36 });
const seal = aSealV4({ picture: { type: "PNG", data: picture, width: 40, height: 40 } });
const template = drawDesign(definition.template, subjectOf(definition));
const document = writeLicenceDocument(prepareTemplate(template, book, ports), {
  documentId: "0123456789abcdef0123456789abcdef",
  metadata: metadataOf(definition, face),
  record: encodeUtf8("{}"),
  createdOn: "2026-03-01",
});
const file = writeZip(sealLicence(document, seal), signedAt, ports);
const stamps = verifyOfd(file, { gm, trust, now }).signatures.flatMap(stampsOf);
const [read] = readDocument(openPackage(file));
if (read === undefined) throw new Error("no document");
const twin = writeTwin(
  { document: read, stamps, originalDigest: "ab".repeat(32), subset: (text) => book.subset("sans", text) },
  nodePdfPorts,
);
const text = Buffer.from(twin.bytes).toString("latin1");

test("it has as many pages as the licence, and the signatures stand on the one that the seal is on", () => {
  expect(read.pages).toHaveLength(2);
  expect(text).toMatch(/\/Type\/Pages\/Kids\[\d+ 0 R \d+ 0 R\]\/Count 2/);
  const pages = text.match(/<<\/Type\/Page\/Parent.*/g) ?? [];
  expect(pages.map((page) => page.includes("/Annots"))).toEqual([true, false]);
});

test("the strips of the riding seal are drawn on both pages", () => {
  expect(stamps.map(({ clip }) => clip === undefined)).toEqual([true, false, false]);
  const contents = [...text.matchAll(/\/Contents (\d+) 0 R/g)].map(([, number]) => {
    const start = text.indexOf(`\n${number} 0 obj`);
    const from = text.indexOf("stream\n", start) + "stream\n".length;
    return inflateSync(twin.bytes.subarray(from), { finishFlush: 2 }).toString("latin1");
  });
  expect(contents.map((drawn) => drawn.match(/\/Mark0 Do/g)?.length)).toEqual([1, 1]);
});

const hasPoppler = spawnSync("pdftotext", ["-v"]).status === 0;
test.skipIf(!hasPoppler)("Poppler reads the back on its page (skipped where it is not on the path)", () => {
  const folder = mkdtempSync(join(tmpdir(), "twin-pages-"));
  try {
    const path = join(folder, "twin.pdf");
    writeFileSync(path, twin.bytes);
    const pageText = (page: number): string =>
      execFileSync("pdftotext", ["-f", `${page}`, "-l", `${page}`, path, "-"])
        .toString()
        .replaceAll(/\s/g, "");
    expect(pageText(2)).toContain("日常监督管理机构");
    expect(pageText(1)).not.toContain("日常监督管理机构");
    expect(pageText(1)).toContain("经营者名称");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
