import { expect, test } from "vitest";
import { checkDesign } from "./check-design.ts";
import { checkTemplate } from "./check-template.ts";
import { drawDesign } from "./draw-design.ts";
import { layoutFixedTexts } from "./page-layout.ts";
import { standardDesign } from "./standard-template.ts";
import type { Box } from "./template.ts";
import { type DesignField, figures, sealBox, type TemplateDesign } from "./template-design.ts";

const metrics = { advance: (_face: string, point: number) => (point < 0x2e80 ? 0.55 : 1) };
const data = [
  { id: "KZ_XM", label: "姓名", kind: "text" },
  { id: "KZ_ZSBH", label: "证书编号", kind: "text", same: "ZZBH" },
  { id: "KZ_ZP", label: "照片", kind: "photo" },
] as const;
const subject = { title: "示例证", data };
const design = standardDesign({
  title: subject.title,
  issuerLabel: "发证机关",
  fields: data.filter(({ id }) => id !== "KZ_ZSBH"),
  landscape: true,
});
const at = (changed: TemplateDesign): readonly string[] =>
  checkDesign(changed, subject, metrics).map((fault) => `${fault.at} ${fault.rule}`);
const place = (id: string): number => design.fields.findIndex((field) => field.id === id);
const withField = (id: string, change: Partial<DesignField>): TemplateDesign => ({
  ...design,
  fields: design.fields.map((field) => (field.id === id ? { ...field, ...change } : field)),
});
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

test("the standard face of a type has no fault, and a datum that repeats the number is printed by it", () => {
  expect(at(design)).toEqual([]);
});

test("a box that leaves the page is told by its place", () => {
  const i = place("KZ_XM");
  expect(at(withField("KZ_XM", { box: box(280, 100, 30, 8) }))).toContain(`/fields/${i}/box outside`);
  expect(at({ ...design, drawings: [{ draw: "area", box: box(0, 200, 5, 20), colour: "#000000" }] })).toEqual(
    ["/drawings/0/box outside"],
  );
});

test("what stands on something else is told, labels and the code too", () => {
  const qr = design.qr ?? box(0, 0, 0, 0);
  const faults = at({ ...design, texts: [{ text: "示例", box: qr, style: "label" }] });
  expect(faults).toContain("/qr overlap");
  const i = place("KZ_XM");
  const label = { text: "姓名", box: design.fields[i]?.box ?? qr, style: "label" };
  expect(at(withField("KZ_XM", { label }))).toContain(`/fields/${i}/label/box overlap`);
});

test("a datum without a place, one of another type, and one printed twice", () => {
  expect(at({ ...design, fields: design.fields.filter(({ id }) => id !== "KZ_XM") })).toEqual([
    "/fields not-printed",
  ]);
  expect(at({ ...design, fields: design.fields.filter(({ id }) => id !== "ZZBH") })).toEqual([
    "/fields not-printed",
  ]);
  expect(at(withField("KZ_XM", { id: "KZ_MC" }))).toEqual([
    `/fields/${place("KZ_XM")}/id datum`,
    "/fields not-printed",
  ]);
  expect(at(withField("ZZBS", { id: "ZZBH" }))).toContain(`/fields/${place("ZZBS")}/id twice`);
});

test("a photo wants a place, and a place a photo", () => {
  const { photo: _, ...without } = design;
  expect(at(without)).toEqual(["/photo photo"]);
  expect(checkDesign(design, { title: "示例证", data: data.slice(0, 2) }).map((fault) => fault.at)).toEqual([
    "/photo",
  ]);
});

test("the seal hangs on issuer and date, goes where they go, and covers nothing else", () => {
  const before = sealBox(design);
  const lower = { ...design, fields: design.fields.map((field) => moved(field, 3)) };
  expect(sealBox(lower)?.y).toBeCloseTo((before?.y ?? 0) + 3);
  expect(at({ ...design, seal: { ...design.seal, shift: { x: -170, y: 0 } } })).toContain("/seal seal");
  expect(at({ ...design, seal: { ...design.seal, over: ["ZZBFJG", "KZ_YY"] } })).toContain(
    "/seal/over/1 datum",
  );
  expect(at({ ...design, seal: { ...design.seal, width: 20 } })).toContain("/seal size");
});

const moved = (field: DesignField, by: number): DesignField =>
  design.seal.over.includes(field.id) ? { ...field, box: { ...field.box, y: field.box.y + by } } : field;

test("what nobody could read or scan is too small", () => {
  const label = { ...design.styles["label"], minimumSize: 1 };
  expect(at({ ...design, styles: { ...design.styles, label } as TemplateDesign["styles"] })).toEqual([
    "/styles/label/minimumSize size",
  ]);
  expect(at({ ...design, qr: box(30, 160, 10, 10) })).toContain("/qr size");
  expect(at({ ...design, page: { width: 297, height: 900 } })).toContain("/page size");
});

test("a fixed text too long for its box, a letter the font has not, and a style nobody defined", () => {
  const text = { text: "很长的文字".repeat(20), box: box(120, 30, 20, 4), style: "label" };
  expect(at({ ...design, texts: [text] })).toContain("/texts/0/box does-not-fit");
  expect(at({ ...design, texts: [{ ...text, text: "短", style: "constructor" }] })).toContain(
    "/texts/0/style style",
  );
  const blind = { advance: () => undefined };
  expect(checkDesign(design, subject, blind).map(({ rule }) => rule)).toContain("missing-glyph");
});

test.each(figures)("a %s on a large page and on a small one is sound artwork", (draw) => {
  for (const area of [box(10, 10, 400, 400), box(13.3, 14.4, 50, 50), box(10, 10, 0.5, 0.5)]) {
    const page = { width: 420, height: 420 };
    const drawings = [
      { draw, box: area, colour: "#aa8844" },
      { draw, box: area, colour: "#aa8844", ground: "#ffffff", size: 0.05 },
    ];
    const template = drawDesign({ ...design, page, drawings }, subject);
    expect(checkTemplate(template)).toEqual([]);
    expect(template.artwork.every(({ path }) => !path.includes("NaN"))).toBe(true);
  }
});

test("a ground whose waves leave the page is outside, though its box is not", () => {
  const { page } = design;
  const sheet = { draw: "net", box: box(0, 0, page.width, page.height), colour: "#aa8844" } as const;
  expect(at({ ...design, drawings: [sheet] })).toEqual(["/drawings/0/box outside"]);
});

test("rules of one colour become one object", () => {
  const rule = (y: number) => ({ draw: "area", box: box(10, y, 50, 0.2), colour: "#aa8844" }) as const;
  const { artwork } = drawDesign({ ...design, drawings: [rule(10), rule(20), rule(30)] }, subject);
  expect(artwork).toHaveLength(1);
  expect(layoutFixedTexts(drawDesign(design, subject), metrics).problems).toEqual([]);
});
