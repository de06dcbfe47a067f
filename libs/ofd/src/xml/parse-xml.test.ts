import { encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { attribute, booleanAttribute, child, children, childText } from "./element.ts";
import type { XmlLimits } from "./limits.ts";
import { parseXml } from "./parse-xml.ts";

const parse = (text: string, limits?: Partial<XmlLimits>) => parseXml(encodeUtf8(text), limits);

test("names, namespaces, attributes, children and text are read", () => {
  const root = parse(
    `\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- c --><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" V="1.1">` +
      `<ofd:A B="a &lt; &#x7167;">证&amp;<![CDATA[<照>]]></ofd:A><A xmlns="urn:x"/></ofd:OFD>`,
  );
  expect(root).toMatchObject({ name: "OFD", namespace: "http://www.ofdspec.org/2016" });
  expect(attribute(root, "V")).toBe("1.1");
  const [first, second] = children(root, "A");
  expect(first && attribute(first, "B")).toBe("a < 照");
  expect(first?.text).toBe("证&<照>");
  expect(second?.namespace).toBe("urn:x");
});

test("tag files as tax offices write them, with an empty or undeclared prefix, are read", () => {
  const root = parse(
    `<:eInvoice xmlns:=""><No><ofd:ObjectRef PageRef="1">64</ofd:ObjectRef></No></:eInvoice>`,
  );
  expect(root.name).toBe("eInvoice");
  expect(child(root, "No")?.children[0]).toMatchObject({ name: "ObjectRef", namespace: "", text: "64" });
});

test("small readers tell absent and blank from present", () => {
  const root = parse(`<r a="TRUE" b="0" c="perhaps"><t> x </t><u> </u></r>`);
  expect(["a", "b", "c", "d"].map((name) => booleanAttribute(root, name, true))).toEqual([
    true,
    false,
    true,
    true,
  ]);
  expect(["t", "u", "v"].map((name) => childText(root, name))).toEqual(["x", undefined, undefined]);
});

test("leading zeros and long numbers stay text", () => {
  expect(parse("<r>032001900311</r>").text).toBe("032001900311");
});

const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join("");

test.each([
  ["an external entity", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`, "doctype"],
  ["a parameter entity", `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://example.com/x">%x;]><r/>`, "doctype"],
  ["a billion laughs", `<!DOCTYPE r [<!ENTITY l0 "ha">${laughs}]><r>&l9;</r>`, "doctype"],
  ["a bare document type behind a comment", `<!-- c --><!DOCTYPE r><r/>`, "doctype"],
  ["an undefined entity", "<r>&x;</r>", "bad-xml"],
  ["two roots", "<a/><b/>", "bad-xml"],
  ["text behind the root", "<a/>x", "bad-xml"],
  ["an open element", "<a><b></a>", "bad-xml"],
  ["the same attribute twice", `<a b="1" b="2"/>`, "bad-xml"],
  ["a NUL", "<a>\0</a>", "bad-xml"],
  ["a character reference to NUL", "<a>&#0;</a>", "bad-xml"],
  ["an attribute without quotes", "<a b=1/>", "bad-xml"],
  ["nothing", "", "bad-xml"],
  ["a document type in the content", "<a><!DOCTYPE r></a>", "bad-xml"],
  ["GBK by declaration", `<?xml version="1.0" encoding="GBK"?><a/>`, "bad-encoding"],
])("%s is refused", (_, text, code) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ name: "OfdError", code }));
});

test("bytes that are not UTF-8 are refused, UTF-16 and undeclared GBK among them", () => {
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x3c, 0, 0x61, 0, 0x2f, 0, 0x3e, 0]);
  const gbk = Uint8Array.from([0x3c, 0x61, 0x3e, 0xd5, 0xd5, 0x3c, 0x2f, 0x61, 0x3e]);
  for (const bytes of [utf16, gbk]) {
    expect(() => parseXml(bytes)).toThrow(expect.objectContaining({ code: "bad-encoding" }));
  }
});

test("depth, nodes and bytes are limited, and the limit itself is allowed", () => {
  const nested = (depth: number) => "<a>".repeat(depth) + "</a>".repeat(depth);
  expect(parse(nested(64)).name).toBe("a");
  expect(() => parse(nested(65))).toThrow(expect.objectContaining({ code: "too-deep" }));
  expect(() => parse(nested(100_000))).toThrow(expect.objectContaining({ code: "too-deep" }));
  expect(parse(`<a b="1"><c/></a>`, { nodes: 3 }).children).toHaveLength(1);
  expect(() => parse(`<a b="1"><c/></a>`, { nodes: 2 })).toThrow(
    expect.objectContaining({ code: "too-many-nodes" }),
  );
  expect(() => parse("<aaaa/>", { bytes: 6 })).toThrow(expect.objectContaining({ code: "too-large" }));
});

test("an error names the entry and not what it says", () => {
  expect(() => parseXml(encodeUtf8("<a>110101199003070000<b></a>"), {}, "/OFD.xml")).toThrow(
    expect.objectContaining({ path: "/OFD.xml", message: expect.not.stringContaining("1101") }),
  );
});
