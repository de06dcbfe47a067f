import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDesign } from "./check-design.ts";
import { checkTemplate } from "./check-template.ts";
import { layoutFixedTexts, layoutPage } from "./page-layout.ts";
import type { StandardField } from "./standard-grid.ts";
import { standardDesign, standardTemplate } from "./standard-template.ts";
import { sealBoundary } from "./template.ts";

const metrics = { advance: (_face: string, point: number) => (point < 0x2e80 ? 0.55 : 1) };

const fieldList = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 16 }), fc.constantFrom("text", "long-text", "date")), {
    maxLength: 18,
  })
  .map((list) =>
    list.map(
      ([length, kind], i): StandardField => ({
        id: `KZ_F${i}`,
        label: "标".repeat(length),
        kind: kind as "text",
      }),
    ),
  );

test("whatever fields a type has, the template is sound, its labels fit and its values do not overlap", () => {
  fc.assert(
    fc.property(fieldList, fc.boolean(), fc.boolean(), (fields, landscape, withPhoto) => {
      const photo: StandardField[] = withPhoto ? [{ id: "KZ_ZP", label: "照片", kind: "photo" }] : [];
      const input = {
        title: "道路运输从业人员从业资格证",
        issuerLabel: "发证机关",
        fields: [...fields, ...photo],
        landscape,
      };
      const template = standardTemplate(input);
      expect(checkTemplate(template)).toEqual([]);
      expect(layoutFixedTexts(template, metrics).problems).toEqual([]);
      const boxes = [...template.fields.map(({ box }) => box), ...(template.photo ? [template.photo] : [])];
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1)) {
          const apart =
            a.x + a.width <= b.x + 0.02 ||
            b.x + b.width <= a.x + 0.02 ||
            a.y + a.height <= b.y + 0.02 ||
            b.y + b.height <= a.y + 0.02;
          expect(apart).toBe(true);
        }
      const values = new Map([...fields.map(({ id }) => [id, "演示"] as const), ["ZZMC", template.title]]);
      expect(layoutPage(template, values, metrics).problems).toEqual([]);
      expect(checkDesign(standardDesign(input), { title: input.title, data: input.fields }, metrics)).toEqual(
        [],
      );
    }),
    { numRuns: 150 },
  );
});

test("the same description gives the same template, to the last digit", () => {
  const make = () =>
    standardTemplate({ title: "营业执照", issuerLabel: "登记机关", fields: [], landscape: true });
  expect(JSON.stringify(make())).toBe(JSON.stringify(make()));
  expect(JSON.parse(JSON.stringify(make()))).toEqual(make());
});

test("a seal of another size keeps its centre", () => {
  const template = standardTemplate({
    title: "营业执照",
    issuerLabel: "登记机关",
    fields: [],
    landscape: true,
  });
  const round = sealBoundary(template, 40, 40);
  const oval = sealBoundary(template, 45, 30);
  expect(round.x + 20).toBeCloseTo(oval.x + 22.5);
  expect(round.y + 20).toBeCloseTo(oval.y + 15);
});

test("every fault of a template is reported with its place", () => {
  const good = standardTemplate({ title: "营业执照", issuerLabel: "登记机关", fields: [], landscape: true });
  const first = good.fields[0];
  if (first === undefined) throw new Error("no field");
  const at = (value: unknown): string[] => checkTemplate(value).map((fault) => fault.at);
  expect(at(null)).toEqual([""]);
  expect(at({ ...good, page: { width: -1, height: 2 } })).toContain("/page");
  expect(at({ ...good, fields: [first, first] })).toContain("/fields/1/id");
  expect(at({ ...good, fields: [{ ...first, id: "a<b" }] })).toContain("/fields/0/id");
  expect(at({ ...good, fields: [{ ...first, box: { x: 290, y: 0, width: 20, height: 5 } }] })).toContain(
    "/fields/0/box",
  );
  expect(at({ ...good, fields: [{ ...first, style: { ...first.style, minimumSize: 99 } }] })).toContain(
    "/fields/0/style/minimumSize",
  );
  expect(at({ ...good, artwork: [{ path: "M 0 0 <x>", stroke: "#000000" }] })).toContain("/artwork/0/path");
  expect(at({ ...good, artwork: [{ path: "M 0 0 L 1 1" }] })).toContain("/artwork/0");
  expect(at({ ...good, artwork: [{ path: "M 0 0 L 1 1", stroke: "red" }] })).toContain("/artwork/0/stroke");
  expect(at({ ...good, seal: undefined })).toContain("/seal");
});
