import { expect, test } from "vitest";
import { accepts, formatBytes } from "./file-picker.tsx";

test.each([
  [".ofd,.pdf", "证照.OFD", "", true],
  [".ofd,.pdf", "证照.doc", "application/msword", false],
  ["image/*", "a.png", "image/png", true],
  ["image/*", "a.pdf", "application/pdf", false],
  ["application/pdf", "a", "application/pdf", true],
  [undefined, "a.exe", "", true],
])("accept %s lets %s (%s) through: %s", (accept, name, type, expected) => {
  expect(accepts(accept, { name, type })).toBe(expected);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [182_000, "182 kB"],
  [1_550_000, "1.6 MB"],
])("%d bytes are %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
