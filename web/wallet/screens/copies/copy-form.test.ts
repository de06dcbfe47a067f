import { expect, test } from "vitest";
import { inputOf, terms } from "./copy-form.ts";

const now = new Date("2026-03-01T16:30:00Z");

test("thirty days are proposed and a year is the most, counted in Asia/Shanghai", () => {
  expect(terms(now, null)).toEqual({ usual: "2026-04-01", last: "2027-03-02" });
});

test("nothing is proposed beyond the licence's own last day", () => {
  expect(terms(now, "2026-03-10")).toEqual({ usual: "2026-03-10", last: "2026-03-10" });
  expect(terms(now, "2026-09-01")).toEqual({ usual: "2026-04-01", last: "2026-09-01" });
});

test("white space around what is typed is not printed, and no number is no number", () => {
  const fields = {
    recipient: " 甲 ",
    purpose: "乙",
    matter: "丙",
    businessNumber: " ",
    validUntil: "2026-04-01",
  };
  expect(inputOf(fields)).toEqual({ recipient: "甲", purpose: "乙", matter: "丙", validUntil: "2026-04-01" });
});
