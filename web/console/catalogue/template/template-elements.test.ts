import { readdirSync, readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import {
  elementsOf,
  keyOfFault,
  missingFrom,
  printedAt,
  reconciled,
  sealBox,
  stepped,
  withBox,
  without,
  withPrinted,
} from "./template-elements.ts";

const seeds = new URL("../../../../server/seeds/types/", import.meta.url);
const files = readdirSync(seeds).filter((file) => file.endsWith(".json"));
const read = (file: string) => JSON.parse(readFileSync(new URL(file, seeds), "utf8")) as TypeDefinition;
const card = read("law-enforcement-officer-card.json");

test.each(files)("%s: every element of the page can be taken and put down where it was", (file) => {
  const { template } = read(file);
  for (const { key, box } of elementsOf(template)) expect(withBox(template, key, box)).toEqual(template);
});

test.each(files)("%s: nothing is missing from the page, and nothing is added to it", (file) => {
  const definition = read(file);
  expect(missingFrom(definition.template, definition)).toEqual([]);
  expect(reconciled(definition.template, definition)).toEqual(definition.template);
});

test("an arrow moves by half a millimetre, with Shift it makes wider and higher, and other keys do nothing", () => {
  const box = { x: 10, y: 10, width: 20, height: 5 };
  expect(stepped(box, "ArrowLeft", false)).toEqual({ ...box, x: 9.5 });
  expect(stepped(box, "ArrowDown", true)).toEqual({ ...box, height: 5.5 });
  expect(stepped(box, "Enter", false)).toBeUndefined();
});

test("the seal goes where issuer and date go, and a shift of its own is kept", () => {
  const { template } = card;
  const before = sealBox(template);
  const issuer = template.fields.findIndex(({ id }) => id === "ZZBFJG");
  const box = template.fields[issuer]?.box;
  if (!before || !box) throw new Error("no seal");
  const moved = withBox(template, `fields/${issuer}`, { ...box, y: box.y - 4 });
  expect(sealBox(moved)?.y).toBeCloseTo(before.y - 2);
  const shifted = withBox(template, "seal", { ...before, x: before.x + 3 });
  expect(shifted.seal.shift).toEqual({ x: 3, y: 0 });
  expect(sealBox(shifted)?.x).toBeCloseTo(before.x + 3);
});

test("a field that is gone leaves the page, a new one finds a free place with its label", () => {
  const [first, ...rest] = card.fields;
  if (!first) throw new Error("no field");
  const face = { fields: [...rest, { ...first, id: "XIN", label: "新字段", from: undefined }] };
  const next = reconciled(card.template, face as unknown as TypeDefinition);
  expect(next.fields.some(({ id }) => id === `KZ_${first.id}`)).toBe(false);
  const added = next.fields.find(({ id }) => id === "KZ_XIN");
  expect(added?.label?.text).toBe("新字段");
  expect(missingFrom(next, face as unknown as TypeDefinition)).toEqual([]);
});

test("text, style and alignment change in one place and nowhere else", () => {
  const changed = withPrinted(card.template, "fields/1/label", { text: "名", align: "centre" });
  expect(printedAt(changed, "fields/1/label")).toMatchObject({ text: "名", align: "centre" });
  expect(changed.fields[2]).toBe(card.template.fields[2]);
  const back = withPrinted(changed, "fields/1/label", { align: undefined });
  expect(back.fields[1]?.label).not.toHaveProperty("align");
  expect(without(changed, "fields/1/label").fields[1]).not.toHaveProperty("label");
  expect(without(card.template, "qr")).not.toHaveProperty("qr");
});

test("a fault of the server leads to the element it is about", () => {
  expect(keyOfFault("/template/fields/3/label/box")).toBe("fields/3/label");
  expect(keyOfFault("/template/fields/3/id")).toBe("fields/3");
  expect(keyOfFault("/template/seal/over/1")).toBe("seal");
  expect(keyOfFault("/template/fields")).toBeUndefined();
  expect(keyOfFault("/code")).toBeUndefined();
});
