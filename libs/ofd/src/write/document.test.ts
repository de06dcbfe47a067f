import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { printedText } from "../layout/printed-text.ts";
import { pageText } from "../read/page-text.ts";
import { readDocument } from "../read/read-document.ts";
import { readTagFile } from "../read/read-tag-file.ts";
import { type LicenceInput, unsignedParts, writeLicenceDocument } from "./document.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { aLicence, aMetadata, aTemplate, fonts, metrics, ports } from "./testing/a-licence.ts";
import { OfdWriteError } from "./write-error.ts";
import { writeZip } from "./zip.ts";

const day = new Date("2024-05-10T00:00:00Z");
const prepared = prepareTemplate(aTemplate(), fonts, ports);
const write = (input: LicenceInput, template = prepared): Uint8Array =>
  writeZip(unsignedParts(writeLicenceDocument(template, input)), day, ports);

function failure(work: () => unknown): OfdWriteError {
  try {
    work();
  } catch (error) {
    if (error instanceof OfdWriteError) return error;
  }
  throw new Error("it did not throw an OfdWriteError");
}

test("the same licence gives the same bytes, from a template prepared once or anew", () => {
  const bytes = write(aLicence());
  expect(write(aLicence())).toEqual(bytes);
  expect(write(aLicence(), prepareTemplate(aTemplate(), fonts, ports))).toEqual(bytes);
  expect(write(aLicence({ createdOn: "2024-05-11" }))).not.toEqual(bytes);
});

test("every metadata item is in CustomDatas in its order, and its tag points to the object that prints it", () => {
  const [document] = readDocument(openPackage(write(aLicence())));
  if (document === undefined) throw new Error("no document");
  expect(document.docInfo.customDatas).toEqual(aMetadata().map(({ id, value }) => ({ name: id, value })));
  expect(document.docInfo.docId).toBe("0123456789abcdef0123456789abcdef");
  expect(document.faults).toEqual([]);

  const texts = new Map(pageText(document, 0).map((run) => [run.objectId, run] as const));
  const kinds = new Map(prepared.template.fields.map(({ id, kind }) => [id, kind] as const));
  const tag = document.customTags[0];
  const entries = tag === undefined ? [] : readTagFile(document, tag);
  const values = new Map(aMetadata().map(({ id, value }) => [id, value] as const));
  expect(new Set(entries.map(({ names }) => names[0]))).toEqual(new Set(kinds.keys()));
  expect(entries).toHaveLength(kinds.size);
  for (const { names, objects } of entries) {
    const id = names[0] ?? "";
    const run = texts.get(objects[0]?.objectId ?? "");
    expect(run?.text).toBe(printedText(kinds.get(id) ?? "text", values.get(id) ?? ""));
    expect(run?.pageId).toBe(objects[0]?.pageId);
  }
});

test("object numbers are unique and not above MaxUnitID", () => {
  const pkg = openPackage(write(aLicence()));
  const ids: number[] = [];
  for (const path of pkg.paths) {
    if (!path.endsWith(".xml")) continue;
    for (const match of decodeUtf8(pkg.read(path)).matchAll(/ ID="(\d+)"/g)) ids.push(Number(match[1]));
  }
  const [document] = readDocument(pkg);
  expect(new Set(ids).size).toBe(ids.length);
  expect(Math.max(...ids)).toBeLessThanOrEqual(document?.maxUnitId ?? 0);
  expect(ids.length).toBeGreaterThan(60);
});

test("the record is attached byte for byte and the photo and fonts are where the resources say", () => {
  const pkg = openPackage(write(aLicence()));
  const [document] = readDocument(pkg);
  const record = document?.attachments[0];
  expect(record?.name).toBe("record");
  expect(pkg.read(record?.path ?? "")).toEqual(aLicence().record);
  for (const path of ["photo.jpg", "fixed-serif.ttf", "fixed-sans.ttf", "fixed-bold.ttf", "value-serif.ttf"])
    expect(pkg.has(`/Doc_0/Res/${path}`)).toBe(true);
});

test("a value whose characters the constant font has needs no font of its own", () => {
  const pkg = openPackage(write(aLicence({ metadata: aMetadata({ KZ_XM: "龙", KZ_ZZ: "", KZ_JYFW: "" }) })));
  const value = decodeUtf8(pkg.read("/Doc_0/Res/value-serif.ttf"));
  expect(new Set(value.slice("serif:".length))).toEqual(new Set("龙演示市交通运输局"));
});

test("without a subset fonts are asked for by their standard names", () => {
  const pkg = openPackage(write(aLicence(), prepareTemplate(aTemplate(), { metrics }, ports)));
  expect(pkg.paths.filter((path) => path.endsWith(".ttf"))).toEqual([]);
  const resources = decodeUtf8(pkg.read("/Doc_0/PublicRes.xml"));
  expect(resources).toContain('FontName="宋体"');
  expect(resources).toContain('FontName="黑体"');
});

test("a field without a value is neither printed nor tagged", () => {
  const metadata = aMetadata({ KZ_ZZ: "" });
  const pkg = openPackage(write(aLicence({ metadata })));
  expect(decodeUtf8(pkg.read("/Doc_0/Tags/Metadata.xml"))).not.toContain("KZ_ZZ");
  expect(decodeUtf8(pkg.read("/OFD.xml"))).toContain('<ofd:CustomData Name="KZ_ZZ"></ofd:CustomData>');
});

test("what cannot be printed is refused by the name of its field", () => {
  const because = (change: Readonly<Record<string, string>>): OfdWriteError =>
    failure(() => write(aLicence({ metadata: aMetadata(change) })));
  expect(because({ KZ_ZZ: "a\u0007b" })).toMatchObject({ code: "control-character", field: "KZ_ZZ" });
  expect(because({ KZ_ZZ: "two\nlines" })).toMatchObject({ code: "control-character", field: "KZ_ZZ" });
  expect(because({ CZZT: "\ud800" })).toMatchObject({ code: "control-character", field: "CZZT" });
  expect(because({ KZ_XM: "龘" })).toMatchObject({ code: "missing-glyph", field: "KZ_XM" });
  expect(because({ KZ_XM: "龘" }).problems[0]).toMatchObject({ characters: ["龘"] });
  expect(because({ KZ_JYFW: "售".repeat(4000) })).toMatchObject({ code: "does-not-fit", field: "KZ_JYFW" });
  expect(because({ KZ_XM: "" })).toMatchObject({ code: "missing-field", field: "KZ_XM" });
});

test("no message carries the value that was refused", () => {
  const error = failure(() => write(aLicence({ metadata: aMetadata({ KZ_ZZ: "secret\u0000" }) })));
  expect(error.message).not.toContain("secret");
});

test("a repeated item, a wrong document id, a broken photo and a crooked code are refused", () => {
  const twice = [...aMetadata(), { id: "CZZT", value: "演示乙" }];
  expect(failure(() => write(aLicence({ metadata: twice })))).toMatchObject({ code: "repeated-field" });
  expect(failure(() => write(aLicence({ documentId: "ABC" })))).toMatchObject({ code: "bad-document-id" });
  expect(failure(() => write(aLicence({ photo: encodeUtf8("GIF89a") })))).toMatchObject({
    code: "bad-photo",
  });
  expect(failure(() => write(aLicence({ qr: [[true], [true]] })))).toMatchObject({ code: "bad-qr" });
});
