import { expect, test } from "vitest";
import { resolvePath } from "./entry-path.ts";

test.each([
  ["/OFD.xml", "Doc_0/Document.xml", "/Doc_0/Document.xml"],
  ["/OFD.xml", "/Doc_0/Document.xml", "/Doc_0/Document.xml"],
  ["/Doc_0/Document.xml", "Pages/Page_0/Content.xml", "/Doc_0/Pages/Page_0/Content.xml"],
  ["/Doc_0/Signs/Signatures.xml", "./Sign_0/Signature.xml", "/Doc_0/Signs/Sign_0/Signature.xml"],
  ["/Doc_0/Signs/Sign_0/Signature.xml", "../../../OFD.xml", "/OFD.xml"],
  ["/Doc_0/Document.xml", "  PublicRes.xml\n", "/Doc_0/PublicRes.xml"],
  ["/Doc_0/Document.xml", "Res//a.png", "/Doc_0/Res/a.png"],
])("from %s the link %s leads to %s", (base, link, path) => {
  expect(resolvePath(base, link)).toBe(path);
});

test.each([
  "../../etc/passwd",
  "/../x",
  "a\\b",
  "http://example.com/x",
  "file:///etc/passwd",
  "C:/x",
  "a\0b",
  "a/\u202eb",
])("the link %j is unsafe", (link) => {
  expect(() => resolvePath("/Doc_0/Document.xml", link)).toThrow(
    expect.objectContaining({ code: "unsafe-path" }),
  );
});

test("an empty link is no link", () => {
  expect(() => resolvePath("/OFD.xml", "  ")).toThrow(expect.objectContaining({ code: "bad-value" }));
});
