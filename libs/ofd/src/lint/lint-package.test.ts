import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { encodeUtf8 } from "@liangzheng/bytes";
import { describe, expect, test } from "vitest";
import { openPackage } from "../container/package.ts";
import { OfdError } from "../error.ts";
import { type BuiltDocument, layer, ofdXml, openOfd } from "../read/testing/build-ofd.ts";
import { unsignedParts, writeLicenceDocument } from "../write/document.ts";
import { prepareTemplate } from "../write/prepare-template.ts";
import { beginSignature } from "../write/signature.ts";
import { aLicence, aTemplate, fonts, ports } from "../write/testing/a-licence.ts";
import { writeZip, type ZipEntry } from "../write/zip.ts";
import { shapeNamed } from "./check-element.ts";
import { lintPackage } from "./lint-package.ts";
import { pageShapes } from "./page-shapes.ts";
import { lintRules } from "./rules.ts";
import { structureShapes } from "./structure-shapes.ts";

const lint = (built: BuiltDocument = {}) => lintPackage(openOfd(built));
/** "rule element detail" of every finding but that the builder writes version 1.1. */
const told = (built: BuiltDocument = {}) =>
  lint(built)
    .filter(({ rule }) => rule !== "version")
    .map(({ rule, element, detail }) => [rule, element, detail].filter((part) => part).join(" "));
const text = (attributes: string, code = '<TextCode X="0" Y="4">照</TextCode>') =>
  layer(`<TextObject ID="3" Boundary="0 0 9 9" Size="4" ${attributes}>${code}</TextObject>`);
const font = '<Fonts><Font ID="4" FontName="宋体"><FontFile>a.ttf</FontFile></Font></Fonts>';
const fontFile = { "Doc_0/Res/a.ttf": "font" };

test("a plain document has nothing wrong but its version, which everybody writes so", () => {
  expect(lint({ page: text('Font="4"'), resources: font, files: fontFile })).toEqual([
    { rule: "version", severity: "note", clause: "7.4", file: "/OFD.xml", element: "/OFD", count: 1 },
  ]);
});

test("every shape that a rule names exists", () => {
  for (const [name, shape] of Object.entries({ ...pageShapes, ...structureShapes }))
    for (const { shape: inner } of shape.children.values())
      if (inner !== undefined)
        expect([name, inner, shapeNamed(inner) !== undefined]).toEqual([name, inner, true]);
});

test("an element is told by its path, and the same fault of many is told once", () => {
  const page = layer(
    '<PathObject ID="3" Boundary="0 0 1 1"/>'.repeat(3).replace(/"3"/g, () => `"${next++}"`),
  );
  expect(lint({ page }).find(({ rule }) => rule === "missing-element")).toEqual({
    rule: "missing-element",
    severity: "error",
    clause: "9.1",
    file: "/Doc_0/Pages/Page_0/Content.xml",
    element: "/Page/Content/Layer/PathObject[1]",
    count: 3,
    detail: "AbbreviatedData",
  });
});
let next = 10;

test("elements are held against annex A: missing, twice, in another order, unknown", () => {
  expect(told({ body: "<DocRoot>Doc_0/Document.xml</DocRoot>" })).toEqual([
    "repeated-element /OFD/DocBody/DocRoot[2]",
  ]);
  expect(told({ common: "<MaxUnitID>100</MaxUnitID><PublicRes/>" })).toContain(
    "element-order /Document/CommonData/MaxUnitID[2]",
  );
  expect(told({ page: "<Html/>" })).toEqual(["unknown-element /Page Html"]);
  expect(told({ page: text('Font="4"', ""), resources: font, files: fontFile })).toEqual([
    "missing-element /Page/Content/Layer/TextObject CGTransform | TextCode",
  ]);
});

test("attributes are held against their tables: missing, unknown, and of another type", () => {
  expect(told({ page: text('Font="4" Weight="fat" Colour="1"'), resources: font, files: fontFile })).toEqual([
    "bad-value /Page/Content/Layer/TextObject Weight",
    "unknown-attribute /Page/Content/Layer/TextObject Colour",
  ]);
  expect(told({ page: text("") })).toEqual(["missing-attribute /Page/Content/Layer/TextObject Font"]);
});

test("identifiers are unique, numbers, and not above MaxUnitID", () => {
  const layers = (ids: readonly string[]) =>
    `<Content>${ids.map((id) => `<Layer ID="${id}"/>`).join("")}</Content>`;
  expect(told({ page: layers(["2", "02"]) })).toEqual(["duplicate-id /Page/Content/Layer[2] ID 2"]);
  expect(told({ page: layers(["2", "1"]) })).toEqual(["duplicate-id /Page/Content/Layer[2] ID 1"]);
  expect(told({ page: layers(["101"]) })).toEqual(["id-above-maximum /Page/Content/Layer ID 101"]);
  expect(told({ page: layers(["s1"]) })).toEqual(["bad-value /Page/Content/Layer ID"]);
});

test("references find what they name, of the right kind", () => {
  expect(told({ page: text('Font="9"') })).toEqual([
    "dangling-reference /Page/Content/Layer/TextObject Font 9",
  ]);
  expect(told({ page: text('Font="1"') })).toEqual(["wrong-reference /Page/Content/Layer/TextObject Font 1"]);
  const tags = {
    document: "<CustomTags>Tags.xml</CustomTags>",
    files: {
      "Doc_0/Tags.xml": ofdXml(
        '<CustomTags><CustomTag NameSpace="x"><FileLoc>T.xml</FileLoc></CustomTag></CustomTags>',
      ),
      "Doc_0/T.xml": '<a><b><ObjectRef PageRef="1">77</ObjectRef></b></a>',
    },
  };
  expect(told(tags)).toEqual(["dangling-reference /a/b/ObjectRef 77"]);
});

test("links lead to files of the package, from the folder that counts, and every file is linked", () => {
  expect(told({ resources: font })).toEqual(["missing-file /Res/Fonts/Font/FontFile /Doc_0/Res/a.ttf"]);
  expect(told({ common: "<PublicRes>../../x.xml</PublicRes>" })).toEqual([
    "unsafe-link /Document/CommonData/PublicRes",
  ]);
  expect(told({ files: { "Doc_0/left.bin": "x" } })).toEqual(["unlinked-file"]);
});

test("a font that is not embedded and distances that do not fit are worth a note", () => {
  const code = '<TextCode X="0" Y="4" DeltaX="g 2 4">照证</TextCode>';
  expect(
    told({ page: text('Font="4"', code), resources: '<Fonts><Font ID="4" FontName="宋体"/></Fonts>' }),
  ).toEqual([
    "font-not-embedded /Res/Fonts/Font",
    "delta-count /Page/Content/Layer/TextObject/TextCode DeltaX",
  ]);
});

test("a version has numbers of its own", () => {
  const version = {
    body: '<Versions><Version ID="v1" Index="1" BaseLoc="V.xml"/></Versions>',
    files: {
      "V.xml": ofdXml(
        '<DocVersion ID="v1"><FileList><File ID="f1">Doc_0/Old.xml</File></FileList><DocRoot>Doc_0/Old.xml</DocRoot></DocVersion>',
      ),
      "Doc_0/Old.xml": ofdXml(
        "<Document><CommonData><MaxUnitID>0</MaxUnitID><PageArea><PhysicalBox>0 0 9 9</PhysicalBox></PageArea></CommonData>" +
          '<Pages><Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></Pages></Document>',
      ),
    },
  };
  expect(told(version)).toEqual(["id-above-maximum /Document/Pages/Page ID 1"]);
});

test("what everybody does is a note with its reason", () => {
  const found = lint({ info: "<Keywords/><CreationDate>2022-9-3 12:00</CreationDate>" });
  expect(
    found.filter(({ because }) => because !== undefined).map(({ rule, severity }) => [rule, severity]),
  ).toEqual([
    ["missing-element", "note"],
    ["bad-value", "note"],
  ]);
});

test("no finding repeats what the document says", () => {
  const secret = "张三990101199001020014";
  const built = {
    info: `<CreationDate>${secret}</CreationDate><Unheard>${secret}</Unheard>`,
    page: text(`Font="${secret}" Weight="${secret}"`),
  };
  expect(lint(built).length).toBeGreaterThan(3);
  expect(JSON.stringify(lint(built))).not.toContain(secret);
});

function sealedEntries(): readonly ZipEntry[] {
  const document = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  const pending = beginSignature(document, {
    width: 40,
    height: 40,
    signedAt: new Date("2026-03-01T00:00:00Z"),
    provider: { name: "Liangzheng", version: "1", company: "Liangzheng" },
  });
  return pending.finish(encodeUtf8("a signed value"));
}

test("what is written here has no error, and only the notes that numbers as identifiers of signatures cost", () => {
  const plain = writeLicenceDocument(prepareTemplate(aTemplate(), fonts, ports), aLicence());
  for (const entries of [unsignedParts(plain), sealedEntries()]) {
    const findings = lintPackage(openPackage(writeZip(entries, new Date("2026-03-01T00:00:00Z"), ports)));
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    for (const { rule } of findings) expect(["version", "id-form", "missing-attribute"]).toContain(rule);
  }
});

test("every part taken away from a sealed licence is missed", () => {
  const entries = sealedEntries();
  for (const { path } of entries.filter((one) => one.path !== "OFD.xml")) {
    const rest = entries.filter((one) => one.path !== path);
    const findings = lintPackage(openPackage(writeZip(rest, new Date("2026-03-01T00:00:00Z"), ports)));
    expect([path, findings.some(({ rule }) => rule === "missing-file")]).toEqual([path, true]);
  }
});

describe("hostile files", () => {
  test("what cannot be read is a finding with its code", () => {
    const found = lint({ files: { "Doc_0/Document.xml": "<!DOCTYPE a><a/>" } });
    expect(found.find(({ rule }) => rule === "xml-unreadable")).toMatchObject({
      file: "/Doc_0/Document.xml",
      detail: "doctype",
    });
    expect(lint({ files: { "OFD.xml": "<a/>" } }).map(({ rule }) => rule)).toContain("root-element");
  });

  test("files that link to one another come to an end", () => {
    const files = {
      "Doc_0/Pages/Page_0/Content.xml": ofdXml("<Page><PageRes>Content.xml</PageRes></Page>"),
    };
    expect(told({ files })).toEqual(["root-element /Page Res"]);
    const body =
      "<DocBody><DocInfo><DocID>0</DocID></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>";
    const many = { "OFD.xml": ofdXml(`<OFD Version="1.0" DocType="OFD">${body.repeat(5000)}</OFD>`) };
    expect(lint({ files: many })).toEqual([]);
  });

  test("documents that share a large page are not read for ever", () => {
    const body =
      "<DocBody><DocInfo><DocID>0</DocID></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody>";
    const files = { "OFD.xml": ofdXml(`<OFD Version="1.0" DocType="OFD">${body.repeat(64)}</OFD>`) };
    const page = `<Content><Layer ID="2">${'<PageBlock ID="3"/>'.repeat(20_000)}</Layer></Content>`;
    expect(() => lint({ files, page })).toThrow(expect.objectContaining({ code: "too-much-work" }));
  });

  test("no more than a thousand kinds of fault are listed", () => {
    const page = Array.from({ length: 3000 }, (_, i) => `<Layer ID="${i + 5}" A${i}="1"/>`).join("");
    const found = lint({ page: `<Content>${page}</Content>` });
    expect(found).toHaveLength(1001);
    expect(found.at(-1)?.rule).toBe("too-many-findings");
  });

  test("names that files made up are not repeated", () => {
    expect(JSON.stringify(lint({ page: "<Content><Layer ID='2' _b.x='1'/></Content><ab.c/>" }))).not.toMatch(
      /_b\.x|ab\.c/,
    );
  });
});

const samples = fileURLToPath(new URL("../../../../../shared/samples/", import.meta.url));
const files = ["ofd-sealed", "ofd-tampered"].flatMap((folder) =>
  existsSync(samples + folder)
    ? readdirSync(samples + folder)
        .filter((name) => name.endsWith(".ofd"))
        .map((name) => `${folder}/${name}`)
    : [],
);

describe.skipIf(files.length === 0)(
  "files made by others (skipped where ../shared/samples is absent)",
  () => {
    /** Links that lead nowhere, a second MaxSignId and a Boundary of negative height: the only errors in twelve files. */
    const errors: Readonly<Record<string, readonly string[]>> = {
      "ofd-sealed/ofdrw__V4RideRight_dc6450.ofd": ["missing-file"],
      "ofd-sealed/ofdrw__h_1992ac.ofd": ["missing-file", "repeated-element"],
      "ofd-sealed/ofdrw__keyword_b308e8.ofd": ["bad-value", "missing-file"],
    };

    test.each(files.filter((file) => file.startsWith("ofd-sealed/")))(
      "%s has notes, and known errors",
      (file) => {
        const findings = lintPackage(openPackage(readFileSync(samples + file)));
        expect(findings.some(({ severity }) => severity === "note")).toBe(true);
        const wrong = findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule);
        expect(wrong).toEqual(errors[file] ?? []);
      },
    );

    test.each(files)("%s is linted or refused, and nothing else", (file) => {
      try {
        for (const { rule, clause } of lintPackage(openPackage(readFileSync(samples + file)))) {
          expect(lintRules).toHaveProperty(rule);
          expect(clause).toMatch(/^\d+(\.\d+)*$/);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(OfdError);
      }
    });
  },
);
