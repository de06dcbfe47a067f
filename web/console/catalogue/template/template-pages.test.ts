import { readFileSync } from "node:fs";
import type { TypeDefinition } from "@liangzheng/contract";
import { expect, test } from "vitest";
import { elementsOf, freePlace, sealBox, withBox, withDatum } from "./template-elements.ts";
import {
  movedToPage,
  pageCount,
  sizeOfPage,
  withNewPage,
  withoutPage,
  withPageSize,
} from "./template-pages.ts";

const card = JSON.parse(
  readFileSync(
    new URL("../../../../server/seeds/types/law-enforcement-officer-card.json", import.meta.url),
    "utf8",
  ),
) as TypeDefinition;
const { template } = card;
const pageOf = (next: typeof template, key: string) => elementsOf(next).find((one) => one.key === key)?.page;

test("a new page comes behind the last, of its size, and can be sized on its own", () => {
  const two = withNewPage(withPageSize(template, 1, { width: 90 }));
  expect([pageCount(two), sizeOfPage(two, 2)]).toEqual([2, { ...template.page, width: 90 }]);
  const sized = withPageSize(two, 2, { height: 60 });
  expect([sizeOfPage(sized, 1).height, sizeOfPage(sized, 2).height]).toEqual([template.page.height, 60]);
});

test("what is put on another page keeps its place, and its label goes along; back again all is as before", () => {
  const two = withNewPage(template);
  const there = movedToPage(two, "fields/1", 2);
  expect([pageOf(there, "fields/1"), pageOf(there, "fields/1/label"), pageOf(there, "fields/2")]).toEqual([
    2, 2, 1,
  ]);
  expect(movedToPage(there, "fields/1", 1)).toEqual(two);
  for (const { key, box } of elementsOf(there)) expect(withBox(there, key, box)).toEqual(there);
});

test("the code, the photo and the seal have pages too: the seal goes with what it is set over", () => {
  const two = withNewPage(template);
  for (const key of ["qr", "photo", "seal"].filter((one) => pageOf(two, one) !== undefined)) {
    const there = movedToPage(two, key, 2);
    expect([key, pageOf(there, key)]).toEqual([key, 2]);
    expect(movedToPage(there, key, 1)).toEqual(two);
  }
  const before = sealBox(two);
  expect(sealBox(movedToPage(two, "seal", 2))).toEqual({ ...before, on: 2 });
});

test("a page that is taken away takes with it what stands there, and those behind it move up", () => {
  const three = withNewPage(withNewPage(template));
  const spread = movedToPage(movedToPage(three, "fields/1", 2), "fields/2", 3);
  const left = withoutPage(spread, 2);
  expect(pageCount(left)).toBe(2);
  expect(left.fields).toHaveLength(template.fields.length - 1);
  expect(left.fields.find(({ id }) => id === template.fields[2]?.id)?.on).toBe(2);
  expect(withoutPage(withNewPage(template), 2)).toEqual(template);
});

test("a datum is put where its page has room, whatever stands on another", () => {
  const two = withNewPage(template);
  expect(freePlace(two, 40, 8, 2)).toEqual({ x: 20, y: 20, width: 40, height: 8 });
  const next = withDatum(two, { id: "KZ_XIN", label: "新" }, 2);
  expect(pageOf(next, `fields/${template.fields.length}`)).toBe(2);
});
