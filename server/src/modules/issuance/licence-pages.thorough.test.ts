import type { TypeDefinition } from "@liangzheng/contract";
import { lintPackage, openPackage, pageText, readDocument, renderPage } from "@liangzheng/ofd";
import { writeTwin } from "@liangzheng/pdf";
import { beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, type Look, look } from "../../../../libs/ofd/testing/in-browser.ts";
import { gm } from "../../../../libs/seal/testing/people.ts";
import { drawPortrait } from "../../../seeds/portrait.ts";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { openFontBook } from "../../platform/fonts/font-book.ts";
import { nodeWritePorts } from "../../platform/fonts/write-ports.ts";
import { nodePdfPorts } from "../../platform/pdf/pdf-ports.ts";
import { encodeRecord, type LicenceRecord } from "../licences/index.ts";
import type { Press } from "../sealing/index.ts";
import { createFileWriter } from "./licence-file.ts";
import { sampleFace } from "./sample-record.ts";

const at = new Date("2026-03-01T02:00:00Z");
const book = openFontBook();
const writer = createFileWriter({ fonts: book, ports: nodeWritePorts((bytes) => gm.sm3(bytes)) });

const recordOf = (definition: TypeDefinition): LicenceRecord => ({
  ...sampleFace({ ...definition, example: definition.number.example, fill: "usual" }),
  typeKey: "a-type",
  typeVersion: 1,
  salt: "00",
});

/** A seal that stands where seals stand; nobody verifies it here. */
const press: Press = {
  sealId: "a",
  name: "示范章",
  width: 40,
  height: 40,
  press: async () => new Uint8Array(80),
  log: async () => undefined,
};

const types = [...readLicenceTypes()];
const files = await Promise.all(
  types.map(async ([typeKey, definition]) => {
    const record = recordOf(definition);
    const photo = definition.fields.some(({ kind }) => kind === "photo")
      ? drawPortrait(typeKey, { sex: "female", age: 36 })
      : null;
    const encoded = encodeRecord(record);
    const documentId = "0123456789abcdef0123456789abcdef";
    const input = { type: { typeKey, version: 1, definition }, record, encoded, photo, documentId };
    const { file } = await writer.seal(input, press, at);
    const [document] = readDocument(openPackage(file));
    if (document === undefined) throw new Error("the package holds no document");
    return { typeKey, file, document, svg: renderPage(document, 0), runs: pageText(document, 0) };
  }),
);

/** Notes that a file made here costs: version 1.1, signatures numbered as everybody numbers them, tags by TypeID. */
const expectedNotes = ["version", "id-form", "missing-attribute"];

test.each(files)("a sealed $typeKey has no error of structure and no unexpected note", ({ file }) => {
  for (const { rule, severity } of lintPackage(openPackage(file))) {
    expect([rule, severity]).toEqual([rule, "note"]);
    expect(expectedNotes).toContain(rule);
  }
});

test.each(files)("a sealed $typeKey has a PDF twin", ({ document }) => {
  const subset = (text: string) => book.subset("sans", text);
  const twin = writeTwin({ document, stamps: [], originalDigest: "00", subset }, nodePdfPorts);
  expect(Buffer.from(twin.bytes.subarray(0, 8)).toString()).toBe("%PDF-1.7");
});

describe.skipIf(!hasBrowser)("every type's page in a browser (skipped where there is no Chromium)", () => {
  let looks: readonly Look[];
  let control: Look | undefined;
  const inked = files.map(({ runs }) => runs.filter(({ text, boundary }) => text.trim() !== "" && boundary));

  beforeAll(async () => {
    const pictures = files.map(({ svg }, i) => ({
      svg,
      areas: (inked[i] ?? []).flatMap(({ boundary }) => (boundary === undefined ? [] : [boundary])),
    }));
    const first = pictures[0]?.svg ?? "";
    const larger = first.replace(/>[^<]{4,}<\/text>/, "></text>");
    if (larger === first) throw new Error("nothing to take away");
    const all = await look([...pictures, { svg: first, larger }]);
    looks = all.slice(0, files.length);
    control = all.at(-1);
  }, 120_000);

  /** Of 255, over two millimetres square: 29 at most on these pages; a text that is missing gives 70. */
  const alike = 45;

  test("a text that is missing at one zoom would be seen", () => {
    expect(control?.worstCell).toBeGreaterThan(alike);
  });

  test.each(files.map(({ typeKey }, i) => [typeKey, i] as const))(
    "%s looks the same at two zooms",
    (_, i) => {
      expect(looks[i]?.inked).toBeGreaterThan(0.01);
      expect(looks[i]?.worstCell).toBeLessThan(alike);
    },
  );

  test.each(files.map(({ typeKey }, i) => [typeKey, i] as const))(
    "%s: every text leaves ink in its place",
    (_, i) => {
      const blank = (inked[i] ?? []).filter((_run, k) => !((looks[i]?.ink[k] ?? 0) > 0.001));
      expect(blank).toEqual([]);
    },
  );
});
