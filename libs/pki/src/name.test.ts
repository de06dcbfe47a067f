import { oid, printable, sequence, set, tlv, utf8 } from "@liangzheng/asn1";
import { fromHex, toHex } from "@liangzheng/bytes";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findAttribute, formatChineseName, formatName, makeName, parseName, sameName } from "./index.ts";

const bureau = makeName([
  ["countryName", "CN"],
  ["stateOrProvinceName", "示范省"],
  ["localityName", "示范市"],
  ["organizationName", "示范市数据局"],
  ["commonName", "示范市数据局电子印章"],
]);

test("a name is shown most specific first, in Chinese", () => {
  expect(formatName(bureau)).toBe("CN=示范市数据局电子印章, O=示范市数据局, L=示范市, ST=示范省, C=CN");
  expect(formatChineseName(bureau)).toBe(
    "名称=示范市数据局电子印章, 单位=示范市数据局, 市=示范市, 省=示范省, 国家=CN",
  );
});

test("country is a PrintableString and Chinese text a UTF8String", () => {
  expect(toHex(makeName([["countryName", "CN"]]).raw)).toBe("300d310b300906035504061302434e");
  expect(toHex(makeName([["commonName", "证"]]).raw)).toBe("300e310c300a06035504030c03e8af81");
});

test("characters that would end, forge or hide a part of a name are escaped", () => {
  const shown = formatName(makeName([["commonName", ' #a,b+c"d\\e<f>;g=h\u202ei\u0000 ']]));
  expect(shown).toBe('CN=\\ #a\\,b\\+c\\"d\\\\e\\<f\\>\\;g\\=h\\E2\\80\\AEi\\00\\ ');
});

test("any text of a common name comes back", () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(text, (value) => {
      fc.pre([...value].length <= 64);
      expect(findAttribute(makeName([["commonName", value]]), "commonName")).toBe(value);
    }),
  );
});

test("a value in an encoding not read here is shown as its DER, and does not make the name unreadable", () => {
  const name = parseName(sequence(set(sequence(oid("2.5.4.45"), fromHex("03020780")))));
  expect(formatName(name)).toBe("2.5.4.45=#03020780");
  const wrong = parseName(sequence(set(sequence(oid("2.5.4.3"), tlv(19, fromHex("d6a4"))))));
  expect(formatName(wrong)).toBe("CN=#1302d6a4");
});

test("names are one whatever the string type, the letter case and the runs of spaces", () => {
  const of = (value: Uint8Array) => parseName(sequence(set(sequence(oid("2.5.4.3"), value))));
  expect(sameName(of(printable("Root  CA")), of(utf8(" root ca")))).toBe(true);
  expect(sameName(of(utf8("Root CA")), of(utf8("RootCA")))).toBe(false);
  expect(sameName(bureau, makeName([["commonName", "示范市数据局电子印章"]]))).toBe(false);
});

test("an attribute cannot pass for two by its text", () => {
  const forged = makeName([["commonName", 'a","2.5.4.10","b']]);
  expect(
    sameName(
      forged,
      makeName([
        ["commonName", "a"],
        ["organizationName", "b"],
      ]),
    ),
  ).toBe(false);
});

test.each([
  ["nothing at all", []],
  ["an empty value", [["commonName", ""]]],
  ["a country of three letters", [["countryName", "CHN"]]],
  ["a Chinese country", [["countryName", "中国"]]],
  ["a common name of 65 characters", [["commonName", "字".repeat(65)]]],
  ["an address past ASCII", [["emailAddress", "a@证.cn"]]],
] as const)("%s is refused", (_, attributes) => {
  expect(() => makeName(attributes)).toThrow(
    expect.objectContaining({ name: "CertificateError", code: "bad-name" }),
  );
});
