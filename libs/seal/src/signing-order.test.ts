import { expect, test } from "vitest";
import { gm, now, trust } from "../testing/people.ts";
import { aDocument, sealed, zip } from "../testing/sealed-package.ts";
import { setOver, verifyOfd } from "./index.ts";

const orderOf = (entries: ReadonlyMap<string, Uint8Array>) =>
  setOver(verifyOfd(zip(entries), { gm, trust, now }).signatures);
const second = { folder: "Doc_0/Signs/Sign_1", id: "2" };

test("a signature that covers an earlier one's Signature.xml was set over it", () => {
  expect(orderOf(sealed(sealed(aDocument()), second))).toEqual([[], [0]]);
});

test("of two that do not cover each other no order is known", () => {
  const list = "Doc_0/Signs/Signatures.xml";
  const covers = (name: string): boolean => name !== list && !name.startsWith("Doc_0/Signs/Sign_0/");
  expect(orderOf(sealed(sealed(aDocument()), { ...second, covers }))).toEqual([[], []]);
});
