import { expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { buildZip } from "../container/testing/build-zip.ts";
import { pageText } from "./page-text.ts";
import { readDocument } from "./read-document.ts";
import { readTagFile } from "./read-tag-file.ts";
import { layer, ofdXml, openOfd, readOfd } from "./testing/build-ofd.ts";

test("document information and metadata keep their order, repetitions and white space", () => {
  const { docInfo } = readOfd({
    info:
      `<Title> 证照 </Title><Keywords><Keyword>a</Keyword><Keyword>b</Keyword></Keywords><CustomDatas>` +
      `<CustomData Name="ZZBH">032001</CustomData><CustomData Name="KZ_A"> x </CustomData>` +
      `<CustomData Name="ZZBH"/></CustomDatas>`,
  });
  expect(docInfo).toMatchObject({ docId: "0", title: "证照", keywords: ["a", "b"], author: undefined });
  expect(docInfo.customDatas).toEqual([
    { name: "ZZBH", value: "032001" },
    { name: "KZ_A", value: " x " },
    { name: "ZZBH", value: "" },
  ]);
});

test("every link leads from the file that holds it", () => {
  const document = readOfd({
    body:
      `<Versions><Version ID="3" Index="1" Current="true" BaseLoc="Doc_0/Versions/V1.xml"/></Versions>` +
      `<Signatures>Doc_0/Signs/Signatures.xml</Signatures>`,
    common: `<TemplatePage ID="7" Name="t" ZOrder="Foreground" BaseLoc="Tpls/T.xml"/>`,
    document:
      `<Annotations>Annots/Annotations.xml</Annotations><Attachments>Attachs/Attachments.xml</Attachments>` +
      `<CustomTags>Tags/CustomTags.xml</CustomTags>`,
    resources:
      `<Fonts><Font ID="4" FontName="宋体" Bold="true"><FontFile>f.ttf</FontFile></Font></Fonts>` +
      `<MultiMedias><MultiMedia ID="5" Type="Image" Format="PNG"><MediaFile>/Doc_0/Res/a.png</MediaFile></MultiMedia></MultiMedias>` +
      `<ColorSpaces><ColorSpace ID="6" Type="CMYK"/></ColorSpaces><DrawParams><DrawParam ID="8" LineWidth="1"/></DrawParams>` +
      `<CompositeGraphicUnits><CompositeGraphicUnit ID="9"/></CompositeGraphicUnits>`,
    files: {
      "Doc_0/Versions/V1.xml": ofdXml(`<DocVersion><DocRoot>../Document_1.xml</DocRoot></DocVersion>`),
      "Doc_0/Annots/Annotations.xml": ofdXml(
        `<Annotations><Page PageID="1"><FileLoc>Page_0/A.xml</FileLoc></Page></Annotations>`,
      ),
      "Doc_0/Attachs/Attachments.xml": ofdXml(
        `<Attachments><Attachment ID="11" Name="data" Format="xml" Size="2.5" Visible="false"><FileLoc>d.xml</FileLoc></Attachment></Attachments>`,
      ),
      "Doc_0/Tags/CustomTags.xml": ofdXml(
        `<CustomTags><CustomTag TypeID="1" NameSpace="urn:x"><FileLoc>Tag.xml</FileLoc></CustomTag></CustomTags>`,
      ),
      "Doc_0/Tags/Tag.xml": `<root><ZZBH><ObjectRef PageRef="1">12</ObjectRef></ZZBH><g><N><ObjectRef PageRef="1">13</ObjectRef><ObjectRef PageRef="1"> 14 </ObjectRef></N></g></root>`,
    },
  });
  expect(document).toMatchObject({
    docRoot: "/Doc_0/Document.xml",
    signatures: "/Doc_0/Signs/Signatures.xml",
    maxUnitId: 100,
    versions: [{ id: "3", current: true, path: "/Doc_0/Versions/V1.xml", docRoot: "/Doc_0/Document_1.xml" }],
    pages: [{ id: "1", path: "/Doc_0/Pages/Page_0/Content.xml" }],
    templates: [{ id: "7", path: "/Doc_0/Tpls/T.xml", zOrder: "Foreground", name: "t" }],
    resourceFiles: ["/Doc_0/PublicRes.xml"],
    annotations: [{ pageId: "1", path: "/Doc_0/Annots/Page_0/A.xml" }],
    attachments: [{ id: "11", name: "data", size: 2.5, visible: false, path: "/Doc_0/Attachs/d.xml" }],
    customTags: [{ typeId: "1", nameSpace: "urn:x", path: "/Doc_0/Tags/Tag.xml" }],
    faults: [],
  });
  const { fonts, media, colorSpaces, drawParams, compositeUnits } = document.resources;
  expect(fonts.get("4")).toMatchObject({ name: "宋体", bold: true, file: "/Doc_0/Res/f.ttf" });
  expect(media.get("5")?.path).toBe("/Doc_0/Res/a.png");
  expect(colorSpaces.get("6")?.type).toBe("CMYK");
  expect([drawParams.has("8"), compositeUnits.has("9")]).toEqual([true, true]);
  const tag = document.customTags[0];
  expect(tag && readTagFile(document, tag)).toEqual([
    { names: ["ZZBH"], objects: [{ pageId: "1", objectId: "12" }] },
    {
      names: ["g", "N"],
      objects: [
        { pageId: "1", objectId: "13" },
        { pageId: "1", objectId: "14" },
      ],
    },
  ]);
});

test("every DocBody is read", () => {
  const body = (n: number) =>
    `<DocBody><DocInfo><DocID>${n}</DocID></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>`;
  const pkg = openOfd({ files: { "OFD.xml": ofdXml(`<OFD>${body(1)}${body(2)}</OFD>`) } });
  expect(readDocument(pkg).map((document) => document.docInfo.docId)).toEqual(["1", "2"]);
});

test("a missing list file is a fault and the rest is read", () => {
  const document = readOfd({ document: "<Annotations>Annots/gone.xml</Annotations>" });
  expect(document.faults).toEqual([{ code: "missing-entry", path: "/Doc_0/Annots/gone.xml" }]);
});

test.each([
  ["no OFD.xml", { "OFD.xml": "" }, "bad-xml"],
  ["another root element", { "OFD.xml": "<html/>" }, "bad-value"],
  ["no DocBody", { "OFD.xml": "<OFD/>" }, "missing-element"],
  ["no DocRoot", { "OFD.xml": "<OFD><DocBody/></OFD>" }, "missing-element"],
  [
    "a root that is not there",
    { "OFD.xml": "<OFD><DocBody><DocRoot>x.xml</DocRoot></DocBody></OFD>" },
    "missing-entry",
  ],
  ["a root outside", { "OFD.xml": "<OFD><DocBody><DocRoot>../x</DocRoot></DocBody></OFD>" }, "unsafe-path"],
  ["no CommonData", { "Doc_0/Document.xml": "<Document/>" }, "missing-element"],
  [
    "an external entity",
    { "OFD.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><OFD/>' },
    "doctype",
  ],
  [
    "a page area of no size",
    {
      "Doc_0/Document.xml":
        "<D><CommonData><PageArea><PhysicalBox>0 0 0 5</PhysicalBox></PageArea></CommonData></D>",
    },
    "bad-value",
  ],
])("%s is refused", (_, files, code) => {
  expect(() => readDocument(openOfd({ files }))).toThrow(expect.objectContaining({ name: "OfdError", code }));
});

test("a package without OFD.xml is refused by name", () => {
  const pkg = openPackage(buildZip([{ name: "ofd.xml", content: "<OFD/>" }]));
  expect(() => readDocument(pkg)).toThrow(
    expect.objectContaining({ code: "missing-entry", path: "/OFD.xml" }),
  );
});

test("XML and nodes are counted over all files of a package together", () => {
  const page = `<A>${"<B/>".repeat(60_000)}</A>`;
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`Doc_0/R${i}.xml`, page]));
  const common = Array.from({ length: 6 }, (_, i) => `<DocumentRes>R${i}.xml</DocumentRes>`).join("");
  expect(() => readOfd({ common, files })).toThrow(expect.objectContaining({ code: "too-many-nodes" }));
});

test("page text joins codes, drops pretty-printing and names objects of pages, blocks and templates", () => {
  const document = readOfd({
    common: `<TemplatePage ID="7" BaseLoc="T.xml"/>`,
    page:
      `<Template TemplateID="7"/>` +
      layer(
        `<TextObject ID="10" Boundary="1 2 3 4" Size="3"><TextCode X="0" Y="1">\n    0320 </TextCode><TextCode>01</TextCode></TextObject>` +
          `<PageBlock ID="11"><TextObject ID="12" Size="3"><TextCode>李&lt;</TextCode></TextObject></PageBlock>`,
      ),
    files: {
      "Doc_0/T.xml": ofdXml(
        `<Page>${layer('<TextObject ID="20"><TextCode>姓名</TextCode></TextObject>')}</Page>`,
      ),
    },
  });
  expect(pageText(document, 0)).toEqual([
    { objectId: "20", pageId: "1", text: "姓名", boundary: undefined, origin: "template" },
    {
      objectId: "10",
      pageId: "1",
      text: "0320 01",
      boundary: { x: 1, y: 2, width: 3, height: 4 },
      origin: "page",
    },
    { objectId: "12", pageId: "1", text: "李<", boundary: undefined, origin: "page" },
  ]);
  expect(() => pageText(document, 1)).toThrow(expect.objectContaining({ code: "bad-value" }));
});
