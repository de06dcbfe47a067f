import { expect, test } from "vitest";
import { oneOf, readSearch, withSearch } from "./search-params.ts";

test("what the router read as a number or a truth value is text again", () => {
  const read = readSearch("name", "failed", "after");
  expect(read({ name: 123, failed: true, other: "x", after: { deep: 1 } })).toEqual({
    name: "123",
    failed: "true",
  });
});

test("empty filters stay out of the address", () => {
  expect(withSearch("/drafts", { state: "open", whose: "", after: undefined })).toBe("/drafts?state=open");
  expect(withSearch("/drafts", {})).toBe("/drafts");
});

test("an address that names no known value is as good as none", () => {
  expect(oneOf(["open", "issued"], "issued")).toBe("issued");
  expect(oneOf(["open", "issued"], "<script>")).toBeUndefined();
});
