import { encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { header, ObjectFile } from "./object-file.ts";
import { pathOperators } from "./path-operators.ts";
import { signPdf } from "./sign-pdf.ts";
import type { UnsignedTwin } from "./write-twin.ts";

function aFile(): UnsignedTwin {
  const file = new ObjectFile();
  const entries = "/FT/Sig/T(one)";
  const object = file.put(`<<${entries}>>`);
  const catalog = file.put("<</Type/Catalog>>");
  const trailer = `/Root ${catalog} 0 R`;
  const { bytes, table } = file.finish(header.length, trailer);
  const whole = new Uint8Array([...header, ...bytes]);
  return { bytes: whole, fields: [{ name: "one", object, entries }], trailer, size: file.size, table };
}
const about = { signer: "示范", reason: "副本", at: new Date("2026-06-01T00:00:00Z") };
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

test("offsets of the table are those of the objects (ISO 32000-1 §7.5.4)", () => {
  const { bytes, table } = aFile();
  const text = textOf(bytes);
  expect(text.slice(table, table + 5)).toBe("xref\n");
  const entries = [...text.slice(table).matchAll(/(\d{10}) 00000 n \n/g)].map((match) => Number(match[1]));
  expect(entries.map((at, i) => text.startsWith(`${i + 1} 0 obj`, at))).toEqual([true, true]);
});

test("a signature changes nothing that stood before it, covers all but itself, and stands once in a field", () => {
  const file = aFile();
  let signed = new Uint8Array(0);
  const sign = (content: Uint8Array): Uint8Array => {
    signed = content.slice();
    return encodeUtf8("a message");
  };
  const after = signPdf(file, { ...about, field: "one", sign });
  expect(after.bytes.slice(0, file.bytes.length)).toEqual(file.bytes);
  const text = textOf(after.bytes);
  const [, end = 0, from = 0, rest = 0] = (/ByteRange\[([\d ]+)\]/.exec(text)?.[1] ?? "")
    .trim()
    .split(/\s+/)
    .map(Number);
  expect(from + rest).toBe(after.bytes.length);
  expect(textOf(signed)).toBe(text.slice(0, end) + text.slice(from));
  expect(text.slice(end, end + 19)).toBe(`<${Buffer.from("a message").toString("hex")}`);
  expect(text).toContain(`/Prev ${file.table}`);
  expect(() => signPdf(after, { ...about, field: "one", sign })).toThrow("no-such-field");
});

test("a message that is too long for its room is refused", () => {
  const sign = (): Uint8Array => new Uint8Array(5000);
  expect(() => signPdf(aFile(), { ...about, field: "one", sign })).toThrow("signature-too-long");
});

test("paths become the operators that mean the same, and what has none is refused", () => {
  expect(pathOperators("M 1 2 L 3.5 -4 B 1 2 3 4 5 6 C")).toBe("1 2 m\n3.5 -4 l\n1 2 3 4 5 6 c\nh\n");
  for (const path of ["A 1 1 0 0 1 2 2", "Q 1 2 3 4", "M 1", "M 1 Q", "M 1 1e9", "M 0 0 Do Q", ""])
    expect(() => pathOperators(path)).toThrow("unsupported-object");
});
