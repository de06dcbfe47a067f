import { decodeUtf8, encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { checkDesign } from "../layout/check-design.ts";
import { checkTemplate } from "../layout/check-template.ts";
import { drawDesign } from "../layout/draw-design.ts";
import { sealPlaces } from "../layout/more-seals.ts";
import { standardDesign } from "../layout/standard-template.ts";
import type { TemplateDesign } from "../layout/template-design.ts";
import { lintPackage } from "../lint/lint-package.ts";
import { pageText } from "../read/page-text.ts";
import { readDocument } from "../read/read-document.ts";
import { readTagFile } from "../read/read-tag-file.ts";
import { renderPage } from "../render/render-page.ts";
import { renderPages } from "../render/render-pages.ts";
import { writeLicenceDocument } from "./document.ts";
import { beginFurtherSignature } from "./further-signature.ts";
import { prepareTemplate } from "./prepare-template.ts";
import { beginSignature } from "./signature.ts";
import { aLicence, fonts, metrics, ports } from "./testing/a-licence.ts";
import { writeZip } from "./zip.ts";

/** 正本 and 副页: a face with the seal, and a back with a long text, the code and a note. */
const subject = {
  title: "道路运输证",
  data: [
    { id: "KZ_XM", label: "姓名", kind: "text" },
    { id: "KZ_JYFW", label: "经营范围", kind: "long-text" },
  ],
} as const;
const front = standardDesign({
  title: subject.title,
  issuerLabel: "核发机关",
  fields: subject.data.filter(({ id }) => id === "KZ_XM"),
  landscape: true,
});
const { qr, ...face } = front;
const design: TemplateDesign = {
  ...face,
  morePages: [{ width: 200, height: 120 }],
  drawings: [
    ...front.drawings,
    { draw: "frame", box: { x: 5, y: 5, width: 190, height: 110 }, colour: "#123456", on: 2 },
  ],
  texts: [{ text: "副页", box: { x: 20, y: 10, width: 40, height: 8 }, style: "label", on: 2 }],
  fields: [
    ...front.fields,
    {
      id: "KZ_JYFW",
      box: { x: 40, y: 30, width: 140, height: 30 },
      style: "long",
      on: 2,
      label: { text: "经营范围", box: { x: 12, y: 30, width: 26, height: 8 }, style: "label" },
    },
  ],
  qr: { x: 150, y: 80, width: 28, height: 28, on: 2 },
};
const template = drawDesign(design, subject);
const provider = { name: "Liangzheng", version: "1", company: "Liangzheng" };
const at = new Date("2024-05-10T01:02:03Z");
const placed = { width: 40, height: 40, signedAt: at, provider };

function sealed(): Uint8Array {
  const document = writeLicenceDocument(prepareTemplate(template, fonts, ports), aLicence());
  return writeZip(beginSignature(document, placed).finish(encodeUtf8("signed")), at, ports);
}
function documentOf(file: Uint8Array) {
  const [document] = readDocument(openPackage(file));
  if (document === undefined) throw new Error("no document");
  return document;
}
const textsOf = (file: Uint8Array, page: number): readonly string[] =>
  pageText(documentOf(file), page).map(({ text }) => text);
const stampsIn = (file: Uint8Array, n: number): readonly (string | undefined)[] =>
  [
    ...decodeUtf8(openPackage(file).read(`/Doc_0/Signs/Sign_${n}/Signature.xml`)).matchAll(
      /<ofd:StampAnnot ID="\d+" PageRef="(\d+)"/g,
    ),
  ].map(([, page]) => page);

test("each text stands on its page, a page of another size says so, and the package is sound", () => {
  expect(checkDesign(design, subject, metrics)).toEqual([]);
  const file = sealed();
  expect(textsOf(file, 0)).toContain("演示甲");
  expect(textsOf(file, 1)).toContain("副页");
  expect(textsOf(file, 1).join("")).toContain("食品销售");
  expect(textsOf(file, 0).join("")).not.toContain("食品销售");
  expect(renderPage(documentOf(file), 0)).toContain('viewBox="0 0 297 210"');
  expect(renderPage(documentOf(file), 1)).toContain('viewBox="0 0 200 120"');
  expect(lintPackage(openPackage(file)).filter(({ severity }) => severity !== "note")).toEqual([]);
});

test("a tag points to the page that prints its datum", () => {
  const document = documentOf(sealed());
  const [tag] = document.customTags;
  const entries = tag === undefined ? [] : readTagFile(document, tag);
  const second = new Set(pageText(document, 1).map(({ objectId }) => objectId));
  const pageOf = (name: string) => entries.find(({ names }) => names.at(-1) === name)?.objects[0];
  expect(pageOf("KZ_JYFW")?.pageId).toBe(document.pages[1]?.id);
  expect(pageOf("KZ_XM")?.pageId).toBe(document.pages[0]?.id);
  expect(second.has(pageOf("KZ_JYFW")?.objectId ?? "")).toBe(true);
});

test("the seal stands on its page and rides on the edges of both", () => {
  const file = sealed();
  const [first, second] = documentOf(file).pages.map(({ id }) => id);
  expect(stampsIn(file, 0)).toEqual([first, first, second]);
});

test("a further seal stands on the page that the template names for it", () => {
  const box = { x: 20, y: 70, width: 40, height: 40 };
  const joint = drawDesign({ ...design, moreSeals: [{ ...box, on: 2 }] }, subject);
  const [, place] = sealPlaces(joint, 2);
  expect(place).toEqual({ ...box, on: 2 });
  // One that no place is named for stands beside the first, where nothing of another page is in its way.
  const [own, beside] = sealPlaces(template, 2);
  expect([beside?.on, beside?.x === own?.x]).toEqual([undefined, false]);
  const file = sealed();
  const seal = { ...placed, place: box, page: 2 };
  const twice = writeZip(beginFurtherSignature(file, seal, ports).finish(encodeUtf8("again")), at, ports);
  const [first, second] = documentOf(file).pages.map(({ id }) => id);
  expect(stampsIn(twice, 1)).toEqual([second, first, second]);
});

test("a seal over the issuer on the back stands there", () => {
  const fields = design.fields.map((field) =>
    design.seal.over.includes(field.id) ? { ...field, on: 2 } : field,
  );
  expect(drawDesign({ ...design, fields }, subject).seal.on).toBe(2);
});

test("boxes of different pages are in nobody's way, and a fault names the page", () => {
  const taken = design.fields.find(({ id }) => id === "ZZBH")?.label?.box;
  if (taken === undefined) throw new Error("no label");
  const [note] = design.texts;
  if (note === undefined) throw new Error("no text");
  const faultsOf = (change: Partial<TemplateDesign>) =>
    checkDesign({ ...design, ...change }, subject, metrics).map(
      (one) => `${one.at} ${one.rule} ${one.message}`,
    );
  expect(faultsOf({ texts: [{ ...note, box: taken }] })).toEqual([]);
  expect(faultsOf({ texts: [{ text: note.text, style: note.style, box: taken }] })[0]).toContain("overlap");
  expect(faultsOf({ texts: [{ ...note, box: { x: 190, y: 10, width: 40, height: 8 } }] })).toEqual([
    "/texts/0/box outside a box on the page (page 2)",
  ]);
  expect(faultsOf({ texts: [{ ...note, text: "很长".repeat(60) }] })).toEqual([
    "/texts/0/box does-not-fit the text is too long for its box (page 2)",
  ]);
  expect(faultsOf({ texts: [{ ...note, on: 3 }] })).toEqual([
    "/texts/0/box outside a page of this template (page 3)",
  ]);
  expect(faultsOf({ morePages: [{ width: 30, height: 120 }] })[0]).toBe(
    "/morePages/0 size a page of 50 to 420 mm (page 2)",
  );
});

test("what the seal is set over stands on one page", () => {
  const [, over = ""] = design.seal.over;
  const fields = design.fields.map((field) =>
    field.id === over ? { ...field, on: 2, box: { x: 20, y: 80, width: 60, height: 8 } } : field,
  );
  expect(checkDesign({ ...design, fields }, subject).map((one) => `${one.at} ${one.rule}`)).toContain(
    "/seal/over/1 outside",
  );
});

test("a template from outside names only pages that it has", () => {
  expect(checkTemplate(template)).toEqual([]);
  const faults = checkTemplate({ ...template, qr: { ...template.qr, on: 3 } });
  expect(faults.map((one) => one.at)).toEqual(["/qr/on", "/qr"]);
  expect(checkTemplate({ ...template, morePages: [{ width: 0, height: 5 }] })[0]?.at).toBe("/morePages/0");
  for (const on of [0, 1, 1.5, -2, "2"])
    expect(checkTemplate({ ...template, qr: { ...template.qr, on } })[0]?.at).toBe("/qr/on");
});

test("all pages are drawn as one picture, and a single page as itself", () => {
  const document = documentOf(sealed());
  const svg = renderPages(document, 8);
  expect(svg).toContain('viewBox="0 0 297 336"');
  expect(svg.match(/<svg /g)).toHaveLength(3);
  const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(renderPages(document, 1)).toBe(renderPage(document, 0));
});
