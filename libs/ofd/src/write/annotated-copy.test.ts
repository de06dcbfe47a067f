import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import type { OfdDocument } from "../model/document.ts";
import { pageText } from "../read/page-text.ts";
import { readDocument } from "../read/read-document.ts";
import { renderPage } from "../render/render-page.ts";
import { type CopyInput, writeAnnotatedCopy } from "./annotated-copy.ts";
import { unsignedParts, writeLicenceDocument } from "./document.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { beginSignature } from "./signature.ts";
import { aLicence, aTemplate, fonts, ports } from "./testing/a-licence.ts";
import { OfdWriteError } from "./write-error.ts";
import { writeZip } from "./zip.ts";

const day = new Date("2024-05-10T00:00:00Z");
const provider = { name: "test", version: "1", company: "test" };
const sealing = {
  width: 40,
  height: 40,
  signedAt: day,
  provider,
};
const input: CopyInput = {
  documentId: "fedcba9876543210fedcba9876543210",
  createdOn: "2024-06-01",
  creator: "Liangzheng",
  metadata: [
    { id: "JZJZZZ", value: "演示省数据局" },
    { id: "JZJBH", value: "JZJ0-0000-0000-0000-0009" },
  ],
  watermark: {
    paragraphs: ["加注件　仅供示例银行使用", "编号：JZJ0-0000-0000-0000-0009"],
    strip: "加注件，不是原件 <&>",
  },
};

function originalFile(): Uint8Array {
  const licence = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  return writeZip(beginSignature(licence, sealing).finish(encodeUtf8("signed")), day, ports);
}
const original = originalFile();

function opened(bytes: Uint8Array): OfdDocument {
  const [document] = readDocument(openPackage(bytes));
  if (document === undefined) throw new Error("no document");
  return document;
}
const copy = (change: Partial<CopyInput> = {}, from = original): Uint8Array =>
  writeZip(unsignedParts(writeAnnotatedCopy(from, { ...input, ...change }, fonts, ports)), day, ports);

test("pages, fonts and pictures are the original's, byte for byte", () => {
  const [from, to] = [openPackage(original), openPackage(copy())];
  const carried = from.paths.filter((path) => !/OFD\.xml|Document\.xml|\/Signs\/|\/Attachs\//.test(path));
  expect(carried.length).toBeGreaterThan(6);
  for (const path of carried) expect([path, to.read(path)]).toEqual([path, from.read(path)]);
  const texts = (bytes: Uint8Array) => pageText(opened(bytes), 0);
  expect(texts(copy())).toEqual(texts(original));
});

test("the original's data stand as they were, with the copy's behind them", () => {
  const { docInfo, faults } = opened(copy());
  expect(faults).toEqual([]);
  expect(docInfo.docId).toBe(input.documentId);
  expect(docInfo.customDatas).toEqual([
    ...opened(original).docInfo.customDatas,
    ...input.metadata.map(({ id, value }) => ({ name: id, value })),
  ]);
});

test("nothing of the original's seal and of its record comes along, and its tags do", () => {
  const { signatures, attachments, customTags } = opened(copy());
  expect(signatures).toBeUndefined();
  expect(attachments).toEqual([]);
  expect(customTags).toEqual(opened(original).customTags.map((tag) => ({ ...tag })));
  const paths = openPackage(copy()).paths.join(" ");
  for (const left of ["Sign", "Seal", "Attach", "record"]) expect(paths).not.toContain(left);
});

test("the watermark is an annotation of that type, printed, not to be edited, and says it in words too", () => {
  const document = opened(copy());
  const [link] = document.annotations;
  expect(link?.pageId).toBe(document.pages[0]?.id);
  const text = decodeUtf8(document.package.read(link?.path ?? ""));
  expect(text).toMatch(/<ofd:Annot [^>]*Type="Watermark"[^>]*Visible="true" Print="true" ReadOnly="true"/);
  expect(text).toContain(
    `<ofd:Remark>${input.watermark.paragraphs.join(" ")} 加注件，不是原件 &lt;&amp;&gt;</ofd:Remark>`,
  );
  const drawn = renderPage(document, 0).replace(/<[^>]*>/g, "");
  for (const said of [...input.watermark.paragraphs, "加注件，不是原件 &#60;&#38;&#62;"])
    expect(drawn).toContain(said);
  expect(renderPage(document, 0, { annotations: false }).replace(/<[^>]*>/g, "")).not.toContain("示例银行");
});

test("object numbers are unique and none is above MaxUnitID", () => {
  const pkg = openPackage(copy());
  const ids = pkg.paths
    .filter((path) => path.endsWith(".xml") && path !== "/OFD.xml")
    .flatMap((path) => [...decodeUtf8(pkg.read(path)).matchAll(/ ID="(\d+)"/g)].map(([, id]) => Number(id)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(Math.max(...ids)).toBe(opened(copy()).maxUnitId);
});

test("the copy takes a seal of its own, in a place of its own", () => {
  const made = writeAnnotatedCopy(original, input, fonts, ports);
  const [page] = opened(original).pages;
  expect(made.page).toBe(Number(page?.id));
  const { template } = prepareTemplate(aTemplate(), fonts, ports);
  expect(made.seal.x + made.seal.width).toBeLessThan(template.seal.x);
  const pending = beginSignature(made, sealing);
  const sealed = opened(writeZip(pending.finish(encodeUtf8("signed")), day, ports));
  expect(sealed.signatures).toBeDefined();
  for (const { path } of made.parts) expect(decodeUtf8(pending.signatureXml)).toContain(`FileRef="/${path}"`);
});

test("a copy of a copy is refused, and what cannot be written is told", () => {
  const code = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof OfdWriteError) return `${error.code} ${error.field}`;
    }
    return "nothing";
  };
  expect(code(() => copy({}, copy()))).toBe("repeated-field JZJZZZ");
  expect(code(() => copy({ watermark: { paragraphs: ["龘"], strip: "" } }))).toBe("missing-glyph watermark");
  expect(code(() => copy({ watermark: { paragraphs: ["a\u0000"], strip: "" } }))).toBe(
    "control-character watermark",
  );
});

test("the same copy is the same bytes", () => expect(copy()).toEqual(copy()));
