import type { DraftContent, TypeDefinition } from "@liangzheng/contract";
import { problems } from "@liangzheng/contract";
import { lintPackage, openPackage, pageText, readDocument } from "@liangzheng/ofd";
import { expect, test } from "vitest";
import { gm } from "../../../../libs/seal/testing/people.ts";
import { readLicenceTypes } from "../../../seeds/types.ts";
import { openFontBook } from "../../platform/fonts/font-book.ts";
import { nodeWritePorts } from "../../platform/fonts/write-ports.ts";
import type { Organ } from "../parties/index.ts";
import { draftFaults, requireIssuable } from "./draft-faults.ts";
import { createFileWriter } from "./licence-file.ts";
import { makeSamplePage } from "./sample-page.ts";
import { sampleFace } from "./sample-record.ts";

const deps = { fonts: openFontBook(), ports: nodeWritePorts((bytes) => gm.sm3(bytes)) };
const writer = createFileWriter(deps);
const definition = readLicenceTypes().get("road-transport-operation-licence") as TypeDefinition;
const type = { typeKey: "road-transport-operation-licence", version: 1, definition };
const organ = { name: "示范市交通运输局", code: "1199010000DEM10506" } as Organ;
const content = (fields: Record<string, string>): DraftContent => {
  const face = sampleFace({ ...definition, example: definition.number.example, fill: "usual" });
  return {
    number: face.number,
    holders: [
      { kind: "organisation", codeType: "001", code: "91990101MADEM00117", name: "演示商贸有限公司" },
    ],
    issuedOn: "2026-03-01",
    validFrom: "2026-03-01",
    validTo: "2030-02-28",
    fields: { ...face.fields, TYSHXYDM: "91990101MADEM00117", YHMC: "演示商贸有限公司", ...fields },
  };
};

test("a draft that the page has room for has no fault", () => {
  expect(draftFaults(writer, type, content({}), organ)).toEqual([]);
});

test("a text that does not fit is told by its field, before anything is sealed", () => {
  const long = content({ JYFW: "道路普通货物运输；".repeat(200) });
  expect(draftFaults(writer, type, long, organ).map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    "/fields/JYFW does-not-fit",
  ]);
  expect(() => requireIssuable(writer, type, long, organ)).toThrow(
    expect.objectContaining({ problem: problems.DoesNotFit }),
  );
});

test("a character that no font has is told by its field; a field that is wrong anyway is told once", () => {
  const odd = content({ DZ: "演示\u{1f600}街", JYFW: "甲".repeat(2001) });
  expect(draftFaults(writer, type, odd, organ).map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    "/fields/JYFW length",
    "/fields/DZ missing-glyph",
  ]);
  expect(() => requireIssuable(writer, type, odd, organ)).toThrow(
    expect.objectContaining({ problem: problems.InvalidInput }),
  );
});

const day = new Date("2026-03-01T02:00:00Z");
const sampled = { ...definition, example: definition.number.example };

test("a sample page is a document like any other, and leaves out what does not fit", () => {
  const usual = makeSamplePage(deps, { ...sampled, fill: "usual" }, day);
  expect(usual.tight).toEqual([]);
  const pkg = openPackage(usual.file ?? new Uint8Array(0));
  expect(lintPackage(pkg).filter(({ severity }) => severity === "error")).toEqual([]);
  const [document] = readDocument(pkg);
  if (document === undefined) throw new Error("no document");
  expect(pageText(document, 0).map(({ text }) => text)).toContain("示范市行政审批局");
  const longest = makeSamplePage(deps, { ...sampled, fill: "longest" }, day);
  expect(longest.tight).toContain("KZ_JYFW");
  expect(longest.file).not.toBeNull();
});

test("a template that cannot be drawn gives no page, and one whose label does not fit gives one without it", () => {
  const { template } = definition;
  const off = {
    ...template,
    drawings: [{ draw: "area", box: { x: 0, y: 0, width: 400, height: 9 }, colour: "red" }],
  };
  expect(
    makeSamplePage(deps, { ...sampled, template: off as typeof template, fill: "usual" }, day).file,
  ).toBeNull();
  const tiny = { text: "太长的文字", box: { x: 30, y: 30, width: 2, height: 2 }, style: "label" };
  const page = makeSamplePage(
    deps,
    { ...sampled, template: { ...template, texts: [tiny] }, fill: "usual" },
    day,
  );
  expect(page.file).not.toBeNull();
});
